"""What signing in knows of members, and how long."""

from forum.accounts.signin import keys
from forum.accounts.signin.models import MailKey
from forum.core.words import N_
from forum.web.manifest import Kept, Rule

KEPT = (
    Kept(
        N_("Links in Briefen, die noch gelten"),
        MailKey,
        lambda member: MailKey.member_id == member,
        without={
            "digest": N_("Prüfwert eines Schlüssels, der nur im Brief steht."),
            "epoch": N_("Ein Zähler des Programms. Er sagt nichts über Sie."),
        },
    ),
)
RULES = (
    Rule(
        N_("Links in E-Mails (Anmelden, neues Passwort, neue Adresse)"),
        N_("20 Minuten bis 72 Stunden, je nach Link"),
        N_("Damit nur Sie selbst mit dem Link etwas ändern."),
        keys.forget_old,
    ),
)
