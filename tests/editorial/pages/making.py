from forum.accounts.members.models import Member
from forum.core.db import session, transaction
from forum.core.text import render
from forum.editorial.pages import service
from forum.editorial.pages.models import PageText
from forum.editorial.pages.queries import own_text

WHOLE = (
    "Musterkreis, Musterstraße 1, 12345 Musterstadt. Vertreten durch die Landrätin.\n\n"
    "E-Mail: amt@musterkreis.de, Telefon: 030 23125 017."
)


def write(
    slug: str, source: str, by: Member, language: str = "de", title: str = ""
) -> None:
    """A new version, begun with the newest one."""
    with transaction():
        before = own_text(slug, language)
        words = service.Words(title or before.title, source, render(source))
        service.write(slug, language, words, by, before.version)


def versions() -> list[tuple[str, str, int, bool]]:
    """All that is kept: page, language, number, and whether it is the template."""
    session.rollback()
    rows = session.query(PageText).order_by(PageText.id)
    return [(one.slug, one.language, one.number, one.is_template) for one in rows]
