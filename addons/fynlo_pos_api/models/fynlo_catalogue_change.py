from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

# The tables of what pricing reads. A statement on one of them, by whatever code, is a change.
WATCHED_TABLES = (
    "account_fiscal_position",
    "account_fiscal_position_account_tax_rel",
    "account_journal",
    "account_tax",
    "account_tax_alternatives",
    "account_tax_filiation_rel",
    "account_tax_group",
    "account_tax_repartition_line",
    "fynlo_availability_state",
    "fynlo_daypart",
    "fynlo_daypart_pos_category_rel",
    "fynlo_daypart_product_template_rel",
    "pos_category",
    "pos_category_product_template_rel",
    "fynlo_service_charge",
    "fynlo_service_charge_account_tax_rel",
    "pos_config",
    "pos_config_pos_payment_method_rel",
    "pos_payment_method",
    "product_attribute",
    "product_attribute_value",
    "product_category",
    "product_combo",
    "product_combo_item",
    "product_combo_product_template_rel",
    "product_pricelist",
    "product_pricelist_item",
    "product_product",
    "product_taxes_rel",
    "product_template",
    "product_template_attribute_line",
    "product_template_attribute_value",
    "product_variant_combination",
    "res_company",
    "res_currency",
    "uom_uom",
)
KEPT_HOURS = 1

_FUNCTION = """
CREATE OR REPLACE FUNCTION fynlo_catalogue_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO fynlo_catalogue_change (changed_at)
        VALUES (clock_timestamp() AT TIME ZONE 'UTC');
    RETURN NULL;
END $$
"""
_TRIGGER = """
CREATE OR REPLACE TRIGGER fynlo_catalogue_changed
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON %s
    FOR EACH STATEMENT EXECUTE FUNCTION fynlo_catalogue_changed()
"""

# Which changes a snapshot sees: the newest, how many, and their sum. The last two tell of a change
# that was committed late, under a newer one, and of rows that were deleted since.
Version = tuple[int | None, int, int | None]


class FynloCatalogueChange(models.Model):
    """Each statement that changed the catalogue, so that what was read of it can be kept.

    Kept by triggers and not by overrides of write(): raw SQL and other addons count too.
    """

    _name = "fynlo.catalogue.change"
    _description = "Change of the catalogue"
    _log_access = False

    changed_at = fields.Datetime(readonly=True)

    def init(self) -> None:
        """Put the trigger on every watched table, once the addon's own tables are there too."""
        self.env.cr.execute(_FUNCTION)
        self.pool.post_init(self._put_triggers)

    @api.model
    def _put_triggers(self) -> None:
        self.env.cr.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relname IN %s"
            " AND relnamespace = current_schema::regnamespace",
            [WATCHED_TABLES],
        )
        for (table,) in self.env.cr.fetchall():
            self.env.cr.execute(SQL(_TRIGGER, SQL.identifier(table)))

    @api.model
    def _version(self) -> Version:
        """The version of the catalogue that this transaction sees."""
        self.env.cr.execute("SELECT max(id), count(*), sum(id) FROM fynlo_catalogue_change")
        return self.env.cr.fetchone()

    @api.autovacuum
    def _delete_old(self) -> None:
        before = fields.Datetime.now() - timedelta(hours=KEPT_HOURS)
        self.env.cr.execute("DELETE FROM fynlo_catalogue_change WHERE changed_at < %s", [before])
