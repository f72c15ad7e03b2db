"""What sign-ins know of members, and how long."""

from forum.accounts.sessions import janitor
from forum.accounts.sessions.models import KnownDevice, SignIn
from forum.core.words import N_
from forum.web.manifest import Kept, Rule

KEPT = (
    Kept(
        N_("Angemeldete Geräte"),
        SignIn,
        lambda member: SignIn.member_id == member,
        without={
            "digest": N_("Damit könnte jemand Ihr Konto öffnen."),
            "epoch": N_("Ein Zähler des Programms. Er sagt nichts über Sie."),
        },
    ),
    Kept(
        N_("Bekannte Arten von Geräten"),
        KnownDevice,
        lambda member: KnownDevice.member_id == member,
    ),
)
RULES = (
    Rule(
        N_("Anmeldungen auf Geräten"),
        N_(
            "Bis zum Abmelden, höchstens 12 Stunden ohne Aktivität (Personen mit einer "
            "Rolle 60 Minuten) und höchstens 30 Tage"
        ),
        N_("Damit Sie angemeldet bleiben und fremde Anmeldungen beenden können."),
        janitor.forget_ended,
    ),
    Rule(
        N_("Arten von Geräten, zum Beispiel „Firefox, Android“"),
        N_("180 Tage nach der letzten Anmeldung"),
        N_("Damit wir Ihnen schreiben, wenn sich ein neues Gerät anmeldet."),
        janitor.forget_devices,
    ),
)
