"""What moderators decide, and what follows for the case."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa

from forum.accounts.members.models import Member
from forum.core.activities import record
from forum.core.clock import now
from forum.core.db import session
from forum.core.errors import Invalid, Refusal, allow
from forum.core.text import has_visible
from forum.core.words import N_
from forum.discussions.comments import service as comments
from forum.discussions.comments.models import Comment, CommentState
from forum.discussions.comments.queries import entry_of
from forum.editorial.highlights import service as highlights
from forum.editorial.highlights.models import Place
from forum.editorial.highlights.queries import free_month
from forum.entries.models import Entry, State
from forum.entries.service import publish
from forum.goals.service import set_links
from forum.moderation.queue.activities import (
    CommentDecided,
    CommentHidingDecided,
    CommentRejectionDecided,
    CommentReleaseDecided,
    CommentShowingDecided,
    EntryApproved,
    EntryDecided,
    EntryHidden,
    EntryRejected,
    EntryReturned,
    EntryShown,
)
from forum.moderation.queue.models import Decision, Verdict
from forum.moderation.queue.permissions import can_decide, can_file
from forum.moderation.queue.queries import last_decision, last_decision_on_comment

ON_START = timedelta(days=7)

REASONED = (Verdict.RETURNED, Verdict.REJECTED, Verdict.HIDDEN)
ENTRY_STEPS: dict[Verdict, tuple[tuple[State, ...], State, type[EntryDecided]]] = {
    Verdict.APPROVED: (
        (State.SUBMITTED, State.RETURNED, State.REJECTED),
        State.PUBLISHED,
        EntryApproved,
    ),
    Verdict.RETURNED: ((State.SUBMITTED,), State.RETURNED, EntryReturned),
    Verdict.REJECTED: (
        (State.SUBMITTED, State.RETURNED),
        State.REJECTED,
        EntryRejected,
    ),
    Verdict.HIDDEN: ((State.PUBLISHED,), State.HIDDEN, EntryHidden),
    Verdict.SHOWN: ((State.HIDDEN,), State.PUBLISHED, EntryShown),
}
COMMENT_STEPS: dict[
    Verdict,
    tuple[
        CommentState,
        CommentState,
        Callable[[Comment, Member], None],
        type[CommentDecided],
    ],
] = {
    Verdict.RELEASED: (
        CommentState.HELD,
        CommentState.PUBLISHED,
        comments.release,
        CommentReleaseDecided,
    ),
    Verdict.REJECTED: (
        CommentState.HELD,
        CommentState.HIDDEN,
        comments.hide,
        CommentRejectionDecided,
    ),
    Verdict.HIDDEN: (
        CommentState.PUBLISHED,
        CommentState.HIDDEN,
        comments.hide,
        CommentHidingDecided,
    ),
    Verdict.SHOWN: (
        CommentState.HIDDEN,
        CommentState.PUBLISHED,
        comments.show,
        CommentShowingDecided,
    ),
}
MEANWHILE = {
    Verdict.APPROVED: N_("Diesen Beitrag hat gerade %(name)s freigegeben."),
    Verdict.RETURNED: N_("Zu diesem Beitrag hat gerade %(name)s eine Frage gestellt."),
    Verdict.REJECTED: N_("Diesen Beitrag hat gerade %(name)s abgelehnt."),
    Verdict.HIDDEN: N_("Diesen Beitrag hat gerade %(name)s ausgeblendet."),
    Verdict.SHOWN: N_("Diesen Beitrag zeigt %(name)s gerade wieder."),
}
ELSEWHERE = N_("Dieser Beitrag steht inzwischen anders da. Laden Sie die Seite neu.")


@dataclass(frozen=True)
class Filing:
    """Where a case belongs: the goals it serves, and where it is featured."""

    goals: Collection[int] | None = None  # None leaves them as they are
    place: Place | None = None


def steps(entry: Entry) -> list[Verdict]:
    """What can be decided about an entry as it is."""
    return [one for one, step in ENTRY_STEPS.items() if entry.state in step[0]]


def comment_steps(comment: Comment) -> list[Verdict]:
    """What can be decided about a comment as it is."""
    return [one for one, step in COMMENT_STEPS.items() if comment.state is step[0]]


def approve(
    entry: Entry, by: Member, message: str = "", filing: Filing | None = None
) -> Decision:
    """Publish what was sent in."""
    decision = _decide(entry, Verdict.APPROVED, message, by)
    if filing is not None:
        file(entry, filing, by)
    return decision


def ask_back(entry: Entry, message: str, by: Member) -> Decision:
    """Give it back to its author with a question."""
    return _decide(entry, Verdict.RETURNED, message, by)


def reject(entry: Entry, message: str, by: Member) -> Decision:
    """Say that it will not be published, and why."""
    return _decide(entry, Verdict.REJECTED, message, by)


def hide(entry: Entry, message: str, by: Member) -> Decision:
    """Take it from public view, and say why."""
    return _decide(entry, Verdict.HIDDEN, message, by)


def show(entry: Entry, by: Member, message: str = "") -> Decision:
    """Show again what was hidden."""
    return _decide(entry, Verdict.SHOWN, message, by)


def file(entry: Entry, filing: Filing, by: Member) -> None:
    """Say which goals it serves, and put it in front if it shall be."""
    allow(can_file(by, entry))
    if filing.place is not None and not entry.is_public:
        raise Invalid("place", N_("Geben Sie den Beitrag frei, bevor er vorne steht"))
    if filing.goals is not None:
        set_links(entry, filing.goals, by)
    if filing.place is Place.MONTH:
        highlights.feature(entry, Place.MONTH, *free_month(now()), by)
    elif filing.place is Place.START:
        highlights.feature(entry, Place.START, now(), now() + ON_START, by)


def _decide(entry: Entry, verdict: Verdict, message: str, by: Member) -> Decision:
    """One step, once: who comes second learns who was first."""
    allow(can_decide(by, entry))
    _check_reason(verdict, message)
    before, after, activity = ENTRY_STEPS[verdict]
    session.execute(sa.select(Entry.id).where(Entry.id == entry.id).with_for_update())
    session.refresh(entry, ["state"])
    if entry.state not in before:
        return _decided_before(entry, verdict, by)
    if verdict is Verdict.APPROVED:
        publish(entry, by.id)
    else:
        entry.state = after
    decision = Decision(entry_id=entry.id, verdict=verdict, message=message, by=by.id)
    session.add(decision)
    session.flush()
    record(activity(by=by.id, entry=entry.id, decision=decision.id))
    return decision


def _check_reason(verdict: Verdict, message: str) -> None:
    if verdict in REASONED and not has_visible(message):
        raise Invalid("message", N_("Schreiben Sie dem Mitglied, warum"))


def _decided_before(entry: Entry, verdict: Verdict, by: Member) -> Decision:
    """The same form sent twice is done already; another's decision is told."""
    last = last_decision(entry.id)
    after = ENTRY_STEPS[verdict][1]
    if last is None or ENTRY_STEPS[last.verdict][1] is not entry.state:
        raise Refusal(ELSEWHERE)
    if last.by == by.id and last.verdict is verdict and entry.state is after:
        return last
    name = last.decider.display_name if last.decider else ""
    raise Refusal(MEANWHILE[last.verdict], name=name)


