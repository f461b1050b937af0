"""The HTTP status that each error code comes with; tests hold it to what the code raises."""

from collections.abc import Mapping

from ..const import ErrorCode

STATUSES: Mapping[ErrorCode, int] = {
    code: status
    for status, codes in {
        400: (
            ErrorCode.IDEMPOTENCY_KEY_MISSING,
            ErrorCode.MALFORMED_REQUEST,
            ErrorCode.STATUS_INVALID,
        ),
        401: (
            ErrorCode.CREDENTIALS_INVALID,
            ErrorCode.DEVICE_REVOKED,
            ErrorCode.TOKEN_EXPIRED,
            ErrorCode.TOKEN_INVALID,
            ErrorCode.TOKEN_MISSING,
            ErrorCode.TOKEN_REUSED,
            ErrorCode.TOTP_REQUIRED,
        ),
        403: (
            ErrorCode.APPROVAL_REFUSED,
            ErrorCode.APPROVAL_REQUIRED,
            ErrorCode.ORDER_FORBIDDEN,
            ErrorCode.ROLE_FORBIDDEN,
            ErrorCode.SCOPE_MISSING,
        ),
        404: (ErrorCode.NOT_FOUND,),
        405: (ErrorCode.METHOD_NOT_ALLOWED,),
        409: (
            ErrorCode.ORDER_NOT_OPEN,
            ErrorCode.ORDER_NOT_PAID,
            ErrorCode.ORDERS_OPEN,
            ErrorCode.PAYMENT_CANCELLED,
            ErrorCode.SESSION_ALREADY_OPEN,
            ErrorCode.SESSION_NOT_OPEN,
            ErrorCode.TABLE_NOT_FREE,
            ErrorCode.TILL_REQUIRED,
            ErrorCode.UUID_TAKEN,
            ErrorCode.VERSION_CONFLICT,
        ),
        410: (ErrorCode.CURSOR_EXPIRED,),
        413: (ErrorCode.BODY_TOO_LARGE,),
        415: (ErrorCode.MEDIA_TYPE_UNSUPPORTED,),
        422: (
            ErrorCode.CHECK_MISSING,
            ErrorCode.IDEMPOTENCY_KEY_REUSED,
            ErrorCode.OPERATION_REFUSED,
            ErrorCode.OVERPAID,
            ErrorCode.PAIRING_CODE_INVALID,
            ErrorCode.PRODUCT_UNAVAILABLE,
            ErrorCode.REFUND_TOO_LARGE,
            ErrorCode.TOTAL_MISMATCH,
            ErrorCode.VALIDATION_FAILED,
        ),
        429: (ErrorCode.LOCKED_OUT, ErrorCode.RATE_LIMITED),
        500: (ErrorCode.INTERNAL_ERROR,),
        503: (ErrorCode.SERVICE_UNAVAILABLE,),
    }.items()
    for code in codes
}
