"""What second factors give to the application."""

from collections.abc import Iterator

from forum.accounts.second import demo, privacy, queries, routes, service
from forum.web.manifest import Feature


def _staff_without() -> list[str]:
    """For `forum doctor`: roles that are worth nothing yet."""
    return list(_complaints())


def _complaints() -> Iterator[str]:
    if count := queries.staff_without():
        yield f"{count} with a role have no second factor, so they may do nothing"


feature = Feature(
    "second",
    blueprints=(routes.bp,),
    demo=demo.demo,
    checks=(_staff_without,),
    kept=privacy.KEPT,
    forget=service.forget,
)
