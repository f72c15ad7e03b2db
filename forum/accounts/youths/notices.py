"""Letters to an adult who is asked to answer for a young member."""

from forum.accounts.members.guardians import Guardianship
from forum.accounts.members.models import Member
from forum.accounts.youths.activities import YouthOffered
from forum.core import mail
from forum.core.db import session


def ask(offered: YouthOffered) -> None:
    """Tell whoever is asked, if they still are."""
    held = session.query(Guardianship).filter_by(youth_id=offered.member).one_or_none()
    if held is None or held.offered_to_id != offered.to:
        return
    asked = session.get_one(Member, offered.to)
    if asked.email and asked.is_active:
        mail.write(
            "youths/mail/offered",
            asked.email,
            asked.language,
            name=asked.display_name,
            youth=session.get_one(Member, held.youth_id).display_name,
            guardian=session.get_one(Member, held.guardian_id).display_name,
        )
