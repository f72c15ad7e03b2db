"""Profiles, young members and settings, made with the services and committed."""

from contextvars import Context
from io import BytesIO

from PIL import Image
from werkzeug.test import TestResponse

from forum.accounts.members import profiles
from forum.accounts.members.models import Audience, Member
from forum.accounts.youths import service as youths
from forum.core.db import session, transaction
from forum.site import settings
from forum.site.settings import Joining, Site
from tests.visitor import Visitor

ABOUT = "Ich pflanze nachts heimlich Wallhecken."


def profile(member: Member, audience: Audience, **told: object) -> Member:
    """Somebody who tells much, and says who may see it."""
    values: dict[str, object] = {
        "display_name": member.display_name,
        "actor": "landwirtschaft",
        "place": "gescher",
        "fields": ["natur"],
        "forms": ["mithelfen"],
        "about": ABOUT,
        "language": "de",
    }
    words = profiles.Profile(**(values | told), profile_for=audience)  # type: ignore[arg-type]
    with transaction():
        profiles.describe(member, words, by=member)
    return member


def youth(guardian: Member, name: str = "Kiebitz", kept: str = "") -> Member:
    """Somebody under 16 whom this adult answers for."""
    with transaction():
        return youths.make(name, kept, by=guardian)


def joining(how: Joining) -> None:
    """What the alliance wants from who joins."""
    with transaction():
        settings.change(Site(joining=how))


def photo() -> tuple[BytesIO, str]:
    """A picture as a browser sends it."""
    kept = BytesIO()
    Image.new("RGB", (60, 40), "green").save(kept, "JPEG")
    kept.seek(0)
    return kept, "ich.jpg"


def row(member: Member) -> dict[str, object]:
    """All that is kept of a member, as it is now."""
    session.rollback()
    session.refresh(member)
    return {column.key: getattr(member, column.key) for column in Member.__table__.c}


def get(visit: Visitor, who: Member | None, path: str) -> TestResponse:
    """What is no page, asked for by one browser among several."""
    return Context().run(visit.browser(who).get, path)


def post(visit: Visitor, who: Member | None, path: str, **sent: object) -> TestResponse:
    """A form without its token, sent by one browser among several."""
    return Context().run(visit.browser(who).post, path, data=sent)
