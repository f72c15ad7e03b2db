"""What the tables of members know, for how long, and what goes with a member."""

import sqlalchemy as sa

from forum.accounts.members import janitor
from forum.accounts.members.consents import Consent
from forum.accounts.members.guardians import Guardianship
from forum.accounts.members.models import Member
from forum.accounts.members.profiles import drop_picture
from forum.core.db import session
from forum.core.words import N_
from forum.web.manifest import Kept, Rule

KEPT = (
    Kept(
        N_("Mitgliedschaft und Profil"),
        Member,
        lambda number: Member.id == number,
        without={
            "password_hash": "a key to the account",
            "epoch": "counts passwords, says nothing",
            "name_key": "the name once more, as it is compared",
            "email_key": "the address once more, as it is compared",
            "demo": "says that somebody is invented",
        },
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
        without={"offered_to_id": "another member"},
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
    """Delete the picture and what somebody agreed to; the rest goes with the row."""
    drop_picture(member)
    session.execute(sa.delete(Consent).where(Consent.member_id == member.id))
