"""The design's arrows and sizes, checked from the source. No database and no Odoo needed.

controllers -> services -> {models, domain}; controllers -> schemas; domain -> nothing.
"""

import ast
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

ADDONS = Path(__file__).resolve().parent.parent / "addons"
LONGEST_FILE = 300
# What each layer may import of its own addon, beside const and exceptions.
MAY_IMPORT = {
    "domain": {"domain"},
    "http": {"domain", "http", "schemas"},
    "schemas": {"domain", "http", "schemas"},
    "models": {"bus_notifier", "domain", "http", "models", "passphrase", "schemas"},
    "realtime": {"domain", "realtime", "schemas"},
    "services": {"domain", "http", "models", "passphrase", "realtime", "schemas", "services"},
    "wizards": {"domain", "models", "schemas", "wizards"},
    "controllers": {"controllers", "domain", "http", "realtime", "schemas", "services"},
}
# What reads or writes records.
ORM_CALLS = {
    "browse", "create", "execute", "exists", "filtered", "filtered_domain", "mapped", "read",
    "read_group", "ref", "search", "search_count", "search_fetch", "search_read", "sudo", "unlink",
    "with_company", "with_user", "write",
}  # fmt: skip
ORM_WRITES = {"create", "execute", "search", "sudo", "unlink", "write"}
COMMANDS = {"command", "query"}


def files(*folders: str) -> list[Path]:
    """The modules in these folders of every addon, tests left out."""
    found = {path for folder in folders for path in ADDONS.glob(f"*/{folder}/**/*.py")}
    return sorted(path for path in found if "tests" not in path.relative_to(ADDONS).parts)


def code() -> list[Path]:
    """Every module of every addon, tests and manifests left out."""
    found = ADDONS.glob("**/*.py")
    return sorted(
        path
        for path in found
        if path.name != "__manifest__.py" and "tests" not in path.relative_to(ADDONS).parts
    )


def tree(path: Path) -> ast.Module:
    """The parsed module."""
    return ast.parse(path.read_text())


def short(path: Path) -> str:
    """How a test names a module."""
    return str(path.relative_to(ADDONS))


def imports(path: Path) -> Iterator[str]:
    """Everything that is imported, by its whole name, the part of this repository's too."""
    package = ["odoo", "addons", *path.relative_to(ADDONS).parts[:-1]]
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            name = ".".join([*base, *filter(None, [node.module])])
            # `from . import x` and `from ..models import x` may name modules.
            yield from (f"{name}.{alias.name}" for alias in node.names)


def own_parts(path: Path) -> set[str]:
    """The parts of its own addon that a module imports: folders, or modules at the top."""
    prefix = f"odoo.addons.{path.relative_to(ADDONS).parts[0]}."
    names = {name.removeprefix(prefix) for name in imports(path) if name.startswith(prefix)}
    return {name.split(".")[0] for name in names}


