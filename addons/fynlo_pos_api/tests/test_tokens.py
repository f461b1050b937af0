from datetime import UTC, datetime, timedelta

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from freezegun import freeze_time

from odoo.tests import BaseCase

from ..domain import sealing, secret_text, tokens
from ..domain.refresh import Seen, Verdict, judge

NOW = datetime(2030, 5, 1, 12)  # noqa: DTZ001 - as Odoo has times
CLAIMS = tokens.Claims(
    user_id=7, login_id=3, company_id=1, expires_at=1_900_000_900, device_id=5, till_id=2
)


class TestAccessTokens(BaseCase):
    """What an access token must be to be believed."""

    def setUp(self) -> None:
        super().setUp()
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.key = tokens.VerifyingKey("k1", self.private.public_key())
        self.token = tokens.sign(CLAIMS, self.private, "k1")

    @freeze_time(datetime.fromtimestamp(1_900_000_000, UTC))
    def test_a_token_says_what_was_signed(self) -> None:
        self.assertEqual(tokens.key_id(self.token), "k1")
        self.assertEqual(tokens.verify(self.token, self.key), CLAIMS)

    def test_a_verified_token_still_expires(self) -> None:
        with freeze_time(datetime.fromtimestamp(1_900_000_899, UTC)):
            tokens.verify(self.token, self.key)
        with (
            freeze_time(datetime.fromtimestamp(1_900_000_901, UTC)),
            self.assertRaises(tokens.TokenExpired),
        ):
            tokens.verify(self.token, self.key)

    @freeze_time(datetime.fromtimestamp(1_900_000_000, UTC))
    def test_the_signature_of_another_key_is_refused(self) -> None:
        other = ec.generate_private_key(ec.SECP256R1())
        with self.assertRaises(tokens.TokenInvalid):
            tokens.verify(tokens.sign(CLAIMS, other, "k1"), self.key)

    @freeze_time(datetime.fromtimestamp(1_900_000_000, UTC))
    def test_what_is_not_ours_is_refused(self) -> None:
        good = jwt.decode(self.token, options={"verify_signature": False})
        changes = {
            "another issuer": {"iss": "else"},
            "another audience": {"aud": "else"},
            "no sign-in": {"sid": None},
            "no end": {"exp": None},
        }
        for name, change in changes.items():
            payload = {k: v for k, v in {**good, **change}.items() if v is not None}
            token = jwt.encode(payload, self.private, "ES256", headers={"kid": "k1"})
            with self.subTest(name), self.assertRaises(tokens.TokenInvalid):
                tokens.verify(token, self.key)

    @freeze_time(datetime.fromtimestamp(1_900_000_000, UTC))
    def test_other_algorithms_are_refused(self) -> None:
        payload = jwt.decode(self.token, options={"verify_signature": False})
        public = b"a secret that is long enough for HS256"
        for algorithm, key in (("none", None), ("HS256", public)):
            token = jwt.encode(payload, key, algorithm, headers={"kid": "k1"})
            with self.subTest(algorithm), self.assertRaises(tokens.TokenInvalid):
                tokens.verify(token, self.key)

    def test_what_is_no_token_names_no_key(self) -> None:
        unnamed = jwt.encode({}, self.private, "ES256")
        for text in ("", "x", "x.y.z", "..", unnamed):
            with self.subTest(text), self.assertRaises(tokens.TokenInvalid):
                tokens.key_id(text)


class TestRefreshRule(BaseCase):
    """When a refresh token is rotated, repeated, or shows a theft."""

    def verdict(self, used_before: int | None = None, **seen: object) -> Verdict:
        """Judge a token that was used so many seconds ago."""
        used_at = None if used_before is None else NOW - timedelta(seconds=used_before)
        values = {
            "expires_at": NOW + timedelta(days=1),
            "child_used": False,
            "sibling_used": False,
        }
        return judge(Seen(**{**values, "used_at": used_at, **seen}), NOW)

    def test_a_new_token_is_rotated(self) -> None:
        self.assertEqual(self.verdict(), Verdict.ROTATE)

    def test_a_lost_reply_is_repeated_for_ten_seconds(self) -> None:
        self.assertEqual(self.verdict(used_before=10), Verdict.REPEAT)
        self.assertEqual(self.verdict(used_before=11), Verdict.REUSED)

    def test_a_reply_that_arrived_is_not_repeated(self) -> None:
        self.assertEqual(self.verdict(used_before=1, child_used=True), Verdict.REUSED)

    def test_of_siblings_only_the_first_used_lives(self) -> None:
        self.assertEqual(self.verdict(sibling_used=True), Verdict.REUSED)
        self.assertEqual(self.verdict(used_before=1, sibling_used=True), Verdict.REUSED)

    def test_a_token_expires(self) -> None:
        self.assertEqual(self.verdict(expires_at=NOW), Verdict.EXPIRED)


class TestSecrets(BaseCase):
    """Secrets that are given out, and secrets at rest."""

    def test_secrets_are_long_and_never_the_same(self) -> None:
        made = {secret_text.new_secret("fyd_") for _ in range(100)}
        self.assertEqual(len(made), 100)
        self.assertEqual({len(secret) for secret in made}, {4 + 43})

    def test_a_code_is_easy_to_read(self) -> None:
        for _ in range(100):
            code = secret_text.new_pairing_code()
            self.assertRegex(code, "^[A-Z0-9]{8}$")
            self.assertFalse(set(code) & set("0O1IL2Z5S8B"))

    def test_a_sealed_secret_needs_its_passphrase(self) -> None:
        stored = sealing.seal(b"the key", "pass", "signing")
        self.assertNotIn("dGhlIGtleQ", stored)
        self.assertEqual(sealing.unseal(stored, "pass", "signing"), b"the key")
        for passphrase, purpose in (("other", "signing"), (None, "signing"), ("pass", "other")):
            with self.subTest(passphrase), self.assertRaises(sealing.CannotUnseal):
                sealing.unseal(stored, passphrase, purpose)

    def test_without_a_passphrase_it_is_open(self) -> None:
        stored = sealing.seal(b"the key", None, "signing")
        self.assertEqual(sealing.unseal(stored, None, "signing"), b"the key")
        self.assertEqual(sealing.unseal(stored, "set since", "signing"), b"the key")
