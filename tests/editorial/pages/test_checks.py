"""What `forum doctor` finds on the pages of the house."""

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts.members.models import Member
from forum.commands import content, keeping
from forum.core.db import session, transaction
from forum.core.text import TEXT_VERSION
from forum.editorial.pages import checks
from forum.editorial.pages.models import PageText
from tests.commands.running import run
from tests.editorial.pages import making
from tests.editorial.pages.making import WHOLE


def about(slug: str) -> list[str]:
    return [one for one in checks.faults() if f"The page {slug} (de)" in one]


def test_a_new_forum_has_much_to_fill_in(app: Flask) -> None:
    assert about("impressum") == [
        "The page impressum (de) has 8 places to fill in",
        "The page impressum (de) names no second contact, such as a phone number",
    ]
    assert about("barrierefreiheit") == [
        "The page barrierefreiheit (de) has 6 places to fill in"
    ]
    assert about("gebaerdensprache") != []
    said = run(app, keeping.doctor).stdout
    assert "The page impressum (sv) has" in said
    assert "The contact is still klimaschutz@example.org" in said


def test_what_is_filled_in_is_found_no_more(dan: Member) -> None:
    making.write("impressum", WHOLE, dan)
    assert about("impressum") == []


def test_one_place_is_enough(dan: Member) -> None:
    making.write("impressum", f"{WHOLE} **[Bitte eintragen: Name]**", dan)
    assert about("impressum") == ["The page impressum (de) has 1 place to fill in"]


def test_no_second_contact(dan: Member) -> None:
    making.write("impressum", WHOLE.replace("Telefon: 030 23125 017", ""), dan)
    (fault,) = about("impressum")
    assert "second contact" in fault


def test_no_ombudsstelle(dan: Member) -> None:
    making.write("barrierefreiheit", WHOLE, dan)
    (fault,) = about("barrierefreiheit")
    assert "Ombudsstelle" in fault
    making.write("barrierefreiheit", f"{WHOLE} Ombudsstelle: amt@land.de", dan)
    assert about("barrierefreiheit") == []


@pytest.mark.parametrize(
    "slug",
    [
        "impressum",
        "datenschutz",
        "nutzungsbedingungen",
        "spielregeln",
        "barrierefreiheit",
        "leichte-sprache",
        "gebaerdensprache",
    ],
)
def test_a_required_page_that_is_empty(slug: str, dan: Member) -> None:
    making.write(slug, WHOLE * 2, dan)
    with transaction():
        session.execute(sa.update(PageText).values(source="---", html="<hr>"))
    assert f"The page {slug} (de) is required by law and empty" in about(slug)


def test_pages_are_rendered_again(app: Flask, dan: Member) -> None:
    making.write("impressum", f"**Eins** {WHOLE}", dan)
    with transaction():
        session.execute(sa.update(PageText).values(html="old", text_version=0))
    assert run(app, content.render_all).stderr == "page_text: 1\n"
    (found,) = session.scalars(sa.select(PageText))
    assert "<strong>Eins</strong>" in found.html
    assert found.text_version == TEXT_VERSION
