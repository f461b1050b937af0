import secrets
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any, cast

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from odoo import api, fields, models
from odoo.tools import ormcache

from ..domain import sealing
from ..domain.tokens import VerifyingKey
from ..passphrase import passphrase

PURPOSE = "fynlo.signing.key"
# A key signs for 30 days. It verifies for a day longer: its last token lives for 15 minutes.
SIGNS = timedelta(days=30)
VERIFIES_LONGER = timedelta(days=1)


class FynloSigningKey(models.Model):
    """A key pair that signs access tokens. The newest one signs, all of them verify."""

    _name = "fynlo.signing.key"
    _description = "Signing key"
    _order = "id desc"
    _rec_name = "key_id"

    key_id = fields.Char(required=True, readonly=True)
    public_key = fields.Text(required=True, readonly=True)
    private_key = fields.Text(required=True, readonly=True, groups=fields.NO_ACCESS)

    _key_id_unique = models.UniqueIndex("(key_id)")

    @api.model
    def _make(self) -> "FynloSigningKey":
        """Make a new key pair, which signs from now on."""
        key = ec.generate_private_key(ec.SECP256R1())
        private = key.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        public = key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        values = {
            "key_id": secrets.token_hex(8),
            "public_key": public.decode(),
            "private_key": sealing.seal(private, passphrase(), PURPOSE),
        }
        return self.create(values)

    def _private(self) -> Any:
        """The private key itself. Raises CannotUnseal when it was sealed under another key."""
        self.ensure_one()
        der = sealing.unseal(self.private_key, passphrase(), PURPOSE)
        return serialization.load_der_private_key(der, password=None)

    @api.model
    @ormcache("key_id", cache="stable")
    def _public(self, key_id: str) -> VerifyingKey:
        """The public key of that id, kept by the process. Raises KeyError, which is not kept."""
        self.env.cr.execute("SELECT public_key FROM fynlo_signing_key WHERE key_id = %s", [key_id])
        row = self.env.cr.fetchone()
        if row is None:
            raise KeyError(key_id)
        public = serialization.load_pem_public_key(row[0].encode())
        return VerifyingKey(key_id, cast("ec.EllipticCurvePublicKey", public))

    @api.model
    def _rotate(self) -> None:
        """Cron: a new key when the newest is old, and an end to those that no token needs."""
        now = fields.Datetime.now()
        newest = self.search([], limit=1)
        if newest and newest.create_date < now - SIGNS:
            self._make()
        self._delete_retired(now)

    def _delete_retired(self, now: datetime) -> None:
        # A key retires when the next one is made. There are never more than a few.
        keys = self.search([("create_date", "!=", False)])
        for newer, older in pairwise(keys):
            if newer.create_date < now - VERIFIES_LONGER:
                older.unlink()
                self.env.registry.clear_cache("stable")
