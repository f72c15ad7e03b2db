"""Lists with facets: what the address asks for, and the ways out of each choice."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from flask import request, url_for

from forum.core.choosing import Chosen
from forum.core.lists import Options
from forum.core.text import clean_line
from forum.web.language import say

UNKNOWN_MAX = 3  # wrong filters that are named
UNKNOWN_LENGTH = 30
Groups = dict[str, tuple[str, dict[str, str]]]  # the titles of a facet and its values


def titles(options: Options) -> dict[str, str]:
    """What each code is called in the reader's language."""
    return {one.code: say(one.title) for one in options}


def chosen(groups: Groups, longest: int, sorts: Sequence[str] = ("",)) -> Chosen:
    """What the address asks for, as far as known; the first order is the usual."""
    picked = {
        name: tuple(value for value in _sent(name) if value in known)
        for name, (_title, known) in groups.items()
    }
    sort = request.args.get("sort", "")
    words = clean_line(request.args.get("q", ""))[:longest]
    return Chosen(words, picked, sort if sort in sorts[1:] else "")


def unknown(groups: Groups, sorts: Sequence[str] = ("",)) -> list[str]:
    """What the address asks for and nobody knows; a few are named."""
    found = [
        value
        for name, (_title, known) in groups.items()
        for value in _sent(name)
        if value not in known
    ]
    sort = request.args.get("sort")
    if sort is not None and sort not in sorts:
        found.append(sort)
    return [clean_line(value)[:UNKNOWN_LENGTH] for value in found[:UNKNOWN_MAX]]


def _sent(name: str) -> list[str]:
    return list(dict.fromkeys(value for value in request.args.getlist(name) if value))


def ways(endpoint: str, choice: Chosen, groups: Groups) -> dict[str, Any]:
    """For the template: the list's address with a change, and without each choice."""
    chips = [
        (values[value], url_for(endpoint, **choice.without(name, value).arguments()))
        for name, (_title, values) in groups.items()
        for value in choice[name]
    ]
    return {"chips": chips, "with_arguments": partial(_address, endpoint, choice)}


def _address(endpoint: str, choice: Chosen, **changed: object) -> str:
    return url_for(endpoint, **choice.arguments(**changed))


def robots(choice: Chosen) -> dict[str, str]:
    """Mixed choices are for people: search engines need not list each of them."""
    mixed = choice.q or choice.how_many > 1
    return {"X-Robots-Tag": "noindex"} if mixed else {}
