"""Letters: your address is confirmed, and now we look at your registration."""

from forum.accounts.members.activities import MemberConfirmed
from forum.accounts.members.models import Member
from forum.core import mail
from forum.core.db import session
from forum.site.settings import site


def tell_who_waits(confirmed: MemberConfirmed) -> None:
    """Where staff decide who is let in: tell the member, and tell the staff."""
    member = session.get(Member, confirmed.member)
    if member is None or not member.email or member.approved_at is not None:
        return
    name = member.display_name
    mail.write("members/mail/waits", member.email, member.language, name=name)
    mail.write("members/mail/somebody_waits", site().contact, "de", name=name)
