"""What becomes of Markdown by members."""

import random
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from types import FrameType
from xml.etree.ElementTree import Element, tostring

import html5lib
import pytest

from forum.core.links import safe_address
from forum.core.text import (
    PROSE_MAX,
    UnreadableText,
    check,
    clean_prose,
    excerpt,
    plain,
    render,
)
from tests.core.payloads import PAYLOADS, PLACES

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


@pytest.fixture
def two_seconds() -> Iterator[None]:
    """Two seconds of computing, however busy the machine is."""

    def give_up(number: int, frame: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGVTALRM, give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, 2)
    yield
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    signal.signal(signal.SIGVTALRM, before)


# ---------------------------------------------------------------- harmless


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_runs_wherever_it_stands(payload: str) -> None:
    for place in PLACES:
        assert_harmless(render(place.replace("{}", payload)))


def test_there_are_enough_of_them() -> None:
    assert len(set(PAYLOADS)) == len(PAYLOADS) >= 150


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_program_is_shown_as_it_is(payload: str) -> None:
    lines = [
        line for line in payload.split("\n") if not line.startswith(("```", "~~~"))
    ]
    shown = "".join(tree(render("~~~~\n" + payload + "\n~~~~")).itertext())
    for line in lines:
        assert clean_prose(line).expandtabs(4).strip() in shown


def test_words_in_scripts_and_styles_are_not_shown() -> None:
    text = "Vorher <script>alert(1)\n\nalert(2)</script> nachher <style>p {}</style>"
    assert plain(render(text)).split() == ["Vorher", "nachher"]


def test_anything_at_all_is_harmless(caplog: pytest.LogCaptureFixture) -> None:
    pieces = [
        *"<>&\"'()[]!*_`~|#-+.:/\\ \n\n",
        "a",
        "1. ",
        "script",
        "href=",
        "javascript:",
    ]
    pieces += [
        "https://a.example",
        "](",
        "```\n",
        "<b>",
        "</b>",
        "- ",
        "> ",
        "\t",
        "&#60;",
    ]
    dice = random.Random(2026)  # noqa: S311 - the same every time
    for _ in range(400):
        assert_harmless(render("".join(dice.choices(pieces, k=dice.randint(1, 60)))))
    assert caplog.records == []


# ---------------------------------------------------------------- pleasant


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        ("\u202e\x00\n", ""),
        ("Ein Satz.\nNoch einer.", "<p>Ein Satz.<br>\nNoch einer.</p>"),
        (
            "**fett** *kursiv* ~~weg~~ `x < y` snake_case_name",
            "<p><strong>fett</strong> <em>kursiv</em> <del>weg</del> "
            "<code>x &lt; y</code> snake_case_name</p>",
        ),
        (
            "Radfahrer*innen und Autofahrer*innen",
            "<p>Radfahrer*innen und Autofahrer*innen</p>",
        ),
        ("5 * 3 * 2", "<p>5 * 3 * 2</p>"),
        ("CO<sub>2</sub> in m<SUP>3</SUP>", "<p>CO<sub>2</sub> in m<sup>3</sup></p>"),
        ("oben<br>unten", "<p>oben<br>\nunten</p>"),
        ("<b>offen", "<p>offen</p>"),
        ("<span class='x'>Wort</span>teil", "<p>Wortteil</p>"),
        (
            "Hallo <Ihr Name>, 3 < 5 und <3",
            "<p>Hallo &lt;Ihr Name&gt;, 3 &lt; 5 und &lt;3</p>",
        ),
        ("Müller & Söhne &amp; Co", "<p>Müller &amp; Söhne &amp; Co</p>"),
        ("#Klimaschutz\n#1 der Liste", "<p>#Klimaschutz<br>\n#1 der Liste</p>"),
        ("Gruß\n-----\nAda", "<p>Gruß</p>\n<hr>\n<p>Ada</p>"),
        ("    eingerückt", "<p>eingerückt</p>"),
        ("[1]: keine Fußnote", "<p>[1]: keine Fußnote</p>"),
        (
            "```python\nif a < b:\n    *c*\n\n    d\n```\nText",
            '<pre><code class="language-python">if a &lt; b:\n    *c*\n\n    d\n'
            "</code></pre>\n<p>Text</p>",
        ),
        ("Text\n```\noffen", "<p>Text</p>\n<pre><code>offen\n</code></pre>"),
    ],
)
def test_it_looks_as_people_expect(text: str, html: str) -> None:
    assert render(text) == html


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("# A\n## B\n### C", ["h2 A", "h3 B", "h4 C"]),
        ("## A\n#### B ##\n## C", ["h2 A", "h3 B", "h2 C"]),
        ("### A\n# B", ["h2 A", "h2 B"]),
        (
            "# A\n## B\n### C\n#### D\n##### E\n###### F",
            ["h2 A", "h3 B", "h4 C", "h5 D", "h5 E", "h5 F"],
        ),
        ("Text\n## A\nText", ["h2 A"]),
    ],
)
def test_headings_leave_no_step_out(text: str, headings: list[str]) -> None:
    found = [
        e for e in tree(render(text)).iter() if e.tag in {"h1", "h2", "h3", "h4", "h5"}
    ]
    assert [f"{e.tag} {e.text}" for e in found] == headings


