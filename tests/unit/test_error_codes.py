"""The page of the API names every code that a program may meet, and no other."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def codes_in_the_source() -> list[str]:
    """The values of ErrorCode, read without importing Odoo."""
    tree = ast.parse((ROOT / "addons/fynlo_pos_api/const.py").read_text())
    [enum] = [node for node in ast.walk(tree) if getattr(node, "name", "") == "ErrorCode"]
    assigned = [node.value for node in ast.walk(enum) if isinstance(node, ast.Assign)]
    return sorted(value.value for value in assigned if isinstance(value, ast.Constant))


def codes_on_the_page() -> list[str]:
    """The words in code style of the rows between the table's head and the next empty line."""
    page = (ROOT / "docs/api.md").read_text()
    table = page.split("| status | codes |\n", 1)[1].split("\n\n", 1)[0]
    return sorted(re.findall(r"`([a-z_]+)`", table))


def test_every_error_code_is_in_the_table_once() -> None:
    assert len(codes_in_the_source()) > 30
    assert codes_on_the_page() == codes_in_the_source()
