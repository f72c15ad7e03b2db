"""Organisations and their people, made with the services and committed."""

import re
from typing import Any

import sqlalchemy as sa

from forum.accounts.members.models import Member
from forum.accounts.organisations import service
from forum.accounts.organisations.models import (
    Belonging,
    Organisation,
    OrganisationInvitation,
    Part,
    Standing,
)
from forum.accounts.organisations.people import service as people
from forum.core.db import session, transaction
from forum.core.mail import Letter
from forum.core.text import render

TEXT = "Wir bauen Dachstühle aus **Holz** aus der Nähe."


def profile(name: str = "Holzbau Beispiel", **told: Any) -> service.Profile:
    """What an organisation tells about itself."""
    values: dict[str, Any] = {
        "kind": "handwerk",
        "place": "raesfeld",
        "contact_function": "Büro",
        "source": TEXT,
        "html": render(TEXT),
    }
    return service.Profile(name=name, **values | told)


def organisation(
    owner: Member,
    name: str = "Holzbau Beispiel",
    state: Standing = Standing.PUBLIC,
    **told: Any,
) -> Organisation:
    """An organisation in this state; its letters are forgotten."""
    with transaction():
        made = service.found(profile(name, **told), by=owner)
        made.state = state
        if state is not Standing.WAITING:
            made.since = made.created_at
    return made


def person(
    one: Organisation, member: Member, part: Part = Part.EDITOR, **told: Any
) -> Belonging:
    """Somebody who belongs to it."""
    with transaction():
        made = Belonging(organisation_id=one.id, member_id=member.id, part=part, **told)
        session.add(made)
    return made


def of(one: Organisation, member: Member) -> Belonging | None:
    """How this member belongs to it now."""
    session.rollback()
    return session.scalar(
        sa.select(Belonging).where(
            Belonging.organisation_id == one.id, Belonging.member_id == member.id
        )
    )


def parts(one: Organisation) -> dict[int, Part]:
    """Who may do what for it."""
    session.rollback()
    rows = session.execute(
        sa.select(Belonging.member_id, Belonging.part).where(
            Belonging.organisation_id == one.id
        )
    )
    return dict(rows.all())


def invite(one: Organisation, email: str, by: Member, part: Part = Part.EDITOR) -> str:
    """Invite somebody; returns the path of the link in the letter."""
    with transaction():
        people.invite(one, email, part, by=by)
    return link()


def invitations() -> list[OrganisationInvitation]:
    """All that wait."""
    session.rollback()
    return list(
        session.scalars(
            sa.select(OrganisationInvitation).order_by(OrganisationInvitation.id)
        )
    )


def link() -> str:
    """The path of the link in the last letter with an invitation."""
    letter = session.scalars(
        sa.select(Letter)
        .where(Letter.template == "organisations/mail/invitation")
        .order_by(Letter.id.desc())
    ).first()
    assert letter is not None
    found = re.search(r"http://localhost(/partner/einladung/\S+)", letter.text)
    session.rollback()
    assert found is not None
    return found.group(1)


def address(one: Organisation) -> str:
    """The path of its page."""
    return f"/partner/{one.id}-{one.slug}"


def people_of(one: Organisation) -> str:
    """The path of the page of its people."""
    return f"/partner/{one.id}/menschen"
