"""What becomes of Markdown by members."""

import pytest

from forum.core.links import safe_address
from forum.core.text import excerpt, plain, render
from tests.core.harmless import OWN, REL, tree


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
