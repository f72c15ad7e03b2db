"""Three reports of the demo: one waits, one was put off, one is answered and closed."""

from datetime import timedelta

from forum.accounts.members.queries import by_demo_key
from forum.core.clock import at, now
from forum.core.db import session
from forum.editorial.tickets import service
from forum.editorial.tickets.models import Ticket

FROM = "Vorführung"


def demo() -> None:
    """Dated back from today, so that a deadline is always near."""
    dan, moment = by_demo_key("dan"), now()
    with at(moment - timedelta(days=95)):
        done = _receive(
            1,
            "/projekte",
            "Im Menü am Handy springt der Vorleser nach dem Schließen an den Anfang "
            "der Seite zurück.",
            "vorlesen@example.org",
        )
    with at(moment - timedelta(days=88)):
        words = (
            "danke für den Hinweis. Wir haben es nachgestellt und behoben: Nach dem "
            "Schließen steht der Vorleser wieder auf dem Knopf „Menü“."
        )
        service.answer(done, words, by=dan)
        service.close(done, "Behoben, die Absenderin ist zufrieden.", by=dan)
    with at(moment - timedelta(days=20)):
        film = _receive(
            2,
            "Gebärdensprache",
            "Ich bin gehörlos. Auf der Seite fehlt noch der Film, und den Text zum "
            "Klimafonds verstehe ich nicht.",
            "gebaerden@example.org",
        )
    with at(moment - timedelta(days=9)):
        why = (
            "der Film ist bestellt, die Aufnahme ist in drei Wochen. Wenn Sie vorher "
            "ein Gespräch in Gebärdensprache möchten, bestellen wir eine Dolmetscherin."
        )
        service.put_off(film, why, by=dan)
    with at(moment - timedelta(days=3)):
        _receive(
            3,
            "Die Karte auf der Startseite",
            "Die Schrift an den Balken ist bei 300 Prozent Vergrößerung abgeschnitten.",
            "",
        )


def _receive(number: int, where: str, what: str, email: str) -> Ticket:
    report = service.Report(where, what, email, "de", f"demo{number}")
    ticket = service.receive(report, FROM)
    ticket.demo = True
    session.flush()
    return ticket
