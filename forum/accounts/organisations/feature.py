"""What organisations give to the application."""

from collections.abc import Sequence

from forum.accounts.organisations import (
    demo,
    janitor,
    logos,
    notices,
    panels,
    privacy,
    queries,
    routes,
)
from forum.accounts.organisations.activities import (
    ContactLost,
    LogoReplaced,
    OrganisationFounded,
    OrganisationVacated,
)
from forum.core.activities import Listener
from forum.core.words import N_
from forum.web.manifest import Feature, MenuEntry, Panel


def _vacant() -> Sequence[str]:
    return [f"Nobody answers for organisation: {name}" for name in queries.vacant()]


feature = Feature(
    "organisations",
    blueprints=(routes.bp,),
    listeners=(
        Listener(LogoReplaced, logos.forget_replaced),
        Listener(OrganisationFounded, notices.tell_new),
        Listener(OrganisationVacated, notices.tell_vacant),
        Listener(ContactLost, notices.tell_contact),
    ),
    menu=(MenuEntry(90, N_("Partner"), "organisations.index"),),
    panels=(Panel("account.sections", panels.own),),
    demo=demo.demo,
    checks=(_vacant,),
    routines=(janitor.ask_to_confirm,),
    kept=privacy.KEPT,
    forget=privacy.forget,
    rules=privacy.RULES,
)
