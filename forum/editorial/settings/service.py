"""What administrators do with the settings."""

from dataclasses import asdict

from forum.accounts.members.models import Member
from forum.core.activities import record
from forum.core.errors import allow
from forum.editorial.settings.activities import SettingsChanged
from forum.editorial.settings.permissions import can_change_settings
from forum.site import settings
from forum.site.settings import Site, site

NOBODY = ("example.org", "example.com", "example.net", "example", "invalid", "test")


def change(new: Site, by: Member) -> None:
    """Set everything anew; pages and letters use it from now on."""
    allow(can_change_settings(by))
    before = asdict(site())
    names = [name for name, value in asdict(new).items() if value != before[name]]
    if names:
        settings.change(new)
        record(SettingsChanged(by=by.id, names=names))


def faults() -> list[str]:
    """What `forum doctor` says about them."""
    contact = site().contact
    domain = contact.rpartition("@")[2].lower()
    if any(domain == one or domain.endswith(f".{one}") for one in NOBODY):
        return [
            f"The contact is still {contact}: set yours at /redaktion/einstellungen"
        ]
    return []
