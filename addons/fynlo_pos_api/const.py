"""Names that more than one part of Fynlo speaks of: the API's address, codes, roles, scopes."""

from enum import StrEnum

API_PREFIX = "/api/v1"

# The largest id that PostgreSQL's integer holds: a larger one is not found, not a database error.
MAX_ID = 2_147_483_647

# Key of the caller in Odoo's context. Its value is a domain.caller.Caller: a plain value that came
# in over RPC is never one, so a context sent by a client is not trusted.
CALLER = "fynlo_caller"

# The notification type of every event on Odoo's bus, and a company's channel (company, BUS_TYPE):
# what happened to what. On (company, BUS_FULL) the same comes with the event's payload.
BUS_TYPE = "fynlo.event"
BUS_FULL = "fynlo.event.full"

# The one event whose payload a guest may read, of his own order.
STATUS_CHANGED = "order.status_changed"


class ErrorCode(StrEnum):
    """Every `code` that a problem of the API may carry. docs/api.md explains each."""

    APPROVAL_REFUSED = "approval_refused"
    APPROVAL_REQUIRED = "approval_required"
    BODY_TOO_LARGE = "body_too_large"
    CHECK_MISSING = "check_missing"
    CREDENTIALS_INVALID = "credentials_invalid"
    CURSOR_EXPIRED = "cursor_expired"
    DEVICE_REVOKED = "device_revoked"
    IDEMPOTENCY_KEY_MISSING = "idempotency_key_missing"
    IDEMPOTENCY_KEY_REUSED = "idempotency_key_reused"
    INTERNAL_ERROR = "internal_error"
    LOCKED_OUT = "locked_out"
    MALFORMED_REQUEST = "malformed_request"
    MEDIA_TYPE_UNSUPPORTED = "media_type_unsupported"
    METHOD_NOT_ALLOWED = "method_not_allowed"
    NOT_FOUND = "not_found"
    OPERATION_REFUSED = "operation_refused"
    ORDER_FORBIDDEN = "order_forbidden"
    ORDER_NOT_OPEN = "order_not_open"
    ORDER_NOT_PAID = "order_not_paid"
    ORDERS_OPEN = "orders_open"
    OVERPAID = "overpaid"
    PAIRING_CODE_INVALID = "pairing_code_invalid"
    PAYMENT_CANCELLED = "payment_cancelled"
    PRODUCT_UNAVAILABLE = "product_unavailable"
    RATE_LIMITED = "rate_limited"
    REFUND_TOO_LARGE = "refund_too_large"
    ROLE_FORBIDDEN = "role_forbidden"
    SCOPE_MISSING = "scope_missing"
    SERVICE_UNAVAILABLE = "service_unavailable"
    SESSION_ALREADY_OPEN = "session_already_open"
    SESSION_NOT_OPEN = "session_not_open"
    STATUS_INVALID = "status_invalid"
    TABLE_NOT_FREE = "table_not_free"
    TILL_REQUIRED = "till_required"
    TOKEN_EXPIRED = "token_expired"
    TOKEN_INVALID = "token_invalid"
    TOKEN_MISSING = "token_missing"
    TOKEN_REUSED = "token_reused"
    TOTAL_MISMATCH = "total_mismatch"
    TOTP_REQUIRED = "totp_required"
    UUID_TAKEN = "uuid_taken"
    VALIDATION_FAILED = "validation_failed"
    VERSION_CONFLICT = "version_conflict"


class Role(StrEnum):
    """What a person is in the restaurant, the strongest first. Each is an Odoo group."""

    OWNER = "owner"
    MANAGER = "manager"
    CASHIER = "cashier"
    SERVER = "server"
    KITCHEN = "kitchen"
    ACCOUNTANT = "accountant"
    CUSTOMER = "customer"


class Scope(StrEnum):
    """What a token may do. A token has the scopes of its role, an API key those chosen for it."""

    API_KEYS_WRITE = "api_keys:write"
    AVAILABILITY_WRITE = "availability:write"
    CUSTOMERS_READ = "customers:read"
    CUSTOMERS_WRITE = "customers:write"
    DEVICES_READ = "devices:read"
    DEVICES_WRITE = "devices:write"
    EMPLOYEES_READ = "employees:read"
    EMPLOYEES_WRITE = "employees:write"
    KITCHEN_READ = "kitchen:read"
    KITCHEN_WRITE = "kitchen:write"
    MENU_READ = "menu:read"
    MENU_WRITE = "menu:write"
    ORDER_STATUS_READ = "order_status:read"
    ORDER_STATUS_WRITE = "order_status:write"
    ORDERS_READ = "orders:read"
    ORDERS_WRITE = "orders:write"
    PAYMENTS_READ = "payments:read"
    PAYMENTS_WRITE = "payments:write"
    REPORTS_READ = "reports:read"
    SERVICE_REQUESTS_READ = "service_requests:read"
    SERVICE_REQUESTS_WRITE = "service_requests:write"
    SESSIONS_READ = "sessions:read"
    SESSIONS_WRITE = "sessions:write"
    SETTINGS_READ = "settings:read"
    SETTINGS_WRITE = "settings:write"
    TABLES_READ = "tables:read"
    TABLES_WRITE = "tables:write"
