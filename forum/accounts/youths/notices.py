"""Letters to the adults of a young member: one is asked, the other reads the answer."""

from forum.accounts.members.guardians import Guardianship, guardian_of
from forum.accounts.members.models import Member
from forum.accounts.youths.activities import (
    YouthDeclined,
    YouthHandedOver,
    YouthOffered,
)
from forum.core import mail
from forum.core.db import session


def ask(offered: YouthOffered) -> None:
    """Tell whoever is asked, if they still are."""
    held = session.query(Guardianship).filter_by(youth_id=offered.member).one_or_none()
    if held is not None and held.offered_to_id == offered.to:
        _write("offered", offered.to, offered.member, held.guardian_id)


def tell_taken_over(done: YouthHandedOver) -> None:
    """Who answered before reads that somebody else does now."""
    _write("taken_over", done.before, done.member, done.by)


def tell_declined(declined: YouthDeclined) -> None:
    """Who asked reads that the other adult does not want to."""
    youth = session.get(Member, declined.member)
    guardian = guardian_of(youth) if youth else None
    if guardian is not None:
        _write("declined", guardian.id, declined.member, declined.by)


def _write(letter: str, to: int, youth: int, other: int | None) -> None:
    """To one adult, about a youth and another adult; if all are there still."""
    reader, about = session.get(Member, to), session.get(Member, youth)
    adult = session.get(Member, other) if other else None
    if reader is None or about is None or adult is None:
        return
    if reader.email and reader.is_active:
        mail.write(
            f"youths/mail/{letter}",
            reader.email,
            reader.language,
            name=reader.display_name,
            youth=about.display_name,
            adult=adult.display_name,
        )
