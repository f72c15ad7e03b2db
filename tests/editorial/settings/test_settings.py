"""What administrators set for the alliance, and that it holds at once."""

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts.members.models import Member
from forum.core import mail
from forum.core.activities import ActivityRow, run_jobs
from forum.core.db import session, transaction
from forum.core.errors import Forbidden
from forum.editorial.settings import service
from forum.site.settings import NAME_MAX, REGION_MAX, Joining, Setting, Site, site
from tests.editorial.tickets import making
from tests.visitor import Visitor

URL = "/redaktion/einstellungen"
NEW = {
    "name": "Klimabündnis",
    "region": "Musterkreis",
    "contact": "amt@musterkreis.de",
    "joining": "approval",
}


@pytest.mark.parametrize("who", ["ada", "cleo", "dan", "fay"])
def test_only_administrators_set_anything(
    who: str, visit: Visitor, request: pytest.FixtureRequest
) -> None:
    member = request.getfixturevalue(who)
    visit(URL, member, status=403)
    visit(URL, member, status=403, method="POST", data=NEW)
    with transaction(), pytest.raises(Forbidden):
        service.change(Site(name="Meins"), member)
    assert session.query(Setting).count() == 0


def test_guests_sign_in_first(visit: Visitor) -> None:
    assert "/anmelden" in visit(URL, status=302).location
    visit(URL, status=403, method="POST", data=NEW)


def test_what_is_set_holds_at_once(
    visit: Visitor, gil: Member, app: Flask, outbox: mail.MemoryOutbox
) -> None:
    assert visit.send(URL, gil, **NEW).location == URL
    assert site() == Site(
        "Klimabündnis", "Musterkreis", "amt@musterkreis.de", Joining.APPROVAL
    )
    page = visit("/impressum")
    assert page.title == "Impressum – Klimabündnis Musterkreis"
    assert 'href="mailto:amt@musterkreis.de"' in page.html
    making.ticket()
    run_jobs()
    mail.send_due()
    receipt = next(one for one in outbox.sent if one["To"] == "jo@example.org")
    assert receipt["From"] == "amt@musterkreis.de"
    assert "amt@musterkreis.de" in {one["To"] for one in outbox.sent}
    assert "Musterkreis" in receipt.get_body(("plain",)).get_content()


def test_the_log_says_what_was_set_not_to_what(visit: Visitor, gil: Member) -> None:
    visit.send(URL, gil, contact="amt@musterkreis.de")
    (row,) = session.scalars(sa.select(ActivityRow).where(ActivityRow.audited))
    assert (row.name, row.by) == ("SettingsChanged", gil.id)
    assert row.details == {"names": ["contact"]}
    visit.send(URL, gil)
    assert session.query(ActivityRow).where(ActivityRow.audited).count() == 1
    assert "Einstellungen geändert" in visit("/redaktion/protokoll", gil).text


@pytest.mark.parametrize("joining", list(Joining))
def test_each_way_to_join_is_explained(
    joining: Joining, visit: Visitor, gil: Member
) -> None:
    visit.send(URL, gil, joining=joining.value)
    chosen = visit(URL, gil).tree.find(".//input[@checked]")
    assert chosen is not None
    assert chosen.get("value") == joining.value
    assert site().joining is joining


@pytest.mark.parametrize(
    "told",
    [
        {"name": ""},
        {"name": "x" * (NAME_MAX + 1)},
        {"name": "\0\u202e\u200b"},
        {"region": ""},
        {"region": "x" * (REGION_MAX + 1)},
        {"contact": ""},
        {"contact": "amt"},
        {"contact": "amt@"},
        {"contact": "ämt@musterkreis.de"},
        {"contact": "amt@musterkreis.de\r\nBcc: alle@example.org"},
        {"contact": "a@b.de, c@d.de"},
        {"contact": f"{'x' * 300}@example.org"},
        {"joining": ""},
        {"joining": "nobody"},
        {"joining": "<b>"},
    ],
)
def test_what_cannot_be_set_is_said(
    told: dict[str, str], visit: Visitor, gil: Member
) -> None:
    page = visit.send(URL, gil, status=422, **{**NEW, **told})
    assert page.title.startswith("Fehler: ")
    assert len(page.tree.findall(".//*[@id='fehler']//li")) == 1
    assert "Klimabündnis" in page.html or "name" in told
    assert session.query(Setting).count() == 0


def test_markup_in_a_name_stays_words(visit: Visitor, gil: Member) -> None:
    visit.send(URL, gil, name='<i>"Wir"</i>\nBcc: alle@example.org')
    assert "<i>" not in visit("/impressum").html
    assert "\n" not in site().name


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("name", ""),
        ("name", "x" * 61),
        ("region", "x" * 61),
        ("contact", "x"),
        ("contact", "x" * 255),
        ("joining", "nobody"),
    ],
)
def test_the_database_has_the_last_word(app: Flask, name: str, value: str) -> None:
    with pytest.raises(sa.exc.IntegrityError), transaction():
        session.execute(sa.insert(Setting).values(name=name, value=value))


def test_the_doctor_asks_for_a_contact_of_ones_own(gil: Member) -> None:
    (fault,) = service.faults()
    assert "klimaschutz@example.org" in fault
    with transaction():
        service.change(Site(contact="amt@musterkreis.de"), gil)
    assert service.faults() == []
    with transaction():
        service.change(Site(contact="amt@forum.example"), gil)
    assert len(service.faults()) == 1
