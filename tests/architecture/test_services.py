"""Services ask the rule before they do anything, and leave the ending to the edge."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SERVICES = sorted((ROOT / "forum").rglob("service.py"))
ENDINGS = ("commit", "rollback", "start_writing", "transaction")
PARTS = {"entries": {"keep_revision", "publish"}}  # steps of the kinds' own services


def _name(path: Path) -> str:
    return str(path.parent.relative_to(ROOT / "forum"))


def _functions(path: Path) -> dict[str, ast.FunctionDef]:
    tree = ast.parse(path.read_text("utf-8"))
    return {one.name: one for one in tree.body if isinstance(one, ast.FunctionDef)}


def _calls(function: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """What a function calls, by the last word of its name."""
    for node in ast.walk(function):
        if isinstance(node, ast.Call):
            target = node.func
            if isinstance(target, ast.Attribute):
                yield target.attr, node
            elif isinstance(target, ast.Name):
                yield target.id, node


@pytest.mark.parametrize("path", SERVICES, ids=_name)
def test_who_acts_is_asked_whether_they_may(path: Path) -> None:
    """By `allow`, or by another service that is told who acts."""
    functions = _functions(path)
    silent = {
        name
        for name, function in functions.items()
        if not name.startswith("_")
        and _has_actor(function)
        and not _asks(function, functions)
    }
    assert silent == PARTS.get(_name(path), set())


def _has_actor(function: ast.FunctionDef) -> bool:
    arguments = [*function.args.args, *function.args.kwonlyargs]
    return any(one.arg == "by" for one in arguments)


def _asks(function: ast.FunctionDef, functions: dict[str, ast.FunctionDef]) -> bool:
    """Itself, through a function beside it, or by telling another service who acts."""
    return any(
        name == "allow"
        or (name not in functions and name.islower() and _tells_actor(call))
        or (name in functions and _asks(functions[name], functions))
        for name, call in _calls(function)
        if name != function.name
    )


def _tells_actor(call: ast.Call) -> bool:
    return any(word.arg == "by" for word in call.keywords)


@pytest.mark.parametrize("path", SERVICES, ids=_name)
def test_a_service_leaves_the_transaction_to_the_edge(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    assert [name for name, _ in _calls(tree) if name in ENDINGS] == []


@pytest.mark.parametrize("path", SERVICES, ids=_name)
def test_a_service_says_what_it_does(path: Path) -> None:
    assert [
        name
        for name, function in _functions(path).items()
        if not name.startswith("_") and not ast.get_docstring(function)
    ] == []
