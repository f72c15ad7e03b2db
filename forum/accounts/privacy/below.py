"""What the core and privacy keep of a member, and how long.

They stand below; what they cannot say themselves is said here.
"""

import sqlalchemy as sa

from forum.accounts.members.models import Member
from forum.accounts.privacy import absence, files, retention
from forum.accounts.privacy.models import DataCopy
from forum.core import limits, mail
from forum.core.activities import ActivityRow
from forum.core.mail import Letter
from forum.core.words import N_
from forum.web.manifest import Kept, Rule

SECRET = N_("Damit könnte jemand Ihr Konto öffnen.")
OTHERS = N_("Das sind Nummern, auch von anderen.")


def _to(number: int) -> sa.ColumnElement[bool]:
    address = sa.select(Member.email).where(Member.id == number).scalar_subquery()
    return Letter.address == address


def _acts(number: int) -> sa.ColumnElement[bool]:
    about = ActivityRow.details["member"].as_integer() == number
    return sa.or_(ActivityRow.by == number, about)


KEPT = (
    Kept(
        N_("Briefe an Sie"),
        Letter,
        _to,
        without={
            "subject": N_("Im Betreff können Namen von anderen stehen."),
            "text": N_(
                "Den Text haben Sie im Postfach. Nach dem Versand fehlt er uns."
            ),
            "html": N_(
                "Den Text haben Sie im Postfach. Nach dem Versand fehlt er uns."
            ),
        },
    ),
    Kept(
        N_("Was Sie getan haben"),
        ActivityRow,
        _acts,
        without={"by": OTHERS, "details": OTHERS},
    ),
    Kept(
        N_("Kopien Ihrer Daten"),
        DataCopy,
        lambda number: DataCopy.member_id == number,
        without={"file": SECRET},
    ),
)

RULES = (
    Rule(
        N_("Konten, die niemand nutzt"),
        N_("26 Monate ohne Anmeldung, nach zwei Briefen"),
        N_(
            "Was niemand braucht, sollen wir nicht behalten. Veröffentlichte Beiträge "
            "bleiben ohne Namen stehen."
        ),
        absence.see_to_absent,
    ),
    Rule(
        N_("Zähler von Versuchen, ohne Namen und Adressen"),
        N_("Höchstens einen Tag"),
        N_("Damit niemand Passwörter durchprobiert oder uns mit Formularen überhäuft."),
        limits.forget_old,
    ),
    Rule(
        N_("Nachweis verschickter Briefe"),
        N_("7 Tage"),
        N_("Falls jemand fragt, ob ein Brief unterwegs ist. Der Text fehlt darin."),
        mail.forget_sent,
    ),
    Rule(
        N_("Briefe, die nicht ankommen"),
        N_("32 Tage"),
        N_("Zwei Tage versuchen wir es, 30 Tage hat das Team Zeit, es zu bemerken."),
        mail.forget_unsent,
    ),
    Rule(
        N_("Briefe als Dateien, solange kein Mailserver eingerichtet ist"),
        N_("7 Tage"),
        N_("So lange wie der Nachweis verschickter Briefe."),
        mail.forget_files,
    ),
    Rule(
        N_("Der letzte Brief an ehemalige Mitglieder"),
        N_("Bis er verschickt ist"),
        N_("Danach brauchen wir die Adresse nicht mehr."),
        retention.forget_goodbyes,
    ),
    Rule(
        N_("Kopien Ihrer Daten"),
        N_("48 Stunden"),
        N_("Zeit genug zum Herunterladen."),
        files.forget_copies,
    ),
    Rule(
        N_("Wer wann etwas gespeichert oder geschrieben hat"),
        N_("12 Monate"),
        N_(
            "Damit das Team Fehlern nachgehen kann. Entscheidungen des Teams bleiben "
            "im Protokoll, nach dem Löschen des Kontos nur mit Nummer und Rolle."
        ),
        retention.forget_history,
    ),
    Rule(
        N_("Aufgaben, die dauernd scheitern"),
        N_("30 Tage"),
        N_("Danach hilft ein neuer Versuch nicht mehr. Namen stehen nicht darin."),
        retention.forget_jobs,
    ),
    Rule(
        N_("Berichte über das Löschen"),
        N_("24 Monate"),
        N_("Damit wir zeigen können, dass wir löschen. Nur Zahlen stehen darin."),
        retention.forget_reports,
    ),
)
