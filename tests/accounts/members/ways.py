"""What tests of joining share: who registers, waits or is invited."""

import sqlalchemy as sa

from forum.accounts.joining import service
from forum.accounts.members.models import Member
from forum.accounts.members.queries import member_by_email
from forum.core.activities import ActivityRow, run_jobs
from forum.core.db import session, transaction
from forum.site.settings import Joining
from tests.accounts import making
from tests.accounts.letters import link
from tests.visitor import Visitor

JOIN, DESK = "/mitglied-werden", "/redaktion/mitglieder"
PASSWORD, EMAIL = "Wallhecke im Morgentau", "mia@example.org"
TOLD = {
    "display_name": "Mia Eilers",
    "email": EMAIL,
    "password": PASSWORD,
    "actor": "buerger",
    "rules": "y",
}
INVITED = {key: value for key, value in TOLD.items() if key != "email"}
REASON = "Wir kennen Sie leider nicht."


def mia() -> Member | None:
    session.rollback()
    return member_by_email(EMAIL)


def known() -> Member:
    found = mia()
    assert found is not None
    return found


def acts() -> list[str]:
    query = sa.select(ActivityRow.name).where(ActivityRow.audited)
    return list(session.scalars(query.order_by(ActivityRow.id)))


def waits(visit: Visitor) -> Member:
    """Mia has confirmed her address and waits for the staff."""
    making.joining(Joining.APPROVAL)
    visit.send(JOIN, **TOLD)
    assert visit.send(link(), password=PASSWORD).location == f"{JOIN}/geduld"
    run_jobs()
    return known()


def invite(by: Member, email: str = EMAIL) -> str:
    with transaction():
        return service.token(service.invite(email, "de", by=by))
