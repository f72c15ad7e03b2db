"""Where a link in somebody's text may lead."""

import re

ADDRESS_MAX = 2000  # longer than any address that people pass on

OWN_PICTURE = re.compile(r"/media/[0-9a-f]{64}\.(?:480|1200)\.(?:webp|jpg)")
# An address written without any marks around it. Quotes end it, and so does the
# punctuation of the sentence; bleach takes off a bracket that the sentence opened.
BARE = re.compile(
    r"(?<![\w@/.:-])(?:https?://|www\.)[\w\[][^\s<>\"„“”‚‘»«]*"
    r"[^\s<>\"„“”‚‘»«.,;:!?'’*_…]",
    re.IGNORECASE,
)

_STRIPPED = "".join(map(chr, range(33)))  # what browsers ignore around an address
_UNFIT = re.compile(r"[\s\\\x00-\x20\x7f-\x9f<>\"]")
_HIDDEN_CHARACTER = re.compile(r"&(?=#|\w+;)")
_WEB = re.compile(
    r"https?://(?:\[[0-9a-f:.]+\]|[\w.-]*\w)(?::\d{1,5})?(?:[/?#].*)?", re.I
)
_MAIL = re.compile(r"mailto:[^?@&,;]+@[\w.-]+(?:\?subject=[^&]*)?", re.I)
_HERE = re.compile(r"/(?!/).*|#.*")


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
