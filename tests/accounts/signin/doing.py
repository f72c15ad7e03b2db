"""What somebody does who wants to come in, from this network or another."""

from typing import Any

from forum.core.db import session
from forum.core.limits import Attempt
from tests.pages import Page
from tests.visitor import Visitor

EMAIL, PASSWORD = "rita@example.org", "Wallhecke im Morgentau"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
SIGN_IN, CODE, LINK = "/anmelden", "/anmelden/code", "/anmelden/link"
FORGOT, PROVE = "/passwort-vergessen", "/konto/bestaetigen"
TYPED = {"email": EMAIL, "password": PASSWORD}


def token(visit: Visitor, path: str = SIGN_IN) -> str:
    """What ties a form to this browser."""
    form = visit(path).form()
    return next(
        one.get("value", "")
        for one in form.iter("input")
        if one.get("name") == "csrf_token"
    )


def attempt(
    visit: Visitor,
    status: int,
    password: str,
    *,
    email: str = EMAIL,
    network: str = "192.0.2.1",
    **more: Any,
) -> Page:
    """Try to sign in from a network, in a fresh browser."""
    visitor = Visitor(visit.app)
    sent = {"email": email, "password": password, "csrf_token": token(visitor)}
    place = {"environ_overrides": {"REMOTE_ADDR": network}}
    return visitor(SIGN_IN, status=status, method="POST", data=sent, **place, **more)


def counted() -> int:
    """How many counters there are."""
    session.rollback()
    return session.query(Attempt).count()
