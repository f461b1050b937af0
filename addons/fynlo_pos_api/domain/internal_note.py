"""Notes for the kitchen as Odoo's own till keeps them: a JSON list of coloured texts."""

import json


def to_internal(text: str | None) -> str | bool:
    """A note as Odoo's till reads it; False where there is none.

    >>> to_internal("No salt"), to_internal(None)
    ('[{"text": "No salt", "colorIndex": 0}]', False)
    """
    if not text:
        return False
    return json.dumps([{"text": text, "colorIndex": 0}], ensure_ascii=False)


def text_of(note: str | None) -> str | None:
    """The text of a note that Odoo's till or Fynlo wrote; several are joined by commas.

    >>> text_of('[{"text": "No salt", "colorIndex": 0}, {"text": "Wait", "colorIndex": 2}]')
    'No salt, Wait'
    >>> text_of("written by hand"), text_of("[]")
    ('written by hand', None)
    """
    if not note:
        return None
    try:
        items = json.loads(note)
    except ValueError:
        return note
    if not isinstance(items, list):
        return note
    texts = [str(item["text"]) for item in items if isinstance(item, dict) and item.get("text")]
    return ", ".join(texts) or None
