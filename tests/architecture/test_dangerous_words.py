"""What may only be written where somebody has looked at it twice."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEMPLATES = "templates/**/*.*"
MAIL = "templates/layout/mail.html"  # mail programs know attributes alone
JINJA = re.compile(r"\{[{%#].*?[}%#]\}", re.DOTALL)

# What to look for, where, and the files in which it was reviewed.
RULES: dict[str, tuple[str, str, set[str]]] = {
    "safe": (r"\|\s*safe\b", TEMPLATES, {"templates/ui/prose.html"}),
    "autoescape": (r"\bautoescape\b", TEMPLATES, set()),
    "Markup of a variable": (
        r"\bMarkup\((?!\)|\"[^\"]*\"\)|'[^']*'\))",
        "forum/**/*.py",
        {
            "forum/web/drawing/svg.py",
            "forum/web/panels.py",
        },
    ),
    "template of a string": (
        r"render_template_string|from_string\(",
        "forum/**/*.py",
        set(),
    ),
    "eval": (r"\b(eval|exec)\(|import pickle|__import__", "forum/**/*.py", set()),
    "text as SQL": (r"\bsa\.text\(|\bimport text\b", "forum/**/*.py", set()),
    "text as HTML": (
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function",
        "static/js/**/*.js",
        set(),
    ),
}
MARKUP = {
    "style element": r"<style\b",
    "style attribute": r"\sstyle\s*=",
    "inline script": r"<script(?![^>]*\ssrc=)",
    "inline handler": r"<[^>]*\son[a-z]+\s*=",
    "javascript address": r"javascript:",
}


@pytest.mark.parametrize("name", list(RULES))
def test_it_is_written_only_where_it_was_reviewed(name: str) -> None:
    pattern, files, reviewed = RULES[name]
    assert {
        file for file, text in _texts(files) if re.search(pattern, text)
    } == reviewed


@pytest.mark.parametrize("name", list(MARKUP))
def test_no_template_writes_it(name: str) -> None:
    """The content policy forbids it, and browsers would ignore it."""
    assert [
        file
        for file, text in _texts(TEMPLATES)
        if re.search(MARKUP[name], JINJA.sub(" ", text), re.IGNORECASE)
        and (name, file) != ("style attribute", MAIL)
    ] == []


def _texts(files: str) -> list[tuple[str, str]]:
    return [
        (str(path.relative_to(ROOT)), path.read_text("utf-8"))
        for path in sorted(ROOT.glob(files))
        if path.is_file()
    ]
