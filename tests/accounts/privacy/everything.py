"""A member with something in every table, and a word in every column that nobody else
would write; and how to look for such words everywhere."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from forum.accounts.members import consents
from forum.accounts.members.consents import Purpose
from forum.accounts.members.models import Member
from forum.accounts.privacy.registry import registry
from forum.core import mail
from forum.core.activities import run_jobs
from forum.core.clock import now
from forum.core.db import Base, release, session, transaction
from forum.core.text import render
from forum.discussions.comments import service as comments
from forum.discussions.comments.models import CommentState
from forum.editorial.highlights.models import Highlight, Place
from forum.entries.models import Entry, Picture, State
from forum.entries.service import publish
from forum.goals import service as goals
from forum.goals.models import GoalLink
from forum.moderation.offers.models import Aim, Offer
from forum.moderation.queue.models import Decision, Verdict
from forum.projects import service as projects
from forum.projects import studio
from forum.web.manifest import Kept
from tests.accounts.privacy import belonging
from tests.discussions import making as talks
from tests.projects import making

LEAST = 9  # letters of a canary
FIXED = {  # columns that other parts live by; what they hold is looked at elsewhere
    ("entry", "kind"),
    ("letter", "address"),
    ("letter", "template"),
    ("activity", "name"),
    ("data_copy", "file"),
    ("rule_report", "rule"),
    ("page_text", "slug"),
    ("ticket", "email"),  # their own: it says whose the report is
    ("invitation", "email"),  # of whom they invited
    ("invitation", "email_key"),
    ("organisation_invitation", "email"),
    ("organisation_invitation", "email_key"),
    ("organisation_invitation", "digest"),
}


def fill(number: int, others: int, word: str) -> None:
    """Give the member something in every table, and put the word into every column."""
    _publish(number, others)
    _talk(number, others)
    _act(number)
    with transaction():
        consents.give(session.get_one(Member, number), Purpose.RULES, Purpose.LICENCE)
    belonging.sign_in(number, word)
    belonging.found(number, others)
    belonging.report(number, word)
    belonging.serve(number, others)
    belonging.answer_for(number, word)
    while run_jobs():
        pass
    _sing(number, word)
    while run_jobs():
        pass
    session.expire_all()


def _publish(number: int, others: int) -> None:
    me = session.get_one(Member, number)
    hung, draft, _waiting = (
        _picture(me, name, colour)
        for name, colour in zip(
            ("IMG-Anna.jpg", "Entwurf.jpg", "wartet.jpg"),
            ("navy", "pink", "cyan") if number < others else ("olive", "gold", "plum"),
            strict=True,
        )
    )
    with transaction():
        made = projects.create(
            making.write_up(
                (projects.Figure("co2", Decimal(1), making.CO2.origin, 2025, "Notiz"),),
                (projects.Hung(hung.id, "Eine Hecke im Mai"),),
            ),
            by=me,
        )
        publish(made, by=None)
        projects.create(
            making.write_up(
                (), (projects.Hung(draft.id, "Ein Beet"),), title="Entwurf"
            ),
            by=me,
        )
        session.add(
            Decision(
                entry_id=made.id, verdict=Verdict.APPROVED, message="Danke", by=others
            )
        )
    hidden = making.project(me, title="Verborgen")
    with transaction():
        hidden.state = State.HIDDEN
    talks.thread(me, title="Wer weiß Rat?")


def _picture(owner: Member, name: str, colour: str) -> Picture:
    stored = studio.take_in(making.photo(colour))
    with transaction():
        return projects.keep_picture(stored, name, by=owner)


def _talk(number: int, others: int) -> None:
    """They say something below another's project; the other one quotes an answer."""
    me, other = (session.get_one(Member, one) for one in (number, others))
    below = making.project(other, title=f"Fremd {number}")
    said = talks.comment(below, me, f"Satz von {number} zum Zitieren.")
    quote = f"> Satz von {number} zum Zitieren."
    with transaction():
        text = f"{quote}\n\nGenau."
        comments.write(below, text, render(text), other, said)
    talks.comment(below, me, "Das las niemand.", state=CommentState.PUBLISHED)
    hidden = talks.comment(below, me, "Das war verborgen.")
    with transaction():
        hidden.state = CommentState.HIDDEN


