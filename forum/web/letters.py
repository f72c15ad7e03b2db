"""How letters look: one text template each, whose first line is the subject.

The HTML part is made from the same text: paragraphs, and addresses as links.
"""

import re
from collections.abc import Iterator

from flask import Flask, render_template
from flask_babel import force_locale
from markupsafe import Markup, escape

from forum.core.links import addresses, safe_address
from forum.core.mail import Writer, Written


def letter_writer(app: Flask, base_url: str) -> Writer:
    """A function that writes letters from templates, with links to this site."""

    def write(template: str, language: str, values: dict[str, object]) -> Written:
        prefix = "" if language == "de" else f"/{language}"
        base = f"{base_url}{prefix}"
        with app.test_request_context(base_url=base), force_locale(language):
            text = render_template(f"{template}.txt", **values)
            subject, _, body = text.strip().partition("\n")
            html = render_template(
                "layout/mail.html",
                subject=subject,
                paragraphs=list(_paragraphs(body)),
                letter_language=language,
            )
        return Written(subject.strip(), body.strip() + "\n", html)

    return write


def _paragraphs(body: str) -> Iterator[Markup]:
    for paragraph in re.split(r"\n\s*\n", body.strip()):
        lines = [_linked(line.strip()) for line in paragraph.split("\n")]
        yield Markup("<br>").join(lines)


def _linked(line: str) -> Markup:
    """Escape a line and make its addresses links."""
    done, end = Markup(""), 0
    for start, stop in addresses(line):
        done += escape(line[end:start]) + _link(line[start:stop])
        end = stop
    return done + escape(line[end:])


def _link(written: str) -> Markup:
    address = safe_address(written)
    if address is None:
        return escape(written)
    return Markup('<a href="{}">{}</a>').format(address, written)
