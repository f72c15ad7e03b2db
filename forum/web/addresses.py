"""Where an entry of any kind is shown."""

from flask import current_app, url_for

from forum.core.errors import Missing


def address(entry: object, *, external: bool = False, **more: object) -> str:
    """The address of an entry's page, with its slug."""
    kind = current_app.extensions["kinds"].get(getattr(entry, "kind", ""))
    if kind is None:
        raise Missing
    values: dict[str, object] = {
        "number": getattr(entry, "id", 0),
        "slug": getattr(entry, "slug", ""),
        **more,
    }
    return url_for(kind.endpoint, _external=external, **values)  # type: ignore[arg-type]
