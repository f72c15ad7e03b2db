"""What the tables of members know, for how long, and what goes with a member."""

import sqlalchemy as sa

from forum.accounts.members import janitor
from forum.accounts.members.activities import PictureDropped
from forum.accounts.members.consents import Consent
from forum.accounts.members.guardians import Guardianship
from forum.accounts.members.models import Member
from forum.core.activities import ActivityRow
from forum.core.db import session
from forum.core.words import N_
from forum.web.manifest import Kept, Rule

COUNTER = N_("Ein Zähler des Programms. Er sagt nichts über Sie.")
TWICE = N_("Dasselbe noch einmal, so geschrieben, wie wir es vergleichen.")
KEPT = (
    Kept(
        N_("Mitgliedschaft und Profil"),
        Member,
        lambda number: Member.id == number,
        without={
            "password_hash": N_("Damit könnte jemand Ihr Konto öffnen."),
            "epoch": COUNTER,
            "name_key": TWICE,
            "email_key": TWICE,
            "demo": N_("Sagt nur, ob Sie zur Vorführung gehören."),
        },
        pictures=("picture",),
    ),
    Kept(
        N_("Zustimmungen"),
        Consent,
        lambda number: Consent.member_id == number,
    ),
    Kept(
        N_("Jugendkonten"),
        Guardianship,
        lambda number: sa.or_(
            Guardianship.guardian_id == number, Guardianship.youth_id == number
        ),
        without={"offered_to_id": N_("Das ist die Nummer eines anderen.")},
    ),
)
RULES = (
    Rule(
        N_("Anmeldungen, die niemand bestätigt hat"),
        N_("sieben Tage"),
        N_("So lange gilt der Link, mit dem man die Adresse bestätigt."),
        janitor.forget_unconfirmed,
    ),
)


def forget(member: Member) -> None:
    """Delete what somebody agreed to, and what is told of pictures they once showed.

    The picture they show goes with the row.
    """
    dropped = sa.and_(
        ActivityRow.name == PictureDropped.__name__,
        ActivityRow.details["member"].as_integer() == member.id,
    )
    session.execute(sa.delete(ActivityRow).where(dropped))
    session.execute(sa.delete(Consent).where(Consent.member_id == member.id))
