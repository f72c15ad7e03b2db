"""Words that everybody here knows: nobody's secret."""

import re

from forum.site.places import MUNICIPALITIES
from forum.site.settings import site

OURS = ("klimaforum", "klimakreis", "klimaschutz", "klima", "kreisborken", "forum")


def known_words() -> list[str]:
    """Names of the site, the region and its towns."""
    told = [site().name, site().region, *(one.title for one in MUNICIPALITIES)]
    parts = [part for name in told for part in re.findall(r"\w{4,}", name)]
    return [*OURS, *parts]