def _act(number: int) -> None:
    """What they have done as one of the staff."""
    entry = session.scalars(sa.select(Entry).where(Entry.state == "published")).first()
    assert entry is not None
    plan = goals.Plan(
        title=f"Ziel {number}",
        summary="",
        source="",
        measure="Anteil",
        unit="%",
        target=Decimal(1),
        target_year=2030,
    )
    with transaction():
        goal = goals.Goal(
            title=plan.title,
            measure="Anteil",
            unit="%",
            target=1,
            target_year=2030,
            author_id=number,
            state=State.PUBLISHED,
            sources=[],
            sdgs=[],
        )
        session.add(goal)
        session.flush()
        session.add_all(
            [
                GoalLink(goal_id=goal.id, entry_id=entry.id, by=number),
                Highlight(
                    entry_id=entry.id,
                    place=Place.START,
                    starts_at=now(),
                    ends_at=now().replace(year=now().year + 1),
                    by=number,
                ),
                Decision(
                    entry_id=entry.id, verdict=Verdict.SHOWN, message="Gut", by=number
                ),
                Offer(purpose=Aim.PERIOD, first_year=2020, last_year=2021, by=number),
            ]
        )
        me = session.get_one(Member, number)
        mail.write("signin/mail/changed", str(me.email), "de", name=me.display_name)


def _sing(number: int, word: str) -> None:
    """Write a canary into every column of the member's rows that holds free text."""
    with transaction():
        for kept in registry.kept:
            table: sa.Table = kept.model.__table__
            key = next(iter(table.primary_key.columns))
            query = sa.select(key).where(kept.of(number))
            if table.name == "activity":
                query = query.where(table.c.audited.is_(False))
            for place, row in enumerate(session.scalars(query).all()):
                number_of = row if isinstance(row, int) else place
                values = _values(kept, f"{word}{number_of}{table.name[:2]}")
                if values:
                    session.execute(sa.update(table).where(key == row).values(values))


def _values(kept: Kept, canary: str) -> dict[str, Any]:
    table: sa.Table = kept.model.__table__
    found: dict[str, Any] = {}
    for column in table.c:
        if (table.name, column.name) in FIXED or column.name in kept.pictures:
            continue
        kind = column.type
        if isinstance(kind, sa.JSON) and table.name != "activity":
            found[column.name] = [canary]
        elif isinstance(kind, sa.String) and not isinstance(kind, sa.Enum):
            if kind.length and kind.length < LEAST:
                continue
            found[column.name] = canary
    if table.name == "member":  # who they are; the tests give them names
        for name in ("email", "email_key", "display_name", "name_key"):
            found.pop(name)
    return found


def pictures_of(number: int) -> list[str]:
    """The marks of all pictures of a member."""
    query = sa.select(Picture.digest).where(Picture.owner_id == number)
    shown = sa.select(Member.picture).where(Member.id == number)
    return list(session.scalars(query.union_all(shown)))


def in_tables(*words: str) -> set[tuple[str, str]]:
    """Table and column of every value that holds one of these words."""
    session.rollback()
    found = {
        (table.name, name)
        for table in Base.metadata.sorted_tables
        for row in session.execute(sa.select(table)).mappings()
        for name, value in row.items()
        if any(word.lower() in str(value).lower() for word in words)
    }
    session.rollback()
    return found


def in_files(folder: Path, *words: str) -> set[str]:
    """The names of all files in which, or in whose name, one of these words stands."""
    release()
    return {
        str(path.relative_to(folder))
        for path in _files(folder)
        if any(_holds(path, word) for word in words)
    }


def _files(folder: Path) -> Iterator[Path]:
    return (one for one in sorted(folder.rglob("*")) if one.is_file())


def _holds(path: Path, word: str) -> bool:
    content = path.read_bytes().lower()
    return word.lower().encode() in content or word.lower() in path.name.lower()