UL = "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"
OL = "<ol>\n<li>a</li>\n<li>b</li>\n</ol>"
NESTED = "<ul>\n<li>a<ul>\n<li>b</li>\n</ul>\n</li>\n<li>c</li>\n</ul>"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("- a\n- b", UL),
        ("Wir brauchen:\n- a\n- b", f"<p>Wir brauchen:</p>\n{UL}"),
        ("- a\n- b\nWer hilft?", f"{UL}\n<p>Wer hilft?</p>"),
        ("* a\n* b", UL),
        ("+ a\n+ b", UL),
        ("• a\n•b", UL),
        ("  - a\n  - b", UL),
        ("1. a\n2. b", OL),
        ("1) a\n2) b", OL),
        ("Ablauf:\n1. a\n2. b", f"<p>Ablauf:</p>\n{OL}"),
        ("3. a\n4. b", OL.replace("<ol>", '<ol start="3">')),
        ("- a\n  - b\n- c", NESTED),
        ("- a\n\t- b\n- c", NESTED),
        ("- a\n    - b\n- c", NESTED),
        (
            "1. a\n   - b\n2. c",
            NESTED.replace("<ul>\n<li>a", "<ol>\n<li>a")[:-5] + "</ol>",
        ),
        ("- a\n- b\n\n1. a\n2. b", f"{UL}\n{OL}"),
        ("- a\n- b\n1. a\n2. b", f"{UL}\n{OL}"),
        ("- a\n  weiter\n- b", UL.replace("a</li>", "a<br>\nweiter</li>")),
        (
            "- " + "wort " * 15 + "\numbrochen",
            "<ul>\n<li>" + "wort " * 14 + "wort<br>\numbrochen</li>\n</ul>",
        ),
        (
            "- a\n\n  b\n- c",
            "<ul>\n<li>\n<p>a</p>\n<p>b</p>\n</li>\n<li>\n<p>c</p>\n</li>\n</ul>",
        ),
        (
            "- 28. Juni: Treffen\n- 3. Klasse",
            "<ul>\n<li>28. Juni: Treffen</li>\n<li>3. Klasse</li>\n</ul>",
        ),
        ("28. Juni 2026 in Heek", "<p>28. Juni 2026 in Heek</p>"),
        ("28. 6. 2026 in Heek", "<p>28. 6. 2026 in Heek</p>"),
        ("Treffen am\n3. Mai in Velen", "<p>Treffen am<br>\n3. Mai in Velen</p>"),
        ("1848. Ein Jahr", "<p>1848. Ein Jahr</p>"),
        ("3. Klasse", "<p>3. Klasse</p>"),
        ("-5 Grad", "<p>-5 Grad</p>"),
        ("- - a", "<ul>\n<li>- a</li>\n</ul>"),
    ],
)
def test_lists_as_they_are_typed(text: str, html: str) -> None:
    assert render(text) == html


def test_lists_in_lists_end_at_the_fifth() -> None:
    html = render("\n".join(f"{'  ' * depth}- {depth}" for depth in range(60)))
    assert html.count("<ul>") == 5


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("> a\nAntwort", "<blockquote>\n<p>a</p>\n</blockquote>\n<p>Antwort</p>"),
        ("> a\n>\n> b", "<blockquote>\n<p>a</p>\n<p>b</p>\n</blockquote>"),
        ("Text\n> a", "<p>Text</p>\n<blockquote>\n<p>a</p>\n</blockquote>"),
        (
            "> > a\n> b",
            "<blockquote>\n<blockquote>\n<p>a</p>\n</blockquote>\n<p>b</p>\n</blockquote>",
        ),
        (
            "> Punkte:\n> - a\n> - b",
            f"<blockquote>\n<p>Punkte:</p>\n{UL}\n</blockquote>",
        ),
    ],
)
def test_a_quote_ends_where_its_marks_end(text: str, html: str) -> None:
    assert render(text) == html


def test_a_table_has_heads_numbers_at_the_right_and_can_be_pushed_aside() -> None:
    html = render("Werte:\n| Jahr | kWh |\n|:---|---:|\n| 2025 | 12 |")
    assert html == (
        '<p>Werte:</p>\n<div class="scroll" tabindex="0"><table>\n<thead>\n<tr>\n'
        '<th scope="col">Jahr</th>\n<th class="r" scope="col">kWh</th>\n</tr>\n'
        '</thead>\n<tbody>\n<tr>\n<td>2025</td>\n<td class="r">12</td>\n</tr>\n'
        "</tbody>\n</table></div>"
    )


