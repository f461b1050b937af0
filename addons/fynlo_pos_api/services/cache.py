from typing import Any

from odoo import models

from ..const import CALLER
from ..http import metrics, redis_client

_REGISTRY_ATTRIBUTE = "_fynlo_cache_prefix"


class FynloCache(models.AbstractModel):
    """Read models in Redis. It may forget at any time, and never holds what was rolled back.

    The key names the version of what is cached (events raise it): a change is a new key, and the
    old entry is left to expire. Nothing is ever deleted, so nothing can be deleted too late.
    """

    _name = "fynlo.cache"
    _description = "Cache of read models"

    def _get(self, name: str, key: str) -> bytes | None:
        """What was stored, or None: never stored, expired, or Redis is away.

        :param name: which read model, e.g. "menu"
        :param key: what tells its values apart within the company, with their version
        """
        address = self._address(name, key)
        value: bytes | None = redis_client.link().attempt(lambda client: client.get(address))
        metrics.cache_read(name, hit=value is not None)
        return value

    def _set(self, name: str, key: str, value: bytes, seconds: int) -> None:
        """Store a value once this transaction is committed; a rolled-back one stores nothing.

        :param seconds: how long it is kept at most
        """
        address = self._address(name, key)
        self.env.cr.postcommit.add(
            lambda: redis_client.link().attempt(
                lambda client: client.set(address, value, ex=seconds)
            )
        )

    def _address(self, name: str, key: str) -> str:
        caller = self.env.context.get(CALLER)
        company_id = caller.company_id if caller else self.env.company.id
        return f"{self._prefix()}:cache:{name}:{company_id}:{key}"

    def _prefix(self) -> str:
        """The database, by more than its name: one that is made anew has other content."""
        registry: Any = self.env.registry
        prefix: str | None = getattr(registry, _REGISTRY_ATTRIBUTE, None)
        if prefix is None:
            self.env.cr.execute("SELECT oid FROM pg_database WHERE datname = current_database()")
            oid = self.env.cr.fetchone()[0]
            # sudo: the database's uuid is a system parameter and the caller may be anybody
            uuid = self.env["ir.config_parameter"].sudo().get_param("database.uuid")
            prefix = f"fynlo:{self.env.cr.dbname}:{oid}:{uuid}"
            setattr(registry, _REGISTRY_ATTRIBUTE, prefix)
        return prefix
