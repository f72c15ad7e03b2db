"""What Dan has made of two pages of the demo."""

from datetime import datetime
from pathlib import Path

from forum.accounts.members.models import Member
from forum.accounts.members.queries import by_demo_key
from forum.core.clock import BERLIN, at
from forum.core.text import render
from forum.editorial.pages import service
from forum.editorial.pages.queries import own_text

EXAMPLES = Path(__file__).with_name("examples")
NOTE = "Diese Fassung gehört zu einer Vorführung. Den Musterkreis gibt es nicht.\n\n"
REAL, SAMPLE = "Kreis Borken", "Musterkreis"


def demo() -> None:
    """The imprint of a Kreis that does not exist, and the terms it would have."""
    dan = by_demo_key("dan")
    with at(datetime(2025, 2, 3, 10, tzinfo=BERLIN)):
        _write("impressum", (EXAMPLES / "impressum.md").read_text("utf-8"), dan)
    with at(datetime(2025, 2, 3, 11, tzinfo=BERLIN)):
        terms = own_text("nutzungsbedingungen", "de").source
        _write("nutzungsbedingungen", NOTE + terms.replace(REAL, SAMPLE), dan)


def _write(slug: str, source: str, by: Member) -> None:
    before = own_text(slug, "de")
    words = service.Words(before.title, source, render(source))
    service.write(slug, "de", words, by, before.version)