# ---------------------------------------------------------------- links and pictures


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("Siehe https://a.example.", ["https://a.example"]),
        ("(siehe https://a.example/b)", ["https://a.example/b"]),
        ("„https://a.example/b“, dann", ["https://a.example/b"]),
        (
            "https://de.wikipedia.org/wiki/Ahaus_(Stadt)!",
            ["https://de.wikipedia.org/wiki/Ahaus_(Stadt)"],
        ),
        ("https://a.example/?a=1&copy=2&b=3", ["https://a.example/?a=1&copy=2&b=3"]),
        ("https://a.example/a_b_c/d*e", ["https://a.example/a_b_c/d*e"]),
        ("HTTPS://A.example", ["HTTPS://A.example"]),
        ("www.kreis-borken.de und mehr", ["https://www.kreis-borken.de"]),
        ("test.py, kreis-borken.de und ada@a.example", []),
        ("`https://a.example`", []),
        ("```\nhttps://a.example\n```", []),
        ("<https://a.example>", ["https://a.example"]),
        ("<ada@a.example>", ["mailto:ada@a.example"]),
        ("[x](https://a.example)", ["https://a.example"]),
        ("[x](https://a.example/b(c)d)", ["https://a.example/b(c)d"]),
        ("[x](https://a.example/?a=1&copy=2)", ["https://a.example/?a=1&copy=2"]),
        ("[x](www.a.example)", ["https://www.a.example"]),
        ("[x](/projekte/7)", ["/projekte/7"]),
        ("[x](#neu)", ["#neu"]),
        ("[x](mailto:a@b.example?subject=Hallo)", ["mailto:a@b.example?subject=Hallo"]),
        ("[x](seite.html)", []),
        ("[x](javascript:1)", []),
        ("[https://b.example](https://a.example)", ["https://a.example"]),
        ("[[x](https://b.example)](https://a.example)", ["https://a.example"]),
    ],
)
def test_links_lead_where_they_say(text: str, addresses: list[str]) -> None:
    links = [element.get("href") for element in tree(render(text)).iter("a")]
    assert links == addresses


def test_a_refused_link_keeps_its_words() -> None:
    assert render("[hier *bitte*](javascript:alert(1))") == "<p>hier bitte</p>"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "//a.example",
        "/\\a.example",
        "/\t/a.example",
        "java\nscript:alert(1)",
        "https://",
        "https:/a.example",
        "https://a@b.example",
        "https://a.example/ b",
        "https://a.example/" + "a" * 2000,
        "tel:02861",
        "mailto:",
        "mailto:a@b.example,c@d.example",
        "seite.html",
        "?seite=2",
    ],
)
def test_addresses_that_are_not_taken(address: str) -> None:
    assert safe_address(address) is None


def test_a_character_in_disguise_cannot_change_an_address_later() -> None:
    assert safe_address("/&#47;a.example") == "/%26#47;a.example"
    assert safe_address("https://a.example/?a&b=1") == "https://a.example/?a&b=1"


def test_our_own_pictures_are_shown() -> None:
    html = render(f"![Ein Rad\nam Zaun]({OWN})")
    assert html == f'<p><img alt="Ein Rad am Zaun" loading="lazy" src="{OWN}"></p>'


def test_pictures_of_others_become_links() -> None:
    html = render("![Rad](https://a.example/r.png) ![](https://a.example/s.png)")
    assert [(a.get("href"), a.text) for a in tree(html).iter("a")] == [
        ("https://a.example/r.png", "Rad"),
        ("https://a.example/s.png", "https://a.example/s.png"),
    ]
    linked = render("[![Rad](https://a.example/r.png)](https://b.example)")
    assert linked == f'<p><a href="https://b.example" rel="{REL}">Rad</a></p>'


# ---------------------------------------------------------------- readable


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a" * (PROSE_MAX + 1), "zu lang"),
        ("a\n" * 2000, "Zeilen"),
        ("[" * 21, "eckige"),
        ("[]" * 601, "eckige"),
        ("<b>" * 201, "spitze"),
        ("> " * 6 + "a", "Zitate"),
        ("> - " * 6 + "a", "Zitate"),
        ("|" * 1201, "Tabellen"),
        ("*" * 1501, "Formatierung"),
        ("`" * 401, "Formatierung"),
    ],
)
def test_what_would_take_too_long_is_refused_in_words(text: str, reason: str) -> None:
    with pytest.raises(UnreadableText, match=reason):
        check(text)
    assert render(text).startswith("<p>")
    assert_harmless(render(text))


