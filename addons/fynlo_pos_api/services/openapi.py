import hashlib
import json
from pathlib import Path
from typing import Any

from odoo import models
from odoo.modules.module import Manifest

from ..http import openapi
from ..http.reply import Reply
from ..schemas.openapi import OpenApiDocument, OpenApiRead
from .definition import Access, definitions, query

# Of an addon: {operation: {"request": ..., "response": ...}}
EXAMPLES = "data/openapi_examples.json"
_REGISTRY_ATTRIBUTE = "_fynlo_openapi"
_HEADERS = {"Cache-Control": "public, no-cache"}


class FynloOpenApi(models.AbstractModel):
    """The API's own description, made once for the installed addons."""

    _name = "fynlo.openapi"
    _inherit = ["fynlo.service"]
    _description = "OpenAPI document"

    @query("openapi.read", Access.PUBLIC)
    def read_document(self, data: OpenApiRead) -> OpenApiDocument | Reply:
        """The OpenAPI document, or an empty 304 when the caller has it."""
        body, tag = self._made()
        headers = {**_HEADERS, "ETag": f'"{tag}"'}
        if not data.known_tags.isdisjoint({tag, "*"}):
            return Reply(b"", 304, headers)
        return Reply(body, headers=headers)

    def _made(self) -> tuple[bytes, str]:
        registry: Any = self.env.registry
        made: tuple[bytes, str] | None = getattr(registry, _REGISTRY_ATTRIBUTE, None)
        if made is None:
            body = json.dumps(self._document(), ensure_ascii=False).encode()
            made = body, hashlib.sha256(body).hexdigest()[:16]
            setattr(registry, _REGISTRY_ATTRIBUTE, made)
        return made

    def _document(self) -> dict[str, Any]:
        published = openapi.endpoints(self.env["ir.http"].routing_map())
        version = Manifest.for_addon("fynlo_pos_api")["version"]
        known = definitions(self.env.registry)
        return openapi.document(published, known, version, self._examples())

    def _examples(self) -> dict[str, dict[str, Any]]:
        """Examples by the name of their operation: each addon brings those of its own routes."""
        examples: dict[str, dict[str, Any]] = {}
        for name in sorted(self.env.registry._init_modules):
            manifest = Manifest.for_addon(name)
            file = Path(manifest.path, EXAMPLES) if manifest else None
            if file and file.is_file():
                examples |= json.loads(file.read_text())
        return examples
