"""What goals give to the application."""

from forum.core.words import N_
from forum.goals import demo, documents, panels, privacy, routes
from forum.goals.models import Goal
from forum.web.manifest import Feature, Kind, MenuEntry, Panel

feature = Feature(
    "goals",
    blueprints=(routes.bp,),
    menu=(MenuEntry(30, N_("Ziele"), "goals.index"),),
    panels=(Panel("entry.aside", panels.linked),),
    kinds=(Kind(Goal, "goals.show", N_("Ziel")),),
    documents=documents.documents,
    demo=demo.demo,
    kept=privacy.KEPT,
    withdraw=privacy.forget,
    forget=privacy.forget,
)
