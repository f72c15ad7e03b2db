"""What accounts of young members give to the application."""

from forum.accounts.youths import demo, notices, panels, queries, routes, service
from forum.accounts.youths.activities import (
    YouthDeclined,
    YouthHandedOver,
    YouthOffered,
)
from forum.core.activities import Listener
from forum.web.manifest import Feature, Panel

feature = Feature(
    "youths",
    blueprints=(routes.bp,),
    listeners=(
        Listener(YouthOffered, notices.ask),
        Listener(YouthHandedOver, notices.tell_taken_over),
        Listener(YouthDeclined, notices.tell_declined),
    ),
    panels=(Panel("account.links", panels.link),),
    demo=demo.demo,
    checks=(queries.without_adult,),
    forget=service.end_all,
)
