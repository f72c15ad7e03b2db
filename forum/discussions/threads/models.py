"""Threads: conversations that somebody began."""

from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import choice
from forum.core.lists import Option, Options
from forum.core.text import excerpt
from forum.core.words import N_
from forum.entries.models import Entry

TEASER_MAX = 160  # characters: two lines in a list


class Topic(StrEnum):
    """What kind of conversation it is."""

    FRAGE = "frage"
    IDEE = "idee"
    ERFAHRUNG = "erfahrung"
    ANGEBOT = "angebot"
    ANKUENDIGUNG = "ankuendigung"
    PROTOKOLL = "protokoll"
    BERICHT = "bericht"


TOPICS = Options(
    Option(Topic.FRAGE, N_("Frage"), "frage"),
    Option(Topic.IDEE, N_("Idee"), "idee"),
    Option(Topic.ERFAHRUNG, N_("Erfahrung"), "buch"),
    Option(Topic.ANGEBOT, N_("Biete oder suche"), "tausch"),
    Option(Topic.ANKUENDIGUNG, N_("Ankündigung"), "mega"),
    Option(Topic.PROTOKOLL, N_("Protokoll"), "stift"),
    Option(Topic.BERICHT, N_("Bericht"), "buch"),
)
OF_MEMBERS = Options(*(one for one in TOPICS if one.code != Topic.ANKUENDIGUNG))
SEVERAL = {
    Topic.FRAGE: N_("Fragen"),
    Topic.IDEE: N_("Ideen"),
    Topic.ERFAHRUNG: N_("Erfahrungen"),
    Topic.ANGEBOT: N_("Biete und suche"),
    Topic.ANKUENDIGUNG: N_("Ankündigungen"),
    Topic.PROTOKOLL: N_("Protokolle"),
    Topic.BERICHT: N_("Berichte"),
}


class Thread(Entry):
    """A conversation that somebody began."""

    is_question = True

    __tablename__ = "thread"
    id: Mapped[int] = mapped_column(
        sa.ForeignKey("entry.id", ondelete="CASCADE"), primary_key=True
    )
    topic: Mapped[Topic] = mapped_column(choice(Topic), index=True)

    __mapper_args__ = {"polymorphic_identity": "thread"}

    @property
    def teaser(self) -> str:
        """Its beginning in plain words."""
        return self.summary or excerpt(self.html, TEASER_MAX)
