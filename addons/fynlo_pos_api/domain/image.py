"""What kind of picture some bytes are."""

_KINDS = {b"\xff\xd8\xff": "image/jpeg", b"\x89PN": "image/png", b"GIF": "image/gif"}
IMAGE_TYPES = (*_KINDS.values(), "image/webp")


def image_type(picture: bytes) -> str:
    return _KINDS.get(picture[:3], "image/webp")
