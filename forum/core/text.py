"""Text by members: Markdown in, safe HTML out. The one way, and the one file that
knows Markdown and bleach; what it offers besides lies in `characters` and `readable`.

HTML in Markdown is off: tags vanish and their words stay, only a few plain ones (`sub`,
`b`) do what they say. What Markdown makes is cleaned once more against a short list,
every link is checked, and pictures are shown only from our own store.
"""

import logging
import re
import threading
from collections.abc import MutableMapping
from functools import partial
from html import escape, unescape
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from bleach import Cleaner
from bleach.html5lib_shim import HTML_TAGS, HTML_TAGS_BLOCK_LEVEL
from bleach.linkifier import LinkifyFilter
from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import InlineProcessor, SimpleTagInlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, STX, AtomicString

from forum.core.characters import clean_line, clean_prose, has_visible, normal_key
from forum.core.links import BARE, OWN_PICTURE, safe_address
from forum.core.prose import tidy
from forum.core.readable import PROSE_MAX, UnreadableText, check

__all__ = [
    "PROSE_MAX",
    "TEXT_VERSION",
    "UnreadableText",
    "check",
    "clean_line",
    "clean_prose",
    "excerpt",
    "has_visible",
    "normal_key",
    "plain",
    "render",
]

log = logging.getLogger("forum.text")

TEXT_VERSION = 1  # raised when the same text shall look different: `forum render`

BLOCKS = {
    "blockquote",
    "br",
    "h2",
    "h3",
    "h4",
    "h5",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "ul",
}
TABLES = {"table", "tbody", "td", "th", "thead", "tr"}
WORDS = {"a", "b", "code", "del", "em", "i", "img", "s", "strong", "sub", "sup"}
PLAIN_TAGS = "b|del|em|i|s|strong|sub|sup"  # what members may write as HTML
ATTRIBUTES = {
    ("a", "href"): re.compile(".+"),  # and then `safe_address`
    ("a", "title"): re.compile(".+"),
    ("code", "class"): re.compile(r"language-[a-z0-9_+#-]{1,30}"),
    ("img", "alt"): re.compile(".*"),
    ("img", "loading"): re.compile("lazy"),
    ("img", "src"): OWN_PICTURE,
    ("ol", "start"): re.compile("[0-9]{1,4}"),
    ("td", "class"): re.compile("r"),
    ("th", "class"): re.compile("r"),
    ("th", "scope"): re.compile("col"),
}
LINK_RELATION = "nofollow ugc noopener"
HREF = (None, "href")  # as bleach names it


_TARGET = (
    r"\(\s*<?(?P<to>[^\s<>()]{1,2000}(?:\([^\s<>()]{0,500}\)[^\s<>()]{0,500}){0,4})>?"
    r"(?:\s{1,9}[\"'„“](?P<title>[^\"'„“”]{0,300})[\"'“”])?\s*\)"
)
LINK = r"(?<!!)\[(?P<text>(?:[^\[\]]|\[[^\[\]]{0,300}\]){1,500})\]" + _TARGET
IMAGE = r"!\[(?P<text>[^\[\]]{0,500})\]" + _TARGET
STAR = r"(?<=[^\W\d_])\*(?=[^\W\d_])"
MAIL = r"<([^\s<>@]{1,100}@[^\s<>@]{1,200})>"
STRIKE = r"(~~)(?=\S)([^\n~]{1,500})(?<=\S)~~"
HTML = (
    rf"(?i:<(?P<pair>{PLAIN_TAGS})>(?P<inside>[^<>]{{1,500}})</(?P=pair)>"
    r"|</?(?P<name>[a-z][\w:-]{0,30})(?:[\s/][^<>]*)?>|<!--.*?-->|<[!?][^<>]*>)"
)
_PROGRAM = re.compile(r"<(script|style)>.*?</\1>", re.DOTALL)
_EMPTY = re.compile(r"<p>\s*</p>\n?")
_HTML_TAG = re.compile(r"<(/?)(\w+)[^<>\"]*(?:\"[^\"]*\"[^<>\"]*)*>")


