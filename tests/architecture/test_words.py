"""Every word of ours stands in all three languages."""

import re
import tomllib
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
LANGUAGES = ("sv", "en")
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sd]|</?[a-z]+|%%")


@pytest.fixture(scope="module")
def ours() -> Catalog:
    """Every message in code and templates, as `make translations` finds them."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    mappings = settings["tool"]["babel"]["mappings"]
    catalog = Catalog()
    for _file, line, message, comments, context in extract_from_dir(
        ROOT,
        method_map=[(one["pattern"], one["method"]) for one in mappings],
        options_map={one["pattern"]: _options(one) for one in mappings},
        keywords=DEFAULT_KEYWORDS | parse_keywords(_more_keywords()),
    ):
        catalog.add(
            message, None, [("", line)], auto_comments=comments, context=context
        )
    return catalog


def _options(mapping: dict[str, object]) -> dict[str, str]:
    return {
        name: str(value)
        for name, value in mapping.items()
        if name not in ("method", "pattern")
    }


def _more_keywords() -> list[str]:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    return re.findall(r" -k (\w+)", makefile)


def _catalog(language: str) -> Catalog:
    path = ROOT / "forum" / "translations" / language / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        return read_po(file, locale=language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated(ours: Catalog, language: str) -> None:
    theirs = _catalog(language)
    assert [
        fault
        for message in ours
        if message.id
        for fault in _faults(message, theirs.get(message.id, message.context))
    ] == []


def _faults(message: Message, translation: Message | None) -> list[str]:
    name = str(message.id)
    if translation is None:
        return [f"{name} is missing"]
    if translation.fuzzy:
        return [f"{name} is a guess"]
    forms = _forms(translation.string)
    if not all(form.strip() for form in forms):
        return [f"{name} is empty"]
    wanted = _placeholders(_forms(message.id)[-1])
    return [
        f"{name} has other placeholders: {form}"
        for form in forms[-1:]
        if _placeholders(form) != wanted
    ]


def _forms(text: str | list[str] | tuple[str, ...] | None) -> list[str]:
    return [text] if isinstance(text, str) else list(text or ())


def _placeholders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_is_left_over(ours: Catalog, language: str) -> None:
    theirs = _catalog(language)
    assert [
        message.id
        for message in theirs
        if message.id and ours.get(message.id, message.context) is None
    ] == []
    assert list(theirs.obsolete) == []
