"""Where a link in somebody's text may lead."""

import re
from collections.abc import Iterator

ADDRESS_MAX = 2000  # longer than any address that people pass on

OWN_PICTURE = re.compile(r"/media/[0-9a-f]{64}\.(?:480|1200)\.(?:webp|jpg)")
_ENDS = r"\s<>\"„“”‚‘»«"
_AFTER = ".,;:!?'’*_…"
# An address written without any marks around it. Quotes end it, and so does the
# punctuation of the sentence. A bracket that the sentence opened is still in it:
# bleach takes it off, and so does `addresses`.
BARE = re.compile(
    rf"(?<![\w@/.:-])(?:https?://|www\.)[\w\[][^{_ENDS}]*[^{_ENDS}{_AFTER}]",
    re.IGNORECASE,
)

_STRIPPED = "".join(map(chr, range(33)))  # what browsers ignore around an address
_UNFIT = re.compile(r"[\s\\\x00-\x20\x7f-\x9f<>\"]")
_HIDDEN_CHARACTER = re.compile(r"&(?=#|\w+;)")
_WEB = re.compile(
    r"https?://(?:\[[0-9a-f:.]+\]|[\w.-]*\w)(?::\d{1,5})?(?:[/?#].*)?", re.I
)
_MAIL = re.compile(r"mailto:[^?@&,;]+@[\w.-]+(?:\?subject=[^&]*)?", re.I)
_CLOSING = {")": "(", "]": "["}
_HERE = re.compile(r"/(?!/).*|#.*")


def addresses(text: str) -> Iterator[tuple[int, int]]:
    """From where to where addresses stand in a plain text.

    >>> [text[a:b] for text in ["(www.a.de/b_(c).)"] for a, b in addresses(text)]
    ['www.a.de/b_(c)']
    """
    for found in BARE.finditer(text):
        address = found.group()
        while address[-1:] in _CLOSING and _is_left_over(address):
            address = address[:-1].rstrip(_AFTER)
        yield found.start(), found.start() + len(address)


def _is_left_over(address: str) -> bool:
    """Whether the sentence, not the address, opened the bracket that ends it."""
    closing = address[-1]
    return address.count(closing) > address.count(_CLOSING[closing])


def safe_address(written: str) -> str | None:
    """The address a browser may be given, or None: web, mail, or a place of this site.

    >>> safe_address("https://example.org"), safe_address("javascript:alert(1)")
    ('https://example.org', None)
    """
    address = written.strip(_STRIPPED)
    if address[:4].lower() == "www.":
        address = f"https://{address}"
    if len(address) > ADDRESS_MAX or _UNFIT.search(address):
        return None
    if any(form.fullmatch(address) for form in (_WEB, _MAIL, _HERE)):
        return _HIDDEN_CHARACTER.sub("%26", address)
    return None
