"""What an endpoint hands to the dispatcher."""

from dataclasses import dataclass, field

from pydantic import BaseModel


@dataclass(frozen=True, slots=True)
class Reply:
    """A JSON body that is already encoded; `status` None stands for the operation's own."""

    body: bytes
    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, result: BaseModel | None, **headers: str) -> "Reply":
        """Encode a schema; None is an empty body."""
        if result is None:
            return cls(b"", headers=headers)
        return cls(result.__pydantic_serializer__.to_json(result), headers=headers)
