"""How a second factor is set up, used, renewed and taken away."""

import secrets
from hashlib import sha256
from typing import Any, cast

import sqlalchemy as sa

from forum.accounts.members.models import Member
from forum.accounts.second import totp
from forum.accounts.second.activities import (
    SecondFactorEnded,
    SecondFactorForgotten,
    SecondFactorSet,
)
from forum.accounts.second.models import RecoveryCode, SecondFactor
from forum.accounts.second.permissions import (
    can_change_second_factor,
    can_forget_second_factor,
)
from forum.accounts.second.queries import codes_left, factor_of
from forum.core import mail
from forum.core.activities import record
from forum.core.clock import now
from forum.core.db import session
from forum.core.errors import Invalid, Refusal, allow
from forum.core.words import N_

DEMO_SECRET = "WALLHECKEIMMORGENTAUWALLHECKE234"  # noqa: S105 - known to everybody
CODES = 10
LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"  # none that looks like another
GROUPS, GROUP = 4, 4
WRONG = N_("Dieser Code passt nicht. Nehmen Sie den, der gerade in der App steht")


def set_up(member: Member, secret: str, code: str, by: Member) -> list[str]:
    """Ask for a code from now on; returns the recovery codes, which nobody sees again.

    The first code shows that the device has the secret.
    """
    allow(can_change_second_factor(by, member))
    if factor_of(member) is not None:
        raise Refusal(N_("Ihr zweiter Faktor ist schon eingerichtet."))
    step = totp.step_of(secret, _typed(code))
    if step is None:
        raise Invalid("code", WRONG)
    found = SecondFactor(member_id=member.id, secret=secret, last_step=step)
    try:
        with session.begin_nested():
            session.add(found)
    except sa.exc.IntegrityError as error:  # in two windows at once
        raise Refusal(N_("Ihr zweiter Faktor ist schon eingerichtet.")) from error
    member.second_since = found.since
    record(SecondFactorSet(by=by.id, member=member.id))
    _tell(member, "set")
    return _new_codes(member)


def renew_codes(member: Member, by: Member) -> list[str]:
    """Ten new recovery codes; the old ones hold no longer."""
    allow(can_change_second_factor(by, member))
    if factor_of(member) is None:
        raise Refusal(N_("Richten Sie zuerst einen zweiten Faktor ein."))
    return _new_codes(member)


def end(member: Member, by: Member) -> None:
    """Ask for no code any more; a role is worth nothing until there is one again."""
    allow(can_change_second_factor(by, member))
    if drop(member):
        record(SecondFactorEnded(by=by.id, member=member.id))
        _tell(member, "ended")


def forget_second_factor(member: Member, by: Member | None) -> None:
    """Take away the second factor of who lost the device; the command line may, too."""
    allow(by is None or can_forget_second_factor(by))
    if drop(member):
        number = by.id if by else None
        record(SecondFactorForgotten(by=number, member=member.id))
        _tell(member, "forgotten")


def drop(member: Member) -> bool:
    """Nothing of it remains, every sign-in ends; whether there was one."""
    was_there = member.second_since is not None or factor_of(member) is not None
    for model in (RecoveryCode, SecondFactor):
        session.execute(sa.delete(model).where(model.member_id == member.id))
    member.second_since = None
    member.epoch += 1
    return was_there


def is_right(member: Member, code: str) -> bool:
    """Whether this code is good; from now on it is not any more."""
    typed = _typed(code)
    if len(typed) == totp.DIGITS and typed.isdecimal():
        return _use_step(member, typed)
    return _use_recovery(member, typed)


def _use_step(member: Member, typed: str) -> bool:
    factor = factor_of(member)
    step = totp.step_of(factor.secret, typed) if factor else None
    if step is None:
        return False
    later = sa.update(SecondFactor).where(
        SecondFactor.member_id == member.id, SecondFactor.last_step < step
    )
    return _changes_one(later.values(last_step=step))


def _use_recovery(member: Member, typed: str) -> bool:
    mine = sa.delete(RecoveryCode).where(
        RecoveryCode.member_id == member.id, RecoveryCode.digest == _digest(typed)
    )
    if not _changes_one(mine):
        return False
    _tell(member, "recovered", left=codes_left(member))
    return True


def _changes_one(statement: sa.Update | sa.Delete) -> bool:
    done = session.execute(statement)
    return cast(sa.CursorResult[Any], done).rowcount == 1


def _new_codes(member: Member) -> list[str]:
    session.execute(sa.delete(RecoveryCode).where(RecoveryCode.member_id == member.id))
    codes = [_random_code() for _ in range(CODES)]
    session.add_all(
        RecoveryCode(member_id=member.id, digest=_digest(_typed(one))) for one in codes
    )
    session.flush()
    return codes


def _random_code() -> str:
    """80 bits, in groups one can copy by hand."""
    groups = (
        "".join(secrets.choice(LETTERS) for _ in range(GROUP)) for _ in range(GROUPS)
    )
    return "-".join(groups)


def _typed(code: str) -> str:
    """As it is kept: without spaces and dashes, in small letters."""
    return "".join(letter for letter in code.casefold() if letter.isalnum())[:40]


def _digest(code: str) -> str:
    return sha256(code.encode()).hexdigest()


def _tell(member: Member, letter: str, **more: Any) -> None:
    if member.email:
        mail.write(
            f"second/mail/{letter}",
            member.email,
            member.language,
            name=member.display_name,
            **more,
        )


def forget(member: Member) -> None:
    """A member goes: nothing of it remains."""
    for model in (RecoveryCode, SecondFactor):
        session.execute(sa.delete(model).where(model.member_id == member.id))


def give(member: Member, secret: str) -> None:
    """A second factor whose secret is known: to people of a demo alone."""
    if member.demo:
        session.add(SecondFactor(member_id=member.id, secret=secret))
        member.second_since = now()
        session.flush()


def demo_code() -> str:
    """The code that is good right now for the people of the demo."""
    return totp.code(DEMO_SECRET)
