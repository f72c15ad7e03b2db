"""The directory of open profiles, and the membership in numbers."""

import csv
import io

import pytest
from flask import Flask

from forum.accounts.directory.sheet import harmless
from forum.accounts.members.models import Audience, Member
from forum.core.db import transaction
from forum.site.settings import Joining
from tests import make
from tests.accounts import making
from tests.visitor import Visitor

URL = "/mitglieder"


def crowd() -> None:
    told = (
        ("Hof Tenhagen", "landwirtschaft", "velen", ["natur"], ["wissen"]),
        ("Hof Äckermann", "landwirtschaft", "gescher", ["natur", "energie"], []),
        ("Tischlerei Holt", "handwerk", "gescher", ["energie"], ["wissen", "runde"]),
    )
    for number, (name, actor, place, fields, forms) in enumerate(told):
        one = make.member(name, email=f"m{number}@example.org", actor=actor)
        more = {"actor": actor, "place": place, "fields": fields, "forms": forms}
        making.profile(one, Audience.EVERYBODY, **more, about="")


def names(visit: Visitor, query: str, who: Member | None = None) -> list[str]:
    page = visit(f"{URL}?{query}", who)
    return [
        text
        for text, href in page.links
        if href.startswith("/mitglieder/") and href[-1].isdigit()
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Hof Tenhagen", "Hof Äckermann", "Tischlerei Holt"]),
        ("wer=landwirtschaft", ["Hof Tenhagen", "Hof Äckermann"]),
        (
            "wer=landwirtschaft&wer=handwerk&ort=gescher",
            ["Hof Äckermann", "Tischlerei Holt"],
        ),
        ("thema=energie", ["Hof Äckermann", "Tischlerei Holt"]),
        ("thema=energie&form=runde", ["Tischlerei Holt"]),
        ("form=wissen&ort=velen", ["Hof Tenhagen"]),
        ("q=hof", ["Hof Tenhagen", "Hof Äckermann"]),
        ("q=%C3%84CKER", ["Hof Äckermann"]),
        ("q=%25", []),
        ("q=_", []),
        ("ort=ahaus", []),
        ("ort=berlin&wer=%22", ["Hof Tenhagen", "Hof Äckermann", "Tischlerei Holt"]),
        ("seite=999&q=tisch", ["Tischlerei Holt"]),
        ("seite=x", ["Hof Tenhagen", "Hof Äckermann", "Tischlerei Holt"]),
    ],
)
def test_facets_and_names_find_members(
    visit: Visitor, query: str, found: list[str]
) -> None:
    crowd()
    assert sorted(names(visit, query)) == sorted(found)


def test_each_facet_says_what_one_more_tick_would_show(visit: Visitor) -> None:
    crowd()
    text = visit(f"{URL}?thema=energie").text
    assert "Landwirtschaftlicher Betrieb1" in text
    assert "Handwerksbetrieb1" in text
    assert "Gescher2" in text
    assert "Natur und Klimafolgen2" in text  # of its own facet all are counted
    assert "Wissen anbieten1" in text


def test_nobody_is_counted_whose_profile_is_closed(
    visit: Visitor, ada: Member, eve: Member
) -> None:
    making.profile(ada, Audience.MEMBERS)
    assert "Gescher0" in visit(URL).text
    assert "Gescher1" in visit(URL, eve).text
    assert "2 Mitglieder gehören zur Allianz." in visit(URL).text


def test_an_unknown_filter_is_named_and_left_out(visit: Visitor) -> None:
    assert "Den Filter „<b>“ gibt es nicht." in visit(f"{URL}?ort=<b>").text


def test_an_empty_directory_says_what_to_do(visit: Visitor, ada: Member) -> None:
    assert "Anmelden" in visit(URL).text
    assert "Machen Sie den Anfang" in visit(URL, ada).text
    assert "Nehmen Sie einen Filter weg" in visit(f"{URL}?q=niemand").text


def test_it_takes_the_same_statements_for_many(
    visit: Visitor, statements: list[str]
) -> None:
    counted = []
    for number in range(2):
        with transaction():
            for one in range(30 * number + 1):
                told = make.members.Registration(
                    f"M {number} {one}", f"m{number}-{one}@example.org", "", "buerger"
                )
                member = make.members.create(told)
                member.profile_for = Audience.EVERYBODY
                member.picture = "ab" * 32
        statements.clear()
        making.get(visit, None, URL)
        counted.append(len(statements))
    assert counted[0] == counted[1]
    assert "Seite 2" in visit(f"{URL}?seite=2").title


def test_the_membership_in_numbers(visit: Visitor, ada: Member, ben: Member) -> None:
    crowd()
    making.profile(ada, Audience.NOBODY, actor="verein", place="ahaus")
    school = make.member("Schule", email="schule@example.org", actor="schule")
    making.youth(school)
    with transaction():
        make.members.author("Heimatverein")
        ben.blocked_at = ben.joined_at
    page = visit("/mitglieder/uebersicht")
    assert "5 Mitglieder gehören zur Allianz." in page.text
    assert "Dazu kommt 1 Jugendkonto." in page.text
    assert "1 Name aus früheren Jahren" in page.text
    assert "Hof Tenhagen" not in page.html
    rows = sheet(visit)
    head, last = rows[0], rows[-1]
    assert (head[0], head[-1], len(rows)) == ("Stadt oder Gemeinde", "Zusammen", 22)
    assert (last[0], last[-1]) == ("Zusammen", "5")
    gescher = next(one for one in rows if one[0] == "Gescher")
    assert dict(zip(head, gescher, strict=True))["Handwerksbetrieb"] == "1"
    assert next(one for one in rows if one[0] == "Keine Angabe")[-1] == "1"


def sheet(visit: Visitor) -> list[list[str]]:
    answer = making.get(visit, None, "/mitglieder/uebersicht.csv")
    assert answer.mimetype == "text/csv"
    text = answer.data.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def test_numbers_of_nobody(app: Flask, visit: Visitor) -> None:
    assert "Noch ist niemand Mitglied." in visit("/mitglieder/uebersicht").text
    assert sheet(visit)[-1][-1] == "0"


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1"]
)
def test_no_cell_is_a_formula(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"
    assert (harmless("Ahaus"), harmless(-1)) == ("Ahaus", -1)


def test_what_is_counted_does_not_depend_on_how_one_joins(
    visit: Visitor, ada: Member
) -> None:
    making.joining(Joining.INVITATION)
    assert "1 Mitglied gehört zur Allianz." in visit("/mitglieder/uebersicht").text
