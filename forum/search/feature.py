"""What searching gives to the application."""

from forum.accounts.privacy.activities import MemberForgotten
from forum.core.activities import EntryActivity, Listener
from forum.search import refresh, routes
from forum.web.manifest import Feature

feature = Feature(
    "search",
    blueprints=(routes.bp,),
    listeners=(
        Listener(EntryActivity, refresh.refresh, outside=True),
        Listener(MemberForgotten, refresh.renew, outside=True),
    ),
    routines=(refresh.mend,),
)