def test_a_refused_text_can_still_be_read() -> None:
    assert (
        render("[" * 30 + "<b>\nEnde") == "<p>" + "[" * 30 + "&lt;b&gt;<br>\nEnde</p>"
    )


def test_a_long_honest_text_passes() -> None:
    text = "\n\n".join(
        f"## Abschnitt {n}\n\n**Wichtig:** [Seite {n}](https://a.example/{n}) und\n"
        "- a\n- b\n\n| a | b |\n|---|---|\n| 1 | 2 |"
        for n in range(100)
    )
    check(text)
    assert render(text).count("<h2>") == 100


UNITS = [
    *["[", "![", "[a](", "[a](b", "[a](b) ", '[a](b "', "[[]", "]("],
    *["*", "*a ", "**a *b ", "_a ", "**_", "~~a ", "~~", "Rad*in "],
    *["`", "``a ", "\\``", "<", "<a ", "<b>a", "<!--", "<script>", "<br>", "<a@", "</"],
    *[
        "&",
        "&amp;",
        "&#",
        "&lt;",
        "http://",
        "https://a.example ",
        "(www.a.de),",
        "www.",
    ],
    *["- a\n", "  - a\n", "1. a\n", "1) ", "- a\n1. a\n", "• ", "- - ", "28. Mai\n"],
    *["> a\n", "> > > > > a\n", "> - a\n", ">", "# a\n", "#", "---\n", "***\n", "-"],
    *[
        "|",
        "a|b\n",
        "|a|b|\n|-|-|\n",
        "```\n",
        "```a\n\n",
        "~~~\n",
        "\\",
        "\t",
        " ",
        "\n",
    ],
    *["a\n", "a\n\n", "\u0301", "a\u0301", "\u200b", "ﷺ", "*- a\n> > a\n*", "\\``1."],
]


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.usefixtures("two_seconds")
def test_no_text_keeps_the_machine_busy(unit: str) -> None:
    for text in hostile(unit):
        html = render(text)
    assert_harmless(html)


@pytest.mark.parametrize(
    "text",
    [
        "a|\n" + "-" * 19_990 + "|x",
        "<script>" * 199 + "https://a.example " * 900,
        "[a](/" + "(" * 500 + "a" * 19_000,
        "![" * 590 + "a" * 18_000,
        "(" * 9900 + "https://a.example" + ")" * 9900,
        "https://a.example/" + "." * 19_000,
        "# " + "#" * 19_900 + "x",
        "`" * 399 + "a" * 19_000,
        "\u0301" * 20_000,
        "\n\n".join(f"{n}. a\n\n- b" for n in range(300)),
    ],
)
@pytest.mark.usefixtures("two_seconds")
def test_nor_does_one_made_for_it(text: str) -> None:
    check(text)
    assert_harmless(render(text))


def hostile(unit: str) -> Iterator[str]:
    """The longest repetitions that pass: dense, before other words, and spread out."""
    most = PROSE_MAX // len(unit)
    while not passes(unit * most):
        most = most * 9 // 10
    room = PROSE_MAX - len(unit) * most
    yield unit * most
    yield unit * most + "a " * (room // 2)
    yield (unit + "a" * (room // most)) * most


def passes(text: str) -> bool:
    try:
        check(text)
    except UnreadableText:
        return False
    return True


def test_many_at_once_do_not_disturb_each_other() -> None:
    texts = [
        f"## {n}\n\n- `{n}`\n\n```\n{n}\n```\n[{n}](https://a.example/{n})"
        for n in range(60)
    ]
    alone = [render(text) for text in texts]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(render, texts * 3)) == alone * 3


# ---------------------------------------------------------------- words


def test_plain_keeps_the_words() -> None:
    html = render(
        "# Titel\n\nEin *schöner* Satz & mehr.\n- a\n- b < c\n\n"
        "| x | y |\n|-|-|\n| 1 | 2 |"
    )
    assert plain(html) == "Titel\nEin schöner Satz & mehr.\na\nb < c\nx\ny\n1\n2"


def test_plain_is_not_fooled_by_signs_in_titles() -> None:
    assert plain(render('[Wort](https://a.example "1 > 0")')) == "Wort"


@pytest.mark.parametrize(
    ("text", "length", "start"),
    [
        ("", 10, ""),
        ("Kurz.", 10, "Kurz."),
        ("Wir heizen mit Holz.", 20, "Wir heizen mit Holz."),
        ("Wir heizen mit Holz.", 19, "Wir heizen mit…"),
        ("Wir heizen, mit Holz", 14, "Wir heizen…"),
        ("Wärmepumpenförderung", 10, "Wärmepump…"),
        ("Zeile\n\n- Punkt\n- Punkt", 14, "Zeile Punkt…"),
    ],
)
def test_an_excerpt_ends_after_a_word(text: str, length: int, start: str) -> None:
    assert excerpt(render(text), length) == start
