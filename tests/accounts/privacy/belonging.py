"""What a member has besides contributions: an account with all that hangs on it,
organisations, young members they answer for, and what they did as one of the staff.
"""

import sqlalchemy as sa

from forum.accounts.joining.models import Invitation
from forum.accounts.members import pictures, profiles
from forum.accounts.members import service as members
from forum.accounts.members.guardians import Guardianship
from forum.accounts.members.models import Member
from forum.accounts.members.queries import email_key
from forum.accounts.organisations import logos
from forum.accounts.organisations.models import (
    Organisation,
    OrganisationInvitation,
    Part,
)
from forum.accounts.organisations.people import service as people
from forum.accounts.roles.models import Suspension
from forum.accounts.second.models import RecoveryCode, SecondFactor
from forum.accounts.sessions import service as sessions
from forum.accounts.signin import keys
from forum.accounts.signin.models import Purpose
from forum.core.clock import now
from forum.core.db import session, transaction
from forum.core.text import render
from forum.discussions.comments.models import CommentState
from forum.editorial.pages.models import PageText
from forum.editorial.tickets.models import StepKind, Ticket, TicketState, TicketStep
from forum.entries.models import Entry, State
from tests.accounts import making as accounts
from tests.accounts.organisations import making as organisations
from tests.discussions import making as talks
from tests.editorial.tickets import making as barriers
from tests.projects import making


def sign_in(number: int, word: str) -> None:
    """The account: ways in, a picture, and a time in which it was blocked."""
    stored = pictures.take_in(accounts.photo()[0])
    with transaction():
        me = session.get_one(Member, number)
        sessions.begin(me, "Firefox")
        keys.give(me, Purpose.ADDRESS, "neu@example.org")
        session.add(SecondFactor(member_id=number, secret=f"{word}secret"))
        session.add(RecoveryCode(member_id=number, digest=f"{word}code"))
        session.add(
            Suspension(
                member_id=number, reason="Streit", ended_at=now(), blocked_by=None
            )
        )
        profiles.show_picture(me, stored.digest, by=me)


def found(number: int, others: int) -> Organisation:
    """An organisation they alone answer for, with their own name and address on it."""
    me = session.get_one(Member, number)
    logo = logos.take_in(making.photo("red"))
    made = organisations.organisation(
        me,
        f"Werkstatt {number}",
        contact_person=me.display_name,
        contact_email=str(me.email),
    )
    with transaction():
        session.get_one(Organisation, made.id).logo = logo
        people.invite(made, f"gast{number}@example.org", Part.EDITOR, by=me)
        session.add(
            OrganisationInvitation(
                organisation_id=made.id,
                email=str(me.email),
                email_key=email_key(str(me.email)),
                part=Part.EDITOR,
                digest=f"digest {number}",
                invited_by=others,
                sent_at=now(),
                ends_at=now(),
            )
        )
    return made


def answer_for(number: int, word: str) -> int:
    """A young member with all that one may have; `word` is in whatever they wrote."""
    with transaction():
        me = session.get_one(Member, number)
        child = members.new_youth(f"{word}kind", f"{word}hash", me)
        child.place = word
        session.add(Guardianship(youth_id=child.id, guardian_id=number))
        sessions.begin(child, f"{word}gerät")
    below = session.scalars(sa.select(Entry).where(Entry.state == "published")).first()
    assert below is not None
    talks.comment(below, child, f"{word} wartet noch.", state=CommentState.HELD)
    talks.thread(child, State.DRAFT, title=f"{word} Entwurf")
    talks.thread(child, title="Wann wird der Teich tiefer?")
    return child.id


def report(number: int, word: str) -> None:
    """A barrier from their address, answered; staff's own answer to another."""
    me = session.get_one(Member, number)
    mine = barriers.ticket(email=str(me.email))
    another = barriers.ticket(email=f"fremd{number}@example.org")
    with transaction():
        for one in (mine, another):
            ticket = session.get_one(Ticket, one.id)
            ticket.state, ticket.answered_at = TicketState.ANSWERED, now()
        session.add(
            TicketStep(
                ticket_id=mine.id, kind=StepKind.ANSWER, words=f"{word} erledigt"
            )
        )
        session.add(
            TicketStep(
                ticket_id=another.id, kind=StepKind.ANSWER, words="Ja", by=number
            )
        )


def wait(number: int) -> int:
    """A barrier from their address that nobody has answered yet."""
    me = session.get_one(Member, number)
    return barriers.ticket("Der Knopf fehlt.", email=str(me.email)).id


def serve(number: int, others: int) -> None:
    """As one of the staff: who was invited, and a page of the house."""
    with transaction():
        for email, by in (
            (f"neu{number}@example.org", number),
            (str(session.get_one(Member, number).email), others),
        ):
            session.add(
                Invitation(
                    email=email,
                    email_key=email_key(email),
                    language="de",
                    invited_by=by,
                )
            )
        session.add(
            PageText(
                slug=f"seite{number}",
                language="de",
                number=1,
                title="Hilfe",
                source="So geht es.",
                html=render("So geht es."),
                by=number,
            )
        )
