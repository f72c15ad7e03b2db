"""Fills in any form as somebody would who means it, knowing nothing about it."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib

from tests.pages import typed, words

KNOWN = {  # what a field of this name is likely to want
    "password": "sieben gelbe Fahrraeder",
    "target": "200",
    "target_year": "2030",
    "year": "2025",
    "value": "12",
    "website": "",  # nobody sees it, or it is an address
    "homepage": "",
}
TEXT = "Ein paar Worte dazu"
Sent = dict[str, list[str]]


def forms(html: str) -> Iterator[Element]:
    """Every form of a page that sends something."""
    tree = html5lib.HTMLParser(namespaceHTMLElements=False).parse(html)
    for form in tree.iter("form"):
        if form.get("method", "get").lower() == "post":
            yield form


def filled(form: Element) -> Sent:
    """What stands there, and something where nothing does."""
    sent: Sent = {}
    for name, value in typed(form):
        sent.setdefault(name, []).append(value)
    for field in form.iter():
        name = field.get("name", "")
        if name and not any(sent.get(name, ())) and (value := _value(field)):
            sent[name] = [value]
    for button in form.iter("button"):
        if button.get("name") and button.get("name") not in sent:
            sent[button.get("name", "")] = [button.get("value", "")]
    return sent


def _value(field: Element) -> str:
    name, kind = field.get("name", ""), field.get("type", "text")
    if name in KNOWN:
        return KNOWN[name]
    if field.tag == "select":
        options = [one.get("value", words(one)) for one in field.iter("option")]
        return next((one for one in options if one), "")
    if field.tag == "textarea":
        return TEXT
    if field.tag != "input" or kind in ("file", "submit", "hidden"):
        return ""
    if kind in ("checkbox", "radio"):
        return field.get("value", "on")
    return {"email": "neu@example.org", "number": "5", "date": "2030-01-01"}.get(
        kind, TEXT
    )