def calls(path: Path) -> Iterator[ast.Call]:
    """Every call of a method."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node


def depends(addon: str) -> set[str]:
    """The addons of ours that an addon depends on, also through others."""
    manifest = ast.literal_eval((ADDONS / addon / "__manifest__.py").read_text())
    own = {name for name in manifest["depends"] if (ADDONS / name).is_dir()}
    return own.union(*(depends(name) for name in own))


def test_there_is_something_to_check() -> None:
    assert len(code()) > 50
    assert all(files(layer) for layer in ("domain", "schemas", "services", "controllers", "models"))


@pytest.mark.parametrize("layer", MAY_IMPORT)
def test_layers_import_along_the_arrows(layer: str) -> None:
    allowed = MAY_IMPORT[layer] | {"const", "exceptions", ""}
    wrong = {short(path): sorted(own_parts(path) - allowed) for path in files(layer)}
    assert {name: parts for name, parts in wrong.items() if parts} == {}


def test_every_folder_is_a_layer() -> None:
    """A new folder gets a line in MAY_IMPORT."""
    known = {*MAY_IMPORT, "tests", "migrations"}
    folders = {path.parent.name for path in ADDONS.glob("*/*/__init__.py")}
    assert folders - known == set()


@pytest.mark.parametrize("path", files("domain"), ids=short)
def test_domain_knows_nothing_of_odoo(path: Path) -> None:
    foreign = [name for name in imports(path) if name.split(".")[0] == "odoo"]
    prefix = f"odoo.addons.{path.relative_to(ADDONS).parts[0]}."
    assert [name for name in foreign if not name.startswith(prefix)] == []


@pytest.mark.parametrize("path", files("controllers"), ids=short)
def test_controllers_leave_records_to_services(path: Path) -> None:
    wrong = [
        f"{node.lineno}: {ast.unparse(node.func)}"
        for node in calls(path)
        if isinstance(node.func, ast.Attribute)
        and node.func.attr in ORM_CALLS
        # What is asked of a file or a context variable is no record.
        and ast.unparse(node.func) != "page.read"
    ]
    assert wrong == []


@pytest.mark.parametrize("path", files("schemas"), ids=short)
def test_schemas_write_nothing(path: Path) -> None:
    wrong = [
        f"{node.lineno}: {ast.unparse(node.func)}"
        for node in calls(path)
        if isinstance(node.func, ast.Attribute) and node.func.attr in ORM_WRITES
    ]
    assert wrong == []


@pytest.mark.parametrize("path", code(), ids=short)
def test_sudo_is_used_by_services_and_models_with_its_reason(path: Path) -> None:
    sudos = [node for node in calls(path) if node.func.attr == "sudo"]  # type: ignore[attr-defined]
    if not sudos:
        return
    allowed = {"services", "models", "wizards", "http"}
    addon, *rest = path.relative_to(ADDONS).parts
    # The demo restaurant is made by the superuser, and http reads system parameters for anybody.
    assert rest[0] in allowed or addon == "fynlo_demo", "only services use sudo"
    reasons = sudo_comments(path)
    lines = [node.func.end_lineno or node.lineno for node in sudos]
    assert [line for line in lines if not is_explained(line, reasons, path)] == []


def sudo_comments(path: Path) -> set[int]:
    """The lines of comments that give a reason for sudo, with those that go on from them."""
    found: set[int] = set()
    with path.open("rb") as stream:
        for token in tokenize.tokenize(stream.readline):
            if token.type != tokenize.COMMENT:
                continue
            line, text = token.start[0], token.string.lstrip("# ").lower()
            if text.startswith("sudo") or "sudo:" in text or line - 1 in found:
                found.add(line)
    return found


def is_explained(line: int, reasons: set[int], path: Path) -> bool:
    """Whether a reason stands on the line, or above the statement that the line is in."""
    starts = [
        node.lineno
        for node in ast.walk(tree(path))
        if isinstance(node, ast.stmt)
        and node.lineno <= line <= (node.end_lineno or node.lineno)
        and not hasattr(node, "body")
    ]
    begin = max(starts, default=line)
    return any(at in reasons for at in range(begin - 1, line + 1))


@pytest.mark.parametrize("path", code(), ids=short)
def test_imports_follow_the_manifest(path: Path) -> None:
    addon = path.relative_to(ADDONS).parts[0]
    used = {name.split(".")[2] for name in imports(path) if name.startswith("odoo.addons.fynlo_")}
    assert used <= depends(addon) | {addon}


@pytest.mark.parametrize("path", sorted(ADDONS.glob("**/*.py")), ids=short)
def test_files_are_short(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= LONGEST_FILE


def functions(path: Path) -> Iterator[tuple[ast.FunctionDef | ast.AsyncFunctionDef, bool]]:
    """Every function and method outside of functions, and whether it is public."""
    module = tree(path)
    groups: list[tuple[list[ast.stmt], bool]] = [(module.body, True)]
    while groups:
        body, is_public = groups.pop()
        for node in body:
            if isinstance(node, ast.ClassDef):
                groups.append((node.body, is_public and not node.name.startswith("_")))
            elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node, is_public and not node.name.startswith("_")


@pytest.mark.parametrize("path", code(), ids=short)
def test_functions_say_what_they_return(path: Path) -> None:
    assert [node.name for node, _ in functions(path) if node.returns is None] == []


@pytest.mark.parametrize("path", code(), ids=short)
def test_public_functions_say_what_they_do(path: Path) -> None:
    # An override of one of Odoo's methods does what Odoo says of it.
    missing = [
        node.name
        for node, is_public in functions(path)
        if is_public and not ast.get_docstring(node) and not calls_super(node)
    ]
    assert missing == []


def calls_super(node: ast.AST) -> bool:
    """Whether a method extends the one that it overrides."""
    return any(
        isinstance(item, ast.Call) and isinstance(item.func, ast.Name) and item.func.id == "super"
        for item in ast.walk(node)
    )


def decorators(node: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    """The names of a function's decorators."""
    found = set()
    for item in node.decorator_list:
        called = item.func if isinstance(item, ast.Call) else item
        found.add(called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", ""))
    return found


def is_service(node: ast.ClassDef) -> bool:
    """Whether a class is a model that has commands, or builds upon one that has."""
    bases = {ast.unparse(base) for base in node.bases}
    return bool(bases & {"models.AbstractModel", "models.Model", "models.TransientModel"})


@pytest.mark.parametrize("path", files("services"), ids=short)
def test_services_are_private_to_rpc(path: Path) -> None:
    """@command and @query make a method private; any other name begins with _."""
    public = []
    for node in tree(path).body:
        if isinstance(node, ast.ClassDef) and is_service(node):
            for item in node.body:
                if isinstance(item, ast.FunctionDef) and not item.name.startswith("_"):
                    named = decorators(item)
                    if not named & {*COMMANDS, "private", "property"}:
                        public.append(f"{node.name}.{item.name}")
    assert public == []


def test_commands_stand_in_services_alone() -> None:
    elsewhere = [
        f"{short(path)}: {node.name}"
        for path in set(code()) - set(files("services"))
        for node, _ in functions(path)
        if decorators(node) & COMMANDS
    ]
    assert elsewhere == []


def test_the_decorator_makes_private() -> None:
    source = (ADDONS / "fynlo_pos_api/services/definition.py").read_text()
    [declare] = [
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef) and node.name == "_declare"
    ]
    returned = [ast.unparse(n) for n in ast.walk(declare) if isinstance(n, ast.Return)]
    assert "return api.private(function)" in returned


@pytest.mark.parametrize("path", files("controllers"), ids=short)
def test_controllers_only_call_commands_and_queries(path: Path) -> None:
    """Beside `self.command`, `self.query` a route of the API calls nothing that does work."""
    touched = [
        f"{node.lineno}: {ast.unparse(node)}"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr == "env" and path.name != "base.py"
    ]
    assert touched == []
