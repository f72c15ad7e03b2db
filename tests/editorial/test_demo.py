"""What the demo shows of pages and reports, and that it goes again."""

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts.members import demo as members
from forum.commands.content import clear_demo
from forum.core.db import session, transaction
from forum.core.mail import Letter
from forum.editorial.pages import checks
from forum.editorial.pages import demo as pages
from forum.editorial.pages.models import PageText
from forum.editorial.tickets import demo as tickets
from forum.editorial.tickets import janitor
from forum.editorial.tickets.models import Ticket, TicketState
from forum.search.refresh import refresher
from tests.editorial.tickets import making
from tests.visitor import Visitor


@pytest.fixture
def shown(app: Flask) -> None:
    with transaction():
        members.demo()
        tickets.demo()
        pages.demo()
        session.execute(sa.delete(Letter))


@pytest.mark.usefixtures("shown")
def test_three_reports_in_three_states(visit: Visitor) -> None:
    found = session.query(Ticket).order_by(Ticket.id).all()
    assert [one.state for one in found] == [
        TicketState.CLOSED,
        TicketState.OPEN,
        TicketState.OPEN,
    ]
    assert [one.interim_at is not None for one in found] == [False, True, False]
    assert [one.is_overdue for one in found] == [False] * 3
    assert janitor.late() == []


@pytest.mark.usefixtures("shown")
def test_the_imprint_is_clearly_invented(visit: Visitor) -> None:
    page = visit("/impressum")
    assert "Musterkreis" in page.text
    assert "Bitte eintragen" not in page.text
    assert "Musterkreis" in visit("/nutzungsbedingungen").text
    about = [one for one in checks.faults() if "impressum (de)" in one]
    assert about == []


@pytest.mark.usefixtures("shown")
def test_the_demo_goes_and_what_is_real_stays(app: Flask, visit: Visitor) -> None:
    real = making.ticket()
    refresher.rebuild()
    clear_demo()
    session.rollback()
    assert session.scalars(sa.select(Ticket.id)).all() == [real.id]
    assert session.query(PageText).count() == 0
    assert "Bitte eintragen" in visit("/impressum").text
