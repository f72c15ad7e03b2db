"""What may only be written where somebody has looked at it twice."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MAIL = "templates/layout/mail.html"  # mail programs know no stylesheets

# What to look for, where, and the files in which it was reviewed.
RULES: dict[str, tuple[str, str, set[str]]] = {
    "safe": (r"\|\s*safe\b", "templates/**/*.*", {"templates/ui/prose.html"}),
    "autoescape": (r"\bautoescape\b", "templates/**/*.*", set()),
    "style element": (r"<style\b", "templates/**/*.*", set()),
    "style attribute": (r"\sstyle\s*=", "templates/**/*.*", {MAIL}),
    "inline script": (r"<script(?![^>]*\ssrc=)", "templates/**/*.*", set()),
    "inline handler": (r"<[^>]*\son[a-z]+\s*=", "templates/**/*.*", set()),
    "javascript address": (r"(?i)javascript:", "templates/**/*.*", set()),
    "Markup": (
        r"\bMarkup\(",
        "forum/**/*.py",
        {"forum/web/letters.py", "forum/web/panels.py"},
    ),
    "template of a string": (
        r"render_template_string|from_string\(",
        "forum/**/*.py",
        set(),
    ),
    "eval": (r"\b(eval|exec)\(|pickle|__import__", "forum/**/*.py", set()),
    "text as SQL": (r"\bsa\.text\(|import text\b.*sqlalchemy", "forum/**/*.py", set()),
    "text as HTML": (
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function",
        "static/js/**/*.js",
        set(),
    ),
}


@pytest.mark.parametrize("name", list(RULES))
def test_it_is_written_only_where_it_was_reviewed(name: str) -> None:
    pattern, files, reviewed = RULES[name]
    found = {
        str(path.relative_to(ROOT))
        for path in ROOT.glob(files)
        if path.is_file() and re.search(pattern, path.read_text("utf-8"))
    }
    assert found == reviewed
