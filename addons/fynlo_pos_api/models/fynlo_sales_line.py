from odoo import fields, models
from odoo.tools import SQL

from ..domain.line_kind import LINE_KINDS

# The amount of an order in its till's currency, in the company's: as Odoo's own report of orders.
_IN_COMPANY_CURRENCY = (
    "ROUND(%s / COALESCE(NULLIF(sale.currency_rate, 0), 1), currency.decimal_places)"
)


class FynloSalesLine(models.Model):
    """Every line that was sold, for analysis: one row a line of a paid order.

    The gross of the rows of an order is the order's total, and that of a business date the daily
    total.
    """

    _name = "fynlo.sales.line"
    _inherit = ["fynlo.business_days"]
    _description = "Sales"
    _auto = False
    _order = "ordered_at desc, id desc"
    _rec_name = "product_id"
    _depends = {
        "pos.order": [
            "amount_total", "company_id", "config_id", "currency_rate", "customer_count",
            "date_order", "employee_id", "fynlo_order_type", "partner_id", "session_id", "state",
            "table_id",
        ],
        "pos.order.line": [
            "discount", "fynlo_comped", "fynlo_kind", "order_id", "price_subtotal",
            "price_subtotal_incl", "price_unit", "product_id", "qty",
        ],
        "product.product": ["product_tmpl_id"],
        "product.template": ["pos_categ_ids"],
        "pos.category": ["sequence"],
        "res.company": ["currency_id", "fynlo_business_day_hour", "fynlo_timezone"],
    }  # fmt: skip

    order_id = fields.Many2one("pos.order", readonly=True)
    ordered_at = fields.Datetime("Ordered", readonly=True)
    business_date = fields.Date(readonly=True)
    hour = fields.Char(readonly=True, help="By the restaurant's clock.")
    session_id = fields.Many2one("pos.session", readonly=True)
    journal_entry_id = fields.Many2one(
        "account.move", related="session_id.move_id", groups="account.group_account_readonly"
    )
    config_id = fields.Many2one("pos.config", "Till", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    employee_id = fields.Many2one("hr.employee", readonly=True)
    partner_id = fields.Many2one("res.partner", "Customer", readonly=True)
    table_id = fields.Many2one("restaurant.table", readonly=True)
    order_type = fields.Selection(
        [
            ("dine_in", "Dine in"),
            ("takeaway", "Takeaway"),
            ("delivery", "Delivery"),
            ("pick_up", "Pick-up"),
        ],
        readonly=True,
    )
    kind = fields.Selection(
        [(str(kind), label) for kind, label in LINE_KINDS.items()], readonly=True
    )
    product_id = fields.Many2one("product.product", "Dish", readonly=True)
    category_id = fields.Many2one("pos.category", readonly=True)
    quantity = fields.Float(readonly=True, digits="Product Unit")
    gross = fields.Monetary(readonly=True)
    tax = fields.Monetary(readonly=True)
    net = fields.Monetary(readonly=True)
    discount = fields.Monetary("Discounts", readonly=True)
    comp = fields.Monetary("Comps", readonly=True, help="At the price that it had.")

    @property
    def _table_query(self) -> SQL:
        return SQL("%s %s %s", self._selected(), self._joined(), SQL(_SOLD))

    def _selected(self) -> SQL:
        """The columns, as SQL: addons add theirs."""
        return SQL(_COLUMNS)

    def _joined(self) -> SQL:
        """The tables that the columns come from."""
        return SQL(_TABLES)


# A discount is a line of its own, or a share of a dish's price; all of it is a comp.
_DISCOUNT = """(CASE WHEN line.fynlo_kind = 'discount' THEN -line.price_subtotal_incl
    WHEN line.fynlo_comped IS NOT TRUE
    THEN line.qty * line.price_unit * COALESCE(line.discount, 0) / 100 ELSE 0 END)"""
_COMP = "(CASE WHEN line.fynlo_comped THEN line.qty * line.price_unit ELSE 0 END)"
_COLUMNS = f"""
    SELECT line.id, line.order_id, sale.date_order AS ordered_at, sale.session_id, sale.config_id,
    sale.company_id, company.currency_id, sale.employee_id, sale.partner_id, sale.table_id,
    sale.fynlo_order_type AS order_type, line.product_id, category.id AS category_id,
    (sale.date_order AT TIME ZONE 'UTC' AT TIME ZONE COALESCE(company.fynlo_timezone, 'UTC')
        - make_interval(hours => company.fynlo_business_day_hour))::date AS business_date,
    to_char(sale.date_order AT TIME ZONE 'UTC'
        AT TIME ZONE COALESCE(company.fynlo_timezone, 'UTC'), 'HH24:00') AS hour,
    line.fynlo_kind AS kind,
    CASE WHEN line.fynlo_kind IN ('item', 'open') THEN line.qty ELSE 0 END AS quantity,
    {_IN_COMPANY_CURRENCY % "line.price_subtotal_incl"} AS gross,
    {_IN_COMPANY_CURRENCY % "(line.price_subtotal_incl - line.price_subtotal)"} AS tax,
    {_IN_COMPANY_CURRENCY % "line.price_subtotal"} AS net,
    {_IN_COMPANY_CURRENCY % _DISCOUNT} AS discount,
    {_IN_COMPANY_CURRENCY % _COMP} AS comp
"""
# Each of the joins finds one row or none, so PostgreSQL leaves out those that a reader needs not.
_TABLES = """
    FROM pos_order_line line
    JOIN pos_order sale ON sale.id = line.order_id
    JOIN res_company company ON company.id = sale.company_id
    JOIN res_currency currency ON currency.id = company.currency_id
    LEFT JOIN product_product product ON product.id = line.product_id
    LEFT JOIN (
        SELECT DISTINCT ON (link.product_template_id) link.product_template_id, item.id
        FROM pos_category_product_template_rel link
        JOIN pos_category item ON item.id = link.pos_category_id
        ORDER BY link.product_template_id, item.sequence, item.id
    ) category ON category.product_template_id = product.product_tmpl_id
"""
_SOLD = "WHERE sale.state IN ('paid', 'done')"
