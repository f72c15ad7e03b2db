"""What members tell about themselves, and who may see it."""

from dataclasses import dataclass

from forum.accounts.members import consents
from forum.accounts.members.activities import PictureDropped
from forum.accounts.members.consents import Purpose
from forum.accounts.members.models import Audience, Member
from forum.accounts.members.permissions import can_change
from forum.accounts.members.service import rename
from forum.core.activities import record
from forum.core.errors import allow


@dataclass(frozen=True)
class Profile:
    """What members tell about themselves after they have joined."""

    display_name: str
    actor: str
    place: str
    fields: list[str]
    forms: list[str]
    about: str
    language: str
    profile_for: Audience = Audience.NOBODY


def describe(member: Member, profile: Profile, by: Member) -> None:
    """Say who one is and how one wants to take part."""
    allow(can_change(by, member))
    member.actor = profile.actor
    member.place = profile.place
    member.fields = profile.fields
    member.forms = profile.forms
    member.about = profile.about
    member.language = profile.language
    rename(member, profile.display_name)
    _open_profile(member, profile.profile_for)


def _open_profile(member: Member, audience: Audience) -> None:
    """Opening the profile is agreeing to its being seen; closing it takes that back."""
    member.profile_for = audience
    if audience is Audience.NOBODY:
        consents.withdraw(member, Purpose.PROFILE)
    else:
        consents.give(member, Purpose.PROFILE)


def close_profile(member: Member, by: Member) -> None:
    """From now on only the name is seen."""
    allow(can_change(by, member))
    _open_profile(member, Audience.NOBODY)


def show_picture(member: Member, digest: str, by: Member) -> None:
    """A picture of oneself, in place of the one before; "" for none."""
    allow(can_change(by, member))
    drop_picture(member)
    member.picture = digest


def drop_picture(member: Member) -> None:
    """Show the picture no longer; its files go once this is written."""
    if member.picture:
        dropped = PictureDropped(by=member.id, member=member.id, digest=member.picture)
        record(dropped)
        member.picture = ""
