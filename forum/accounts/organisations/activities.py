"""What happens to organisations and their people."""

from dataclasses import dataclass
from typing import ClassVar

from forum.core.activities import Activity


@dataclass(frozen=True, kw_only=True)
class OrganisationActivity(Activity):
    """Something that happened to an organisation."""

    organisation: int


@dataclass(frozen=True, kw_only=True)
class OrganisationFounded(OrganisationActivity):
    """Somebody entered an organisation; staff have to look at it."""


@dataclass(frozen=True, kw_only=True)
class OrganisationTold(OrganisationActivity):
    """What others see of it changed."""


@dataclass(frozen=True, kw_only=True)
class OrganisationChanged(OrganisationTold):
    """Its people wrote something else."""


@dataclass(frozen=True, kw_only=True)
class OrganisationApproved(OrganisationTold):
    """Staff let everybody see it."""

    audited: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class OrganisationHidden(OrganisationTold):
    """Staff took it out of the directory, and said why."""

    audited: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class OrganisationClosed(OrganisationTold):
    """Its owners no longer take part."""

    audited: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class OrganisationConfirmed(OrganisationActivity):
    """Its people said that what stands there is true."""


@dataclass(frozen=True, kw_only=True)
class LogoReplaced(OrganisationActivity):
    """Another logo, or none; nobody needs the file of the old one."""

    digest: str


@dataclass(frozen=True, kw_only=True)
class OwnerNamed(OrganisationActivity):
    """Staff named somebody who answers for it."""

    audited: ClassVar[bool] = True
    member: int


@dataclass(frozen=True, kw_only=True)
class OrganisationVacated(OrganisationActivity):
    """The last owner is gone; staff have to name another."""


@dataclass(frozen=True, kw_only=True)
class ContactLost(OrganisationActivity):
    """Whose address stood there has left; staff ask for another."""


@dataclass(frozen=True, kw_only=True)
class PersonActivity(OrganisationActivity):
    """Something that happened to somebody who belongs to it."""

    member: int


@dataclass(frozen=True, kw_only=True)
class PersonJoined(PersonActivity):
    """An invitation was accepted."""


@dataclass(frozen=True, kw_only=True)
class PersonChanged(PersonActivity):
    """Somebody may do more or less for it, or is called otherwise."""


@dataclass(frozen=True, kw_only=True)
class PersonLeft(PersonActivity):
    """Somebody left, or was taken out by an owner."""


@dataclass(frozen=True, kw_only=True)
class OrganisationHandedOver(PersonActivity):
    """Somebody else answers for it from now on."""


@dataclass(frozen=True, kw_only=True)
class PersonInvited(OrganisationActivity):
    """A letter asks somebody to belong."""
