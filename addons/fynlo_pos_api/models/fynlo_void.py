from odoo import fields, models
from odoo.tools import SQL

_KINDS = [("void", "Void"), ("comp", "Comp")]


class FynloVoid(models.Model):
    """What was voided (not made) and comped (made and given away): one row an event of a line.

    The dishes of a cancelled order are voids, unless it was reopened. The amount is what it would
    have cost, tax included, in the company's currency.
    """

    _name = "fynlo.void"
    _inherit = ["fynlo.business_days"]
    _description = "Voids and comps"
    _auto = False
    _order = "ordered_at desc, id desc"
    _rec_name = "product_id"
    _depends = {
        "fynlo.event": ["aggregate_id", "aggregate_model", "name", "payload", "version"],
        "pos.order": ["company_id", "config_id", "currency_rate", "date_order", "session_id"],
        "pos.order.line": [
            "combo_parent_id", "discount", "fynlo_voided_quantity", "order_id", "price_unit",
            "product_id", "qty", "uuid",
        ],
    }  # fmt: skip

    kind = fields.Selection(_KINDS, readonly=True)
    occurred_at = fields.Datetime("Time", readonly=True)
    ordered_at = fields.Datetime("Ordered", readonly=True)
    order_id = fields.Many2one("pos.order", readonly=True)
    session_id = fields.Many2one("pos.session", readonly=True)
    journal_entry_id = fields.Many2one(
        "account.move", related="session_id.move_id", groups="account.group_account_readonly"
    )
    config_id = fields.Many2one("pos.config", "Till", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    product_id = fields.Many2one("product.product", "Dish", readonly=True)
    quantity = fields.Float(readonly=True, digits="Product Unit")
    amount = fields.Monetary(readonly=True)
    reason = fields.Char(readonly=True)
    note = fields.Char(readonly=True)
    employee_id = fields.Many2one("hr.employee", readonly=True)
    approver_id = fields.Many2one("hr.employee", "Approved by", readonly=True)

    @property
    def _table_query(self) -> SQL:
        return SQL(_QUERY)


# A set menu's price is on its dishes, which are voided and given away with it.
_QUERY = """
    SELECT event.id, event.occurred_at, sale.date_order AS ordered_at, event.employee_id,
    event.approver_id, sale.id AS order_id, sale.session_id, sale.config_id, sale.company_id,
    company.currency_id, line.product_id,
    CASE event.name WHEN 'order.line_comped' THEN 'comp' ELSE 'void' END AS kind,
    event.payload ->> 'reason' AS reason, event.payload ->> 'note' AS note,
    (event.payload ->> 'quantity')::numeric AS quantity, (
        SELECT SUM(ROUND((event.payload ->> 'quantity')::numeric * part.price_unit
            * (part.qty + COALESCE(part.fynlo_voided_quantity, 0))
            / NULLIF(line.qty + COALESCE(line.fynlo_voided_quantity, 0), 0)
            * CASE event.name WHEN 'order.line_comped' THEN 1
                ELSE 1 - COALESCE(part.discount, 0) / 100 END
            / COALESCE(NULLIF(sale.currency_rate, 0), 1), currency.decimal_places))
        FROM pos_order_line part WHERE part.id = line.id OR part.combo_parent_id = line.id
    ) AS amount
    FROM fynlo_event event
    JOIN pos_order sale ON sale.id = event.aggregate_id
    JOIN res_company company ON company.id = sale.company_id
    JOIN res_currency currency ON currency.id = company.currency_id
    LEFT JOIN pos_order_line line ON line.uuid = event.payload ->> 'line_id'
    WHERE event.aggregate_model = 'pos.order'
    AND event.name IN ('order.line_voided', 'order.line_comped')
    AND NOT (event.payload ? 'order_cancelled' AND EXISTS (
        SELECT 1 FROM fynlo_event back WHERE back.aggregate_model = event.aggregate_model
        AND back.aggregate_id = event.aggregate_id AND back.version > event.version
        AND back.name = 'order.reopened'))
"""
