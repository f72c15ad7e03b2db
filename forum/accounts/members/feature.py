"""What members give to the application."""

from forum.accounts.members import demo, routes
from forum.web.manifest import Feature

feature = Feature(
    "members",
    blueprints=(routes.bp,),
    demo=demo.demo,
)
