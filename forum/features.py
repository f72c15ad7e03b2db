"""Every feature, from the core up. The demo is made in this order."""

from forum.accounts.credentials.feature import feature as credentials
from forum.accounts.directory.feature import feature as directory
from forum.accounts.joining.feature import feature as joining
from forum.accounts.members.feature import feature as members
from forum.accounts.organisations.feature import feature as organisations
from forum.accounts.organisations.people.feature import feature as organisation_people
from forum.accounts.organisations.staff.feature import feature as organisation_staff
from forum.accounts.privacy.feature import feature as privacy
from forum.accounts.roles.feature import feature as roles
from forum.accounts.second.feature import feature as second
from forum.accounts.sessions.feature import feature as sessions
from forum.accounts.signin.feature import feature as signin
from forum.accounts.youths.feature import feature as youths
from forum.discussions.comments.feature import feature as comments
from forum.discussions.threads.feature import feature as threads
from forum.editorial.highlights.feature import feature as highlights
from forum.editorial.pages.feature import feature as pages
from forum.editorial.settings.feature import feature as settings
from forum.editorial.tickets.feature import feature as tickets
from forum.entries.feature import feature as entries
from forum.front.feature import feature as front
from forum.goals.feature import feature as goals
from forum.moderation.log.feature import feature as log
from forum.moderation.offers.feature import feature as offers
from forum.moderation.queue.feature import feature as queue
from forum.projects.feature import feature as projects
from forum.search.feature import feature as search

FEATURES = (
    members,
    sessions,
    second,
    signin,
    credentials,
    organisations,
    organisation_people,
    organisation_staff,
    privacy,
    joining,
    directory,
    youths,
    roles,
    entries,
    comments,
    threads,
    goals,
    projects,
    highlights,
    tickets,
    pages,
    settings,
    queue,
    log,
    offers,
    search,
    front,
)
