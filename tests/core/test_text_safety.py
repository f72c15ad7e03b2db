"""Text by members runs nothing in a browser and keeps no machine busy."""

import random
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from types import FrameType

import pytest

from forum.core.text import (
    PROSE_MAX,
    UnreadableText,
    check,
    clean_prose,
    plain,
    render,
)
from tests.core.harmless import assert_harmless, tree
from tests.core.payloads import PAYLOADS, PLACES


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
        "![]" * 590 + "a" * 18_000,
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
