"""What projects give to the application."""

from forum.core.activities import Listener
from forum.core.words import N_
from forum.entries.activities import EntrySubmitted
from forum.projects import demo, documents, notices, panels, privacy, routes
from forum.projects.models import Project
from forum.web.manifest import Feature, Kind, MenuEntry, Panel

feature = Feature(
    "projects",
    blueprints=(routes.bp,),
    listeners=(Listener(EntrySubmitted, notices.receipt),),
    menu=(MenuEntry(10, N_("Projekte"), "projects.index"),),
    panels=(
        Panel("account.sections", panels.own),
        Panel("goal.projects", panels.contributing),
        Panel("member.entries", panels.published),
        Panel("organisation.entries", panels.of_organisation),
    ),
    kinds=(Kind(Project, "projects.show", N_("Projekt")),),
    documents=documents.documents,
    demo=demo.demo,
    kept=privacy.KEPT,
)
