"""Keeps what pricing reads of the catalogue between requests.

A request of Odoo starts with an empty record cache, and so reads the same products, taxes and
settings again for every order: most of the queries of a sale. Here the values that one request
read are kept in the process, under the version of the catalogue that its transaction saw, and the
next request that sees the same version starts with them. Everything above, Odoo's tax engine and
price lists included, works as always. tests/test_catalogue.py shows that a change is seen at once.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from odoo import models

from ..domain.overlay import Overlay
from ..models.fynlo_catalogue_change import WATCHED_TABLES, Version

_ATTRIBUTE = "_fynlo_catalogue"
_RUN_NOTE = "catalogue"

# Models whose every column is in a watched table (see models/fynlo_catalogue_change.py).
KEPT_MODELS = frozenset(
    {
        "account.fiscal.position",
        "account.journal",
        "account.tax",
        "account.tax.group",
        "account.tax.repartition.line",
        "fynlo.availability.state",
        "fynlo.daypart",
        "pos.category",
        "fynlo.service.charge",
        "pos.config",
        "pos.payment.method",
        "product.attribute",
        "product.attribute.value",
        "product.category",
        "product.combo",
        "product.combo.item",
        "product.pricelist",
        "product.pricelist.item",
        "product.product",
        "product.template",
        "product.template.attribute.line",
        "product.template.attribute.value",
        "res.company",
        "res.currency",
        "uom.uom",
    }
)

# Computed from the kept models alone, and asked for with every price or line.
KEPT_COMPUTED = frozenset(
    {
        ("product.product", "display_name"),
        ("product.template", "currency_id"),
    }
)


class Kept:
    """The values of one version: {field: {record id: value}}, or by context key where it counts.

    Only ever added to, with values of the same version, so readers need no lock; they go over a
    copy, because another thread may add while they do.
    """

    __slots__ = ("_keeps", "by_context", "plain", "version")

    def __init__(self, version: Version) -> None:
        self.version = version
        self.plain: dict[Any, dict[int, Any]] = {}
        self.by_context: dict[Any, dict[Any, dict[int, Any]]] = {}
        self._keeps: dict[Any, bool] = {}

    def keeps(self, field: Any) -> bool:
        """Whether the values of a field may be kept."""
        known = self._keeps.get(field)
        if known is None:
            known = self._keeps[field] = _is_kept(field)
        return known


class FynloCatalogue(models.AbstractModel):
    """Warm records of the catalogue, per process."""

    _name = "fynlo.catalogue"
    _inherit = ["fynlo.service"]
    _description = "Catalogue kept between requests"

    def _open(self) -> None:
        """Start this run with the values that are kept of the version it sees.

        Call it before the catalogue is read.
        """
        version = self.env["fynlo.catalogue.change"]._version()
        kept = getattr(self.env.registry, _ATTRIBUTE, None)
        if kept is None or kept.version != version:
            kept = Kept(version)
            setattr(self.env.registry, _ATTRIBUTE, kept)
        self._run.notes[_RUN_NOTE] = kept
        data = self.env.transaction.field_data
        for field, values in list(kept.plain.items()):
            if field not in data:
                data[field] = Overlay(values)
        for field, contexts in list(kept.by_context.items()):
            if field not in data:
                data[field] = {key: Overlay(values) for key, values in list(contexts.items())}

    def _known(self, model: str, ids: Iterable[int]) -> Any:
        """Those of the ids that were found to exist in the version that this run sees."""
        kept = self._run.notes[_RUN_NOTE]
        records = self.env[model]
        found = kept.plain.get(records._fields["create_date"], {})
        return records.browse([record_id for record_id in ids if record_id in found])

    def _close(self) -> None:
        """Keep what this run read beyond what was kept; nothing when it changed the catalogue."""
        kept = self._run.notes[_RUN_NOTE]
        read = [
            (field, key, cache)
            for field in list(self.env.transaction.field_data)
            if kept.keeps(field)
            for key, cache in self._caches(field)
            if len(cache)
        ]
        if not read:
            return
        # A change that is not written yet would not show in the version.
        self.env.flush_all()
        if self.env["fynlo.catalogue.change"]._version() != kept.version:
            return
        for field, key, cache in read:
            target = kept.plain
            if field in self.env._field_depends_context:
                target = kept.by_context.setdefault(field, {})
            real = {record_id: value for record_id, value in list(cache.items()) if record_id}
            target.setdefault(key, {}).update(real)

    def _caches(self, field: Any) -> Iterator[tuple[Any, dict[Any, Any]]]:
        """(where to keep it, own values) of a field: one, or one for each context."""
        data = self.env.transaction.field_data[field]
        if field in self.env._field_depends_context:
            yield from list(data.items())
        else:
            yield field, data


def _is_kept(field: Any) -> bool:
    """Stored columns, lists of records that are themselves kept, and what is read through those."""
    if field.model_name not in KEPT_MODELS:
        return False
    if not field.store:
        through = field.related and field.related_field
        return (
            bool(through and _is_kept(through)) or (field.model_name, field.name) in KEPT_COMPUTED
        )
    if field.type == "many2many":
        return field.relation in WATCHED_TABLES
    if field.type == "one2many":
        return field.comodel_name in KEPT_MODELS
    # What a company has of its own may fall back on a default, which is kept elsewhere.
    if field.company_dependent:
        return False
    # A mutable value could be changed by one request under the eyes of another.
    return field.type not in {"json", "properties", "properties_definition"}
