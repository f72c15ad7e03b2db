"""What happens with a barrier somebody reports."""

from forum.accounts.members.queries import staff
from forum.accounts.members.rights import Right
from forum.core import mail


def report_barrier(
    where: str, what: str, email: str, contact: str, language: str = "de"
) -> None:
    """A letter to the Kreis and its administrators; the answer is due in two weeks."""
    addresses = {contact, *(one.email for one in staff() if one.may(Right.TICKETS))}
    for address in sorted(one for one in addresses if one):
        mail.write(
            "pages/mail/barrier", address, "de", where=where, what=what, email=email
        )
    if email:
        mail.write("pages/mail/barrier_receipt", email, language)
