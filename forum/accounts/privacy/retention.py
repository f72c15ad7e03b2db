"""The rules about how long something is kept: who keeps them, and what they did."""

from datetime import timedelta

import sqlalchemy as sa

from forum.accounts.privacy.models import RuleReport
from forum.core.activities import ActivityRow, Job
from forum.core.clock import now
from forum.core.db import delete_due, scrub, session, transaction
from forum.core.mail import Letter
from forum.web.manifest import Rule

HISTORY_KEPT = timedelta(days=365)
JOBS_KEPT = timedelta(days=30)
VAIN = 130  # tries, six hours apart: about a month
REPORTS_KEPT = timedelta(days=730)
GOODBYE = "privacy/mail/gone"


def keep(rule: Rule) -> int:
    """Do what a rule says, and note how many things went."""
    count = rule.does() or 0
    if count:
        with transaction():
            _note(rule.name, count)
    return count


def _note(rule: str, count: int) -> None:
    today = now().replace(hour=0, minute=0, second=0, microsecond=0)
    report = session.get(RuleReport, (rule, today), with_for_update=True)
    if report is None:
        session.add(RuleReport(rule=rule, day=today, count=count))
    else:
        report.count += count


def forget_history() -> int:
    """What is not in the log: who saved, wrote, asked for something, and when."""
    old = ActivityRow.at < now() - HISTORY_KEPT
    return delete_due(ActivityRow, sa.and_(ActivityRow.audited.is_(False), old))


def forget_jobs() -> int:
    """Work that failed for a month, or that nobody does any more."""
    vain = sa.or_(Job.due_at < now() - JOBS_KEPT, Job.attempts >= VAIN)
    return delete_due(Job, vain)


def forget_reports() -> int:
    """What the rules did long ago."""
    return delete_due(RuleReport, RuleReport.day < now() - REPORTS_KEPT)


def forget_goodbyes() -> int:
    """The last letter to somebody who has left: once it is sent, nothing of it."""
    sent = sa.and_(Letter.template == GOODBYE, Letter.sent_at.is_not(None))
    count = delete_due(Letter, sent)
    if count:
        scrub()  # now nothing of them is in the journal either
    return count
