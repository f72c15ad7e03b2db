"""A page as a reader gets it, and what has to be true of every one of them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from xml.etree.ElementTree import Element

import html5lib
from werkzeug.test import TestResponse

HEADERS = ("Content-Security-Policy", "Referrer-Policy", "X-Content-Type-Options")
POINTERS = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "list")
NEEDS_NO_LABEL = ("hidden", "submit", "button", "reset", "image")
LEFTOVERS = (
    "{{",
    "{%",
    "%(",
    "%%",
)  # of templates and messages that were not filled in


@dataclass(frozen=True)
class Page:
    """An answer; `tree` is its HTML as a browser would read it."""

    address: str
    response: TestResponse

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def location(self) -> str:
        """Where a redirect leads."""
        return self.response.headers.get("Location", "")

    @cached_property
    def html(self) -> str:
        return self.response.get_data(as_text=True)

    @cached_property
    def _parsed(self) -> tuple[Element, list[str]]:
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        tree = parser.parse(self.html)
        return tree, [
            f"{code} at {place}: {more}" for place, code, more in parser.errors
        ]

    @property
    def tree(self) -> Element:
        return self._parsed[0]

    @property
    def faults(self) -> list[str]:
        """What is not valid in its HTML."""
        return self._parsed[1]

    @property
    def title(self) -> str:
        return words(self.tree.find(".//title"))

    @property
    def heading(self) -> str:
        return words(self.tree.find(".//h1"))

    @property
    def text(self) -> str:
        """All words of the main part."""
        return words(self.tree.find(".//main"))

    @property
    def links(self) -> list[tuple[str, str]]:
        """Words and address of each link in the main part."""
        main = self.tree.find(".//main")
        found = [] if main is None else main.findall(".//a")
        return [(words(link), link.get("href", "")) for link in found]

    def form(self, action: str = "") -> Element:
        """The form that sends to this path; without one, the first of the main part."""
        for form in self.tree.iterfind(".//main//form"):
            if not action or (form.get("action") or self.address) == action:
                return form
        raise AssertionError(f"{self.address} has no form {action or 'at all'}")


def words(element: Element | None) -> str:
    """The text of an element and of all inside it."""
    return "" if element is None else " ".join("".join(element.itertext()).split())


def typed(form: Element) -> Iterator[tuple[str, str]]:
    """What a browser would send if nobody touched the form; of buttons, none."""
    for field in form.iter():
        name, kind = field.get("name", ""), field.get("type", "text")
        if not name or "disabled" in field.attrib:
            continue
        if field.tag == "textarea":
            yield name, "".join(field.itertext()).removeprefix("\n")
        elif field.tag == "select":
            yield from ((name, value) for value in _chosen(field))
        elif field.tag == "input" and kind in ("radio", "checkbox"):
            if "checked" in field.attrib:
                yield name, field.get("value", "on")
        elif field.tag == "input" and kind not in (*NEEDS_NO_LABEL[1:], "file"):
            yield name, field.get("value", "")


def _chosen(field: Element) -> list[str]:
    options = list(field.iter("option"))
    chosen = [option for option in options if "selected" in option.attrib]
    if not chosen and "multiple" not in field.attrib:
        chosen = options[:1]
    return [option.get("value", words(option)) for option in chosen]


def check(page: Page) -> None:
    """What is true of every page: valid, one heading, labelled, nothing inline."""
    faults = [
        *page.faults,
        *_headers(page),
        *_frame(page),
        *_ids(page.tree),
        *_fields(page.tree),
        *_names(page.tree),
        *_forms(page.tree),
        *_inline(page.tree),
    ]
    assert faults == [], f"{page.address} ({page.status})"


def _headers(page: Page) -> Iterator[str]:
    for name in HEADERS:
        if name not in page.response.headers:
            yield f"header {name} is missing"


def _frame(page: Page) -> Iterator[str]:
    tree = page.tree
    if not page.html.lstrip().lower().startswith("<!doctype html>"):
        yield "no doctype"
    if tree.get("lang") not in ("de", "sv", "en"):
        yield f"language {tree.get('lang')!r}"
    for tag in ("h1", "main", "title"):
        if (found := len(list(tree.iter(tag)))) != 1:
            yield f"{found} times <{tag}>"
    if not page.title or not page.heading:
        yield "title or heading is empty"
    if page.heading not in page.title:
        yield f"title {page.title!r} does not say {page.heading!r}"
    text = words(tree)
    yield from (f"left over: {left!r}" for left in LEFTOVERS if left in text)


def _ids(tree: Element) -> Iterator[str]:
    ids = Counter(
        element.get("id") for element in tree.iter() if "id" in element.attrib
    )
    yield from (
        f"id {name!r} {count} times" for name, count in ids.items() if count > 1
    )
    for element in tree.iter():
        for pointer in POINTERS:
            for name in element.get(pointer, "").split():
                if name not in ids:
                    yield f"{pointer}={name!r} points at nothing"
        target = element.get("href", "")
        if target.startswith("#") and target[1:] not in ids:
            yield f"link to {target!r} leads nowhere"


def _fields(tree: Element) -> Iterator[str]:
    labelled = {label.get("for") for label in tree.iter("label") if words(label)}
    wrapped = {field for label in tree.iter("label") for field in label.iter()}
    for field in tree.iter():
        if field.tag not in ("input", "select", "textarea"):
            continue
        if field.get("type") in NEEDS_NO_LABEL:
            continue
        named = field.get("aria-label") or field.get("aria-labelledby")
        if not (named or field.get("id") in labelled or field in wrapped):
            yield f"<{field.tag} name={field.get('name')!r}> has no label"


def _names(tree: Element) -> Iterator[str]:
    for image in tree.iter("img"):
        if "alt" not in image.attrib:
            yield f"<img src={image.get('src')!r}> has no alt text"
    for element in tree.iter():
        if element.tag not in ("a", "button", "summary"):
            continue
        named = element.get("aria-label") or element.get("aria-labelledby")
        pictured = any(image.get("alt") for image in element.iter("img"))
        if not (named or pictured or words(element)):
            yield f"<{element.tag} class={element.get('class')!r}> has no name"


def _forms(tree: Element) -> Iterator[str]:
    for form in tree.iter("form"):
        if form.get("method", "get").lower() != "post":
            continue
        tokens = [one for one in form.iter("input") if one.get("name") == "csrf_token"]
        if len(tokens) != 1 or not tokens[0].get("value"):
            yield f"form {form.get('action')!r} has {len(tokens)} tokens"


def _inline(tree: Element) -> Iterator[str]:
    for element in tree.iter():
        if element.tag == "style" or (
            element.tag == "script" and not element.get("src")
        ):
            yield f"inline <{element.tag}>"
        for name, value in element.attrib.items():
            if str(name).startswith("on") or name == "style":
                yield f"<{element.tag} {name}=…>"
            if str(value).strip().lower().startswith("javascript:"):
                yield f"<{element.tag} {name}={value!r}>"