def render(markdown: str) -> str:
    """The text as safe HTML; what `check` refuses comes back as it is, escaped."""
    source = clean_prose(markdown)
    try:
        check(source)
        made = _workshop.markdown.reset().convert(source)
        clean = _workshop.cleaner.clean(_EMPTY.sub("", _PROGRAM.sub("", made)))
    except UnreadableText:
        return _as_it_is(source)
    except Exception as error:  # whatever goes wrong inside, the words can be read
        log.warning("A text could not be rendered: %s", type(error).__name__)
        _workshop.set_up()
        return _as_it_is(source)
    scroll = clean.replace("<table>", '<div class="scroll" tabindex="0"><table>')
    return scroll.replace("</table>", "</table></div>").strip()


def plain(html: str) -> str:
    """The words of rendered text, one line for each paragraph or point."""
    text = unescape(_HTML_TAG.sub(_line_or_nothing, html))
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def excerpt(html: str, length: int = 200) -> str:
    """The beginning of rendered text in one line, cut after a word."""
    text = " ".join(plain(html).split())
    if len(text) <= length:
        return text
    start = text[: length - 1]
    words = start if text[length - 1] == " " else start.rpartition(" ")[0] or start
    return words.rstrip(" ,;:–-(") + "…"


def _line_or_nothing(tag: re.Match[str]) -> str:
    return "" if tag[2] in WORDS else "\n"


def _as_it_is(source: str) -> str:
    """Nothing but the words, escaped."""
    lines = escape(source).replace("\n", "<br>\n")
    return f"<p>{lines}</p>" if source else ""


class _Typed(Preprocessor):
    """Reads text the way people type it, and sets programs aside."""

    def run(self, lines: list[str]) -> list[str]:
        return tidy(lines, self._program)

    def _program(self, text: str, language: str) -> str:
        known = f' class="language-{escape(language.lower())}"' if language else ""
        html = f"<pre><code{known}>{escape(text)}\n</code></pre>"
        return self.md.htmlStash.store(html)


