"""What second factors know of members, and how long."""

from forum.accounts.second.models import RecoveryCode, SecondFactor
from forum.core.words import N_
from forum.web.manifest import Kept

KEPT = (
    Kept(
        N_("Zweiter Faktor"),
        SecondFactor,
        lambda member: SecondFactor.member_id == member,
        without={
            "secret": N_("Wer die Kopie liest, könnte sich sonst damit anmelden."),
            "last_step": N_("Ein Zähler des Programms. Er sagt nichts über Sie."),
        },
    ),
    Kept(
        N_("Wiederherstellungscodes"),
        RecoveryCode,
        lambda member: RecoveryCode.member_id == member,
        without={"digest": N_("Prüfwert eines Codes, den nur Sie haben.")},
    ),
)
