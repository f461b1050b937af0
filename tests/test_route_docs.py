"""Each route of the API is named on a page of docs/. Read from the source, without Odoo."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def routes() -> set[str]:
    """The paths that the controllers of all addons publish."""
    found = set()
    for path in sorted(ROOT.glob("addons/*/controllers/**/*.py")):
        module = ast.parse(path.read_text())
        constants = {
            target.id: node.value.value
            for node in module.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "api_route":
                given = node.args[0]
                value = given.value if isinstance(given, ast.Constant) else ast.unparse(given)
                found.add(constants.get(value, value))
    return found


def nameless(text: str) -> str:
    """A text without the names of parameters: /orders/{id} and /orders/{order_id} are one."""
    return re.sub(r"\{\w+\}", "{}", text)


def test_there_are_routes() -> None:
    assert len(routes()) > 90
    assert all(path.startswith("/") for path in routes())


def test_every_route_is_on_a_page() -> None:
    pages = nameless("\n".join(page.read_text() for page in sorted(ROOT.glob("docs/*.md"))))
    missing = [
        path
        for path in sorted(routes())
        if not re.search(rf"{re.escape(nameless(path))}(?![\w/{{-]|\.\w)", pages)
    ]
    assert not missing, f"docs/api.md says nothing of {', '.join(missing)}"
