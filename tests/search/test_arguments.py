"""Links that change one thing of a list keep the rest, and nothing nobody knows."""

import shutil

import pytest

from forum.accounts.members.models import Member
from forum.config import Settings
from forum.index.engine import Index
from tests.projects import making
from tests.search.test_search import Settle, query, titles
from tests.visitor import Visitor

STRANGE = "endpoint=x&page=x&names=x&_scheme=javascript&_external=1&_anchor=x&seite=0"


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("/suche?q=Klimagarten&ort=gescher", "/suche?q=Klimagarten&ort=gescher"),
        ("/forum?ort=gescher", "/forum?ort=gescher"),
        ("/redaktion/protokoll?was=EntryHidden", None),
    ],
)
def test_strange_arguments_change_no_link(
    url: str, kept: str | None, ada: Member, cleo: Member, visit: Visitor
) -> None:
    making.project(ada)
    page = visit(f"{url}&{STRANGE}", cleo)
    inside = page.html.split("<main")[1].split("</main")[0]
    assert "javascript" not in inside
    assert "_external" not in inside
    links = [link for _words, link in page.links]
    assert kept is None or any(link.startswith(kept) for link in links)


@pytest.mark.parametrize(
    "words", ["Ökostrom", "ökostrom", "ÖKOSTROM", "wärme ökostrom", "Wärme"]
)
def test_without_an_index_umlauts_are_found_in_any_case(
    words: str,
    ada: Member,
    settle: Settle,
    visit: Visitor,
    index: Index,
    settings: Settings,
) -> None:
    project = making.project(ada, title="Ökostrom und Wärme für alle")
    making.project(ada)
    settle()
    index.close()
    shutil.rmtree(settings.index)
    page = visit(query(words))
    assert "Unser Suchverzeichnis wird gerade neu aufgebaut." in page.text
    assert titles(page) == [project.title]