def release_comment(comment: Comment, by: Member) -> Decision:
    """Let everybody read a comment that waited."""
    return _decide_comment(comment, Verdict.RELEASED, "", by)


def hide_comment(comment: Comment, message: str, by: Member) -> Decision:
    """Take a comment from view, or do not show it at all; and say why."""
    held = comment.state is CommentState.HELD
    verdict = Verdict.REJECTED if held else Verdict.HIDDEN
    return _decide_comment(comment, verdict, message, by)


def show_comment(comment: Comment, by: Member) -> Decision:
    """Show a hidden comment again."""
    return _decide_comment(comment, Verdict.SHOWN, "", by)


def _decide_comment(
    comment: Comment, verdict: Verdict, message: str, by: Member
) -> Decision:
    """As with entries: one step, once."""
    allow(can_decide(by, entry_of(comment)))
    _check_reason(verdict, message)
    before, after, act, activity = COMMENT_STEPS[verdict]
    wanted = sa.select(Comment.id).where(Comment.id == comment.id)
    session.execute(wanted.with_for_update())
    session.refresh(comment, ["state"])
    if comment.state is not before:
        return _comment_decided_before(comment, verdict, by)
    if after is CommentState.PUBLISHED:
        _check_place(comment)
    act(comment, by)
    decision = Decision(
        comment_id=comment.id, verdict=verdict, message=message, by=by.id
    )
    session.add(decision)
    session.flush()
    record(
        activity(
            by=by.id,
            entry=comment.entry_id,
            comment=comment.id,
            decision=decision.id,
        )
    )
    return decision


def _check_place(comment: Comment) -> None:
    """Nobody could read it below an entry that is not public."""
    if not entry_of(comment).is_public:
        raise Refusal(N_("Der Beitrag, unter dem er steht, ist nicht öffentlich."))


def _comment_decided_before(comment: Comment, verdict: Verdict, by: Member) -> Decision:
    last = last_decision_on_comment(comment.id)
    if last is None or COMMENT_STEPS[last.verdict][1] is not comment.state:
        raise Refusal(ELSEWHERE)
    if last.by == by.id and last.verdict is verdict:
        return last
    name = last.decider.display_name if last.decider else ""
    raise Refusal(
        N_("Über diesen Kommentar hat gerade %(name)s entschieden."), name=name
    )
