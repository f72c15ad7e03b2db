"""What an address asks for behind its question mark, and the same with a change."""

from collections.abc import Collection, Iterable

from flask import request, url_for


def known(name: str, words: Collection[str]) -> str:
    """What the address says under this name, if it is one of these words."""
    value = request.args.get(name, "")
    return value if value in words else ""


def changed(page: str, names: Iterable[str], **values: object) -> str:
    """The address of a list as it was asked for under these names, with a change."""
    wanted = {name: request.args.get(name) for name in names} | values
    return url_for(page, **{name: one for name, one in wanted.items() if one})  # type: ignore[arg-type]
