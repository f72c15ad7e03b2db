"""What the pages know of members: who of the staff wrote them."""

import sqlalchemy as sa

from forum.accounts.members.models import Member
from forum.core.db import session
from forum.core.words import N_
from forum.editorial.pages.models import PageText
from forum.web.manifest import Kept

KEPT = (
    Kept(
        N_("Seiten, die Sie geschrieben haben"),
        PageText,
        lambda member: PageText.by == member,
    ),
)


def forget(member: Member) -> None:
    """The texts belong to the alliance; who wrote them is forgotten."""
    written = sa.update(PageText).where(PageText.by == member.id)
    session.execute(written.values(by=None))
