from datetime import timedelta

from odoo import api, fields, models

VALID = timedelta(hours=24)

_LOOK_UP = """
SELECT t.order_id, o.company_id, p.lang
  FROM fynlo_order_token t
  JOIN pos_order o ON o.id = t.order_id
  JOIN res_company c ON c.id = o.company_id
  JOIN res_partner p ON p.id = c.partner_id
 WHERE t.token_hash = %s AND t.expires_at > now() AT TIME ZONE 'UTC'
"""


class FynloOrderToken(models.Model):
    """A guest's proof that he may follow one order, for a day; only its hash is kept."""

    _name = "fynlo.order.token"
    _inherit = ["fynlo.versioned"]
    _description = "Guest's token of an order"
    _rec_name = "order_id"

    order_id = fields.Many2one(
        "pos.order", required=True, readonly=True, index=True, ondelete="cascade"
    )
    token_hash = fields.Char(required=True, readonly=True, groups=fields.NO_ACCESS)
    expires_at = fields.Datetime("Ends", required=True, readonly=True, index=True)

    _token_hash_unique = models.UniqueIndex("(token_hash)")

    @api.model
    def _look_up(self, token_hash: str) -> tuple[int, int, str] | None:
        """(order, its company, the company's language) of a token that holds now."""
        self.env.cr.execute(_LOOK_UP, [token_hash])
        row: tuple[int, int, str] | None = self.env.cr.fetchone()
        return row

    @api.model
    def _ends_at(self, token_hash: str) -> float | None:
        """When a token ends, in Unix time."""
        self.env.cr.execute(
            "SELECT extract(epoch FROM expires_at AT TIME ZONE 'UTC')::float FROM fynlo_order_token"
            " WHERE token_hash = %s",
            [token_hash],
        )
        row = self.env.cr.fetchone()
        return row and row[0]

    @api.autovacuum
    def _delete_ended(self) -> None:
        self.search([("expires_at", "<", fields.Datetime.now())], limit=10_000).unlink()