class _Heading(BlockProcessor):
    """`## Heading`; a hash without a space is a hashtag."""

    LINE = re.compile(r"(#{1,6}) +([^\n]*)(?:\n|$)")

    def test(self, parent: Element, block: str) -> bool:
        return self.LINE.match(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        block = blocks.pop(0)
        if line := self.LINE.match(block):
            SubElement(parent, f"h{len(line[1])}").text = line[2].rstrip("# ")
            blocks.insert(0, block[line.end() :])


class _Star(InlineProcessor):
    """The star in „Radfahrer*innen“ is a letter, not the beginning of italics."""

    def handleMatch(  # type: ignore[override] # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[str, int, int]:
        return f"{STX}{ord('*')}{ETX}", m.start(), m.end()


class _Link(InlineProcessor):
    """`[words](address "title")`, its length bounded."""

    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(  # type: ignore[override] # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        link = Element("a", href=self.unescape(m["to"]))
        link.text = m["text"]
        if m["title"]:
            link.set("title", self.unescape(m["title"]))
        return link, m.start(), m.end()


class _Picture(InlineProcessor):
    """`![what it shows](address)`; whose it is, is asked later."""

    def handleMatch(  # type: ignore[override] # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        words = " ".join(self.unescape(m["text"]).split())
        picture = Element("img", src=self.unescape(m["to"]), alt=words, loading="lazy")
        return picture, m.start(), m.end()


class _Mail(InlineProcessor):
    """`<name@example.org>`"""

    def handleMatch(  # type: ignore[override] # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        link = Element("a", href=f"mailto:{self.unescape(m[1])}")
        link.text = AtomicString(m[1])
        return link, m.start(), m.end()


class _Html(InlineProcessor):
    """HTML is off: a few plain pairs work, known tags vanish, all else is text."""

    def handleMatch(  # type: ignore[override] # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element | str | None, int | None, int | None]:
        if m["pair"]:
            pair = Element(m["pair"].lower())
            pair.text = m["inside"]
            return pair, m.start(), m.end()
        name = (m["name"] or "").lower()
        if name in {"script", "style"}:
            mark = f"</{name}>" if m[0].startswith("</") else f"<{name}>"
            return self.md.htmlStash.store(mark), m.start(), m.end()
        if name == "br":
            return Element("br"), m.start(), m.end()
        if name and name not in HTML_TAGS:
            return None, None, None
        return " " if name in HTML_TAGS_BLOCK_LEVEL else "", m.start(), m.end()


class _Finish(Treeprocessor):
    """What the whole text must keep: the order of headings, links and pictures."""

    def run(self, root: Element) -> None:
        levels: list[int] = []
        for element in root.iter():
            if re.fullmatch("h[1-6]", element.tag):
                element.tag = _heading_below(levels, int(element.tag[1]))
            elif element.tag in {"th", "td"}:
                _finish_cell(element)
        _finish_links(root, within=False)


def _heading_below(levels: list[int], level: int) -> str:
    """The page has the h1; below it no step is left out, whatever was typed."""
    while levels and levels[-1] >= level:
        levels.pop()
    levels.append(level)
    return f"h{min(len(levels) + 1, 5)}"


def _finish_cell(cell: Element) -> None:
    """Columns have heads; numbers stand at the right if that was asked for."""
    if cell.attrib.pop("align", "") == "right":
        cell.set("class", "r")
    if cell.tag == "th":
        cell.set("scope", "col")


def _finish_links(parent: Element, within: bool) -> None:
    """Links to pictures of other sites instead of the pictures, no link in a link."""
    for element in parent:
        if element.tag == "img" and not OWN_PICTURE.fullmatch(element.get("src", "")):
            address, words = element.get("src", ""), element.get("alt", "")
            element.attrib.clear()
            element.tag, element.text = "a", words or address
            element.set("href", address)
        if element.tag == "a" and within:
            element.tag = "span"
        _finish_links(element, within or element.tag == "a")


class _House(Extension):
    """Markdown as it is spoken here."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        md.preprocessors.deregister("html_block")
        md.preprocessors.register(_Typed(md), "typed", 25)
        for name in ("code", "setextheader", "reference"):
            md.parser.blockprocessors.deregister(name)
        md.parser.blockprocessors.register(_Heading(md.parser), "hashheader", 70)
        for name in ("reference", "short_reference", "image_reference"):
            md.inlinePatterns.deregister(name)
        md.inlinePatterns.deregister("short_image_ref")
        md.inlinePatterns.register(_Star(STAR, md), "star", 175)
        md.inlinePatterns.register(_Link(LINK, md), "link", 160)
        md.inlinePatterns.register(_Picture(IMAGE, md), "image_link", 150)
        md.inlinePatterns.register(_Mail(MAIL, md), "automail", 110)
        md.inlinePatterns.register(_Html(HTML, md), "html", 90)
        strike = SimpleTagInlineProcessor(STRIKE, "del")
        md.inlinePatterns.register(strike, "strike", 50)
        md.treeprocessors.register(_Finish(md), "finish", 15)


def _allowed(tag: str, name: str, value: str) -> bool:
    """Tell whether a tag may carry this attribute with this value."""
    form = ATTRIBUTES.get((tag, name))
    return form is not None and form.fullmatch(value) is not None


def _checked_link(
    attributes: MutableMapping[Any, str], new: bool = False
) -> MutableMapping[Any, str] | None:
    """Give a link its checked address, or leave its words without it."""
    written = attributes["_text"] if new else unescape(attributes.get(HREF, ""))
    address = safe_address(written)
    if address is None:
        return None
    attributes[HREF] = address
    attributes[None, "rel"] = LINK_RELATION
    return attributes


class _Workshop(threading.local):
    """The tools, one set for each thread: they remember what they work on."""

    def __init__(self) -> None:
        self.set_up()

    def set_up(self) -> None:
        """Begin with new tools."""
        tables = TableExtension(use_align_attribute=True)
        self.markdown = Markdown(extensions=[tables, "sane_lists", "nl2br", _House()])
        links = partial(
            LinkifyFilter,
            callbacks=[_checked_link],  # type: ignore[list-item] # None drops the link
            skip_tags={"pre", "code"},
            parse_email=False,  # its search for addresses can be made to take for ever
            url_re=BARE,
        )
        self.cleaner = Cleaner(
            tags=BLOCKS | TABLES | WORDS,
            attributes=_allowed,
            protocols={"http", "https", "mailto"},
            strip=True,
            filters=[links],
        )


_workshop = _Workshop()
