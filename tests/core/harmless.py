"""What rendered text may consist of, said apart from the program that makes it."""

from xml.etree.ElementTree import Element, tostring

import html5lib

REL = "nofollow ugc noopener"
OWN = f"/media/{'a1' * 32}.480.webp"

BARE_TAGS = {
    *(
        "b",
        "blockquote",
        "br",
        "del",
        "em",
        "h2",
        "h3",
        "h4",
        "h5",
        "hr",
        "i",
        "li",
        "p",
    ),
    *("pre", "s", "strong", "sub", "sup", "table", "tbody", "thead", "tr", "ul"),
}
MAY_STAND: dict[str, set[str]] = {
    **{tag: set() for tag in BARE_TAGS},
    "a": {"href", "title", "rel"},
    "code": {"class"},
    "div": {"class", "tabindex"},
    "img": {"src", "alt", "title", "loading"},
    "ol": {"start"},
    "td": {"class"},
    "th": {"class", "scope"},
}


def tree(html: str) -> Element:
    """What a browser makes of it."""
    return html5lib.parseFragment(html, namespaceHTMLElements=False)


def assert_harmless(html: str) -> None:
    """Only tags, attributes and addresses from the list, and nothing left to repair."""
    seen = tree(html)
    for element in seen.iter():
        if element is seen:
            continue
        assert element.tag in MAY_STAND, html
        assert set(element.attrib) <= MAY_STAND[element.tag], html
        if element.tag == "a":
            assert element.get("rel") == REL
            assert leads_somewhere_safe(element.get("href", "")), html
        if element.tag == "img":
            assert element.get("src", "") == OWN
        assert element.get("class", "r") in {"r", "scroll"} or (
            element.tag == "code" and element.attrib["class"].startswith("language-")
        )
    again = html5lib.serialize(
        seen, omit_optional_tags=False, quote_attr_values="always"
    )
    assert tostring(tree(again)) == tostring(seen), html


def leads_somewhere_safe(address: str) -> bool:
    """As a browser reads it: spaces off both ends, tabs and line ends nowhere."""
    if address.startswith(("http://", "https://")):
        host = address.split("//", 1)[1].replace("\\", "/").split("/")[0]
        return bool(host) and "@" not in host
    if address.startswith("mailto:"):
        return "bcc" not in address
    return address[0] in "/#" and address[1:2] not in {"/", "\\", "\t", "\n"}
