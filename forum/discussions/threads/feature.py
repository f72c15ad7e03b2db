"""What conversations give to the application."""

from forum.core.words import N_
from forum.discussions.threads import demo, documents, panels, privacy, routes
from forum.discussions.threads.models import Thread
from forum.web.manifest import Feature, Kind, MenuEntry, Panel

feature = Feature(
    "threads",
    blueprints=(routes.bp,),
    menu=(MenuEntry(20, N_("Forum"), "threads.index"),),
    panels=(
        Panel("front.talk", panels.in_talk),
        Panel("account.sections", panels.own),
        Panel("organisation.entries", panels.of_organisation),
    ),
    kinds=(Kind(Thread, "threads.show", N_("Gespräch")),),
    documents=documents.documents,
    demo=demo.demo,
    kept=privacy.KEPT,
)
