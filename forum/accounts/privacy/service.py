"""A copy of everything about oneself, and how a member is forgotten."""

from secrets import token_hex

import sqlalchemy as sa

from forum.accounts.members.models import Member
from forum.accounts.members.queries import is_last_administrator
from forum.accounts.privacy.activities import (
    AccountDeleted,
    CopyAsked,
    FilesLeft,
    MemberForgotten,
    PicturesLeft,
)
from forum.accounts.privacy.models import DataCopy
from forum.accounts.privacy.permissions import is_own
from forum.accounts.privacy.queries import is_over
from forum.accounts.privacy.registry import registry
from forum.accounts.sessions import service as sessions
from forum.core import mail
from forum.core.activities import ActivityRow, Job, follow, record
from forum.core.db import Base, session
from forum.core.errors import Refusal, allow
from forum.core.words import N_

BEING_MADE = N_("Ihre Kopie entsteht gerade oder liegt schon bereit.")
LAST_ONE = N_(
    "Sie sind die letzte Person in der Verwaltung. Geben Sie zuerst jemand anderem "
    "diese Rolle, dann können Sie Ihr Konto löschen."
)
GONE = "privacy/mail/gone"
NO_ADDRESS = "nobody@invalid"  # of young members: letters go to the adult


def ask_for_copy(member: Member, by: Member) -> None:
    """Ask for a copy of everything about oneself: one at a time."""
    allow(is_own(by, member))
    expired = sa.and_(DataCopy.member_id == member.id, is_over())
    _leave_files(expired)
    session.execute(sa.delete(DataCopy).where(expired))
    try:
        with session.begin_nested():
            session.add(DataCopy(member_id=member.id, file=token_hex(24)))
    except sa.exc.IntegrityError as error:
        raise Refusal(BEING_MADE) from error
    follow(CopyAsked(by=member.id, member=member.id))


def leave(member: Member, contributions_too: bool, by: Member) -> None:
    """Delete one's own account; the last administrator has to find another first."""
    allow(is_own(by, member))
    if is_last_administrator(member, settled=True):
        raise Refusal(LAST_ONE)
    erase(member, contributions_too, actor=by.id)


def erase(
    member: Member, contributions_too: bool = False, actor: int | None = None
) -> None:
    """Forget a member and write them a last letter."""
    name, address, language = member.display_name, member.email, member.language
    forget(member, contributions_too, actor)
    if address:
        mail.write(GONE, address, language, name=name, texts_too=contributions_too)


def forget(
    member: Member, contributions_too: bool = False, actor: int | None = None
) -> None:
    """Forget a member; what stays for the sake of a talk has no name any more."""
    number, role = member.id, str(member.role)
    if contributions_too:
        registry.withdraw(member)
    empty(member, contributions_too)
    _unname(number)
    session.flush()
    session.execute(sa.delete(Member).where(Member.id == number))
    record(MemberForgotten(by=actor, member=number, role=role))


def empty(member: Member, contributions_too: bool = False) -> None:
    """Forget all that is known of a member but the row itself."""
    number, picture = member.id, member.picture
    registry.forget(member)
    copies = DataCopy.member_id == number
    _leave_files(copies)
    session.execute(sa.delete(DataCopy).where(copies))
    sessions.end_all(member)
    _forget_work(number)
    mail.forget_person(member.email or NO_ADDRESS, member.display_name)
    if picture:
        member.picture = ""
        follow(PicturesLeft(by=None, digests=[picture]))
    follow(AccountDeleted(by=None, member=number, texts_too=contributions_too))


def _leave_files(copies: sa.ColumnElement[bool]) -> None:
    files = list(session.scalars(sa.select(DataCopy.file).where(copies)))
    if files:
        follow(FilesLeft(by=None, files=files))


def _forget_work(number: int) -> None:
    """Jobs about the member, and who did what: what is audited keeps its number."""
    session.execute(sa.delete(Job).where(Job.values["member"].as_integer() == number))
    session.execute(
        sa.update(ActivityRow)
        .where(ActivityRow.by == number, ActivityRow.audited.is_(False))
        .values(by=None)
    )


def _unname(number: int) -> None:
    """Whatever still refers to the member refers to nobody."""
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.target_fullname == "member.id" and key.parent.nullable:
                session.execute(
                    sa.update(table)
                    .where(key.parent == number)
                    .values({key.parent.name: None})
                )
