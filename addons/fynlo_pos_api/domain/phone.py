"""Phone numbers in one form, so that the same number is found however it was typed."""

import phonenumbers


def normalised(number: str, country: str) -> str:
    """The number in E.164.

    :param country: where it is dialled from when it has no country code (ISO 3166-1 alpha-2)
    :raises ValueError: it is no number that can be dialled

    >>> normalised("020 7946 0311", "GB")
    '+442079460311'
    >>> normalised("0033 1 44 55 66 77", "GB")
    '+33144556677'
    """
    text = number.strip()
    if text.startswith("00"):
        text = f"+{text[2:]}"
    try:
        parsed = phonenumbers.parse(text, country or None)
    except phonenumbers.NumberParseException:
        raise ValueError("this is not a phone number") from None
    # Not is_valid_number: it knows only the ranges that were given out when it was made.
    reason = phonenumbers.is_possible_number_with_reason(parsed)
    if reason != phonenumbers.ValidationResult.IS_POSSIBLE:
        raise ValueError("a phone number has more digits, or fewer; +44... names the country")
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
