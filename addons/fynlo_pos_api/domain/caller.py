"""Who is calling: the one value that authorisation, scoping, events and limits look at."""

from dataclasses import dataclass, field

from ..const import Role, Scope


@dataclass(frozen=True, slots=True)
class Caller:
    """A caller that has proved who it is.

    `user_id` is the Odoo user that the request runs as. A person who typed a PIN on a device has
    both `employee_id` and `device_id`; `till_id` (pos.config) is the till that the device is
    bound to, `station_id` the kitchen station whose screen it is, without a till. A user of the
    back office has none of them and sees every till of the company. A guest has `order_id`
    (pos.order), the one order that he may follow, and is nobody else.
    """

    user_id: int
    company_id: int
    scopes: frozenset[Scope] = frozenset()
    role: Role | None = None
    till_id: int | None = None
    station_id: int | None = None
    device_id: int | None = None
    employee_id: int | None = None
    employee_name: str | None = None
    language: str | None = None
    login_id: int | None = None
    api_key_id: int | None = None
    order_id: int | None = None
    request_id: str = field(default="", compare=False)

    @property
    def owner_key(self) -> str:
        """Whose idempotency keys and limits these are: the same key of two devices is two keys."""
        if self.device_id:
            return f"device:{self.device_id}"
        if self.api_key_id:
            return f"api_key:{self.api_key_id}"
        if self.order_id:
            return f"order:{self.order_id}"
        return f"user:{self.user_id}"

    @property
    def may_approve(self) -> bool:
        """Whether the caller is a person whose approval a command may ask for; a key is nobody."""
        return self.api_key_id is None and self.role in {Role.OWNER, Role.MANAGER}
