from forum.core.activities import run_jobs
from forum.core.db import session, transaction
from forum.core.mail import Letter
from forum.editorial.tickets import service
from forum.editorial.tickets.models import Ticket

WHAT = "Der Knopf lässt sich nicht mit der Tastatur erreichen."
keys = iter(range(1_000_000))


def ticket(
    what: str = WHAT, *, email: str = "jo@example.org", language: str = "de"
) -> Ticket:
    """A report, as the form sends it, each from another network."""
    number = next(keys)
    report = service.Report("/projekte", what, email, language, f"key{number}")
    with transaction():
        return service.receive(report, f"network {number}")


def letters() -> list[Letter]:
    """What was written so far, oldest first, once the jobs are done."""
    run_jobs()
    session.rollback()
    return session.query(Letter).order_by(Letter.id).all()


def told() -> list[tuple[str, str]]:
    """Address and template of each letter."""
    return sorted((one.address, one.template.rpartition("/")[2]) for one in letters())
