from ..const import ErrorCode
from ..http.operation import api_route
from ..http.reply import Reply
from ..schemas.auth import DeviceSignIn, PasswordReset, PasswordSignIn, PinSignIn, Refresh
from .base import ApiController

# Secrets are short: nobody needs to send more here.
BODY_LIMIT = 8 * 1024


class AuthController(ApiController):
    """Signing in and out."""

    @api_route(
        "/auth/login",
        "POST",
        tag="Auth",
        calls="auth.login",
        limit="login",
        body_limit=BODY_LIMIT,
        errors=(
            ErrorCode.CREDENTIALS_INVALID,
            ErrorCode.TOTP_REQUIRED,
            ErrorCode.ROLE_FORBIDDEN,
            ErrorCode.LOCKED_OUT,
        ),
    )
    def login(self, body: PasswordSignIn) -> Reply:
        """Sign in with an Odoo login and password.

        Where the user has an authenticator app, `totp` is its six digits; without it the answer
        is 401 totp_required. Each code is taken once.
        """
        return self.command("auth.login", dict(body))

    @api_route(
        "/auth/refresh",
        "POST",
        tag="Auth",
        calls="auth.refresh",
        limit="token",
        body_limit=BODY_LIMIT,
        errors=(
            ErrorCode.TOKEN_INVALID,
            ErrorCode.TOKEN_EXPIRED,
            ErrorCode.TOKEN_REUSED,
            ErrorCode.DEVICE_REVOKED,
        ),
    )
    def refresh(self, body: Refresh) -> Reply:
        """Change a refresh token for new tokens.

        A refresh token is single use. The same one is taken again for 10 seconds, for a reply that
        was lost; later, or once a token that was given for it has been used, it ends the whole
        sign-in: 401 token_reused.
        """
        return self.command("auth.refresh", dict(body))

    @api_route("/auth/logout", "POST", tag="Auth", calls="auth.logout", status=204)
    def logout(self) -> Reply:
        """End the sign-in; its access and refresh tokens stop at once."""
        return self.command("auth.logout", {})

    @api_route(
        "/auth/password-reset",
        "POST",
        tag="Auth",
        calls="auth.password_reset",
        status=202,
        limit="login",
        body_limit=BODY_LIMIT,
    )
    def password_reset(self, body: PasswordReset) -> Reply:
        """Have Odoo mail a link to set a new password.

        The answer is the same whether the login exists or not.
        """
        return self.command("auth.password_reset", dict(body))

    @api_route(
        "/auth/device",
        "POST",
        tag="Auth",
        calls="auth.device",
        limit="token",
        body_limit=BODY_LIMIT,
        errors=(ErrorCode.CREDENTIALS_INVALID, ErrorCode.DEVICE_REVOKED),
    )
    def device(self, body: DeviceSignIn) -> Reply:
        """Sign a paired device in by its credential.

        Its token shows the PIN screen; an employee's PIN gives the token that takes orders.
        """
        return self.command("auth.device", dict(body))

    @api_route(
        "/auth/pin",
        "POST",
        tag="Auth",
        calls="auth.pin",
        limit="pin",
        body_limit=BODY_LIMIT,
        errors=(
            ErrorCode.CREDENTIALS_INVALID,
            ErrorCode.LOCKED_OUT,
            ErrorCode.NOT_FOUND,
            ErrorCode.TILL_REQUIRED,
        ),
    )
    def pin(self, body: PinSignIn) -> Reply:
        """Sign an employee in by PIN, on the device that calls.

        After 5 wrong PINs the employee is locked out on this device: for 30 seconds, then a
        minute, 5, 15, and 60 minutes. The sign-in lasts for 12 hours after its last refresh.
        """
        return self.command("auth.pin", dict(body))

    @api_route("/auth/me", "GET", tag="Auth", calls="auth.me")
    def me(self) -> Reply:
        """Who the token stands for and what it may do."""
        return self.query("auth.me", {})

    @api_route("/auth/jwks", "GET", tag="Auth", calls="auth.jwks", limit="public")
    def jwks(self) -> Reply:
        """The public keys that verify access tokens (RFC 7517)."""
        return self.query("auth.jwks", {})
