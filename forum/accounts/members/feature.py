"""What members give to the application."""

from forum.accounts.members import demo, routes, service
from forum.web.manifest import Feature

feature = Feature(
    "members",
    blueprints=(routes.bp,),
    demo=demo.demo,
    routines=(service.forget_unconfirmed,),
)
