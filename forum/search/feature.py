"""What searching gives to the application."""

from forum.core.activities import EntryActivity, Listener
from forum.search import refresh, routes
from forum.web.manifest import Feature

feature = Feature(
    "search",
    blueprints=(routes.bp,),
    listeners=(Listener(EntryActivity, refresh.refresh, outside=True),),
    routines=(refresh.mend,),
)
