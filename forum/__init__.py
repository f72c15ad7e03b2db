"""The Klimaforum: forum and project showcase of a regional climate alliance."""

import logging
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask, request, url_for
from flask_babel import gettext, ngettext
from jinja2 import StrictUndefined
from werkzeug.local import LocalProxy
from werkzeug.routing import IntegerConverter, Map

from forum.accounts import current
from forum.accounts.privacy.registry import registry
from forum.config import Settings
from forum.core import activities, mail, media, passwords, tokens
from forum.core.db import db
from forum.core.text import PROSE_MAX
from forum.entries.janitor import janitor
from forum.features import FEATURES
from forum.index.engine import Index
from forum.search.queries import searcher
from forum.search.refresh import refresher
from forum.site.actors import ACTORS
from forum.site.fields import FIELDS
from forum.site.places import PLACES
from forum.site.settings import Site, contact, site
from forum.site.words import known_words
from forum.web import assets, delivery, desk, drawing, edge, language
from forum.web.addresses import address, came_from, here, picture_url
from forum.web.forms import attributes
from forum.web.letters import letter_writer
from forum.web.manifest import Feature, Kind
from forum.web.panels import connect as connect_panels
from forum.web.panels import shown

ROOT = Path(__file__).parent.parent
BODY_MAX = 80 * 1024 * 1024  # six pictures of 12 MB and their words
PARTS_MAX = 400
IDLE = timedelta(hours=12)


class Number(IntegerConverter):
    """The number of a row, in one spelling; no larger than the databases can hold."""

    regex = "[1-9][0-9]{0,9}"

    def __init__(self, url_map: Map, **options: Any) -> None:
        super().__init__(url_map, **{"max": 2**31 - 1, **options})


def create_app(settings: Settings | None = None) -> Flask:
    """Wire everything together; the only place that does."""
    settings = settings or Settings.from_environment()
    app = Flask(__name__, template_folder=str(ROOT / "templates"), static_folder=None)
    _configure(app, settings)
    db.init_app(app)
    _adapters(app, settings)
    language.connect(app)
    current.connect(app)
    edge.connect(app, settings.base_url, settings.trusted_proxies)
    _templates(app, settings)
    for feature in FEATURES:
        _connect(app, feature)
    return app


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SECRET_KEY_FALLBACKS=list(settings.secret_keys_before),
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS={"pool_pre_ping": True, "hide_parameters": True},
        MAX_CONTENT_LENGTH=BODY_MAX,
        MAX_FORM_MEMORY_SIZE=PROSE_MAX * 20,
        MAX_FORM_PARTS=PARTS_MAX,
        PERMANENT_SESSION_LIFETIME=IDLE,
        SESSION_COOKIE_NAME="__Host-forum" if settings.is_secure else "forum",
        SESSION_COOKIE_SECURE=settings.is_secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        SESSION_REFRESH_EACH_REQUEST=False,
        TRANSLATIONS=ROOT / "forum" / "translations",
        WTF_CSRF_TIME_LIMIT=int(IDLE.total_seconds()),
    )
    app.url_map.strict_slashes = False
    app.url_map.converters["int"] = Number
    app.extensions["settings"] = settings
    app.extensions["site"] = Site()  # for the page that must not ask the database
    logging.getLogger("forum").setLevel(logging.INFO)


def _adapters(app: Flask, settings: Settings) -> None:
    """What differs between a trial, an installation and a test."""
    tokens.connect(settings.secret_key, *settings.secret_keys_before)
    passwords.connect(known_words)
    app.extensions["media"] = media.MediaStore(settings.media)
    janitor.connect(app.extensions["media"])
    app.extensions["index"] = Index(settings.index)
    app.extensions["assets"] = assets.Assets(ROOT / "static")
    app.register_blueprint(assets.bp)
    outbox: mail.Outbox = mail.FolderOutbox(settings.outbox)
    if settings.mail_url:
        outbox = mail.SmtpOutbox(settings.mail_url)
    office = mail.Office(letter_writer(app, settings.base_url), outbox, contact)
    app.extensions["office"] = office
    mail.connect(office)
    activities.connect([one for feature in FEATURES for one in feature.listeners])
    searcher.connect(app.extensions["index"])
    registry.connect(
        FEATURES, settings.exports, app.extensions["media"], settings.journal
    )
    refresher.connect(
        app.extensions["index"],
        [feature.documents for feature in FEATURES if feature.documents],
    )


def _connect(app: Flask, feature: Feature) -> None:
    for blueprint in feature.blueprints:
        app.register_blueprint(blueprint)


def _templates(app: Flask, settings: Settings) -> None:
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    kinds: dict[str, Kind] = {
        kind.model.__mapper__.polymorphic_identity: kind
        for feature in FEATURES
        for kind in feature.kinds
    }
    app.extensions["kinds"] = kinds
    desk.connect([page for feature in FEATURES for page in feature.desk])
    connect_panels([panel for feature in FEATURES for panel in feature.panels])
    app.jinja_env.globals.update(
        _=gettext,
        gettext=gettext,
        ngettext=ngettext,
        drawing=drawing,
        icon=drawing.icon,
        attributes=attributes,
        asset=app.extensions["assets"].url,
        day=language.day,
        moment=language.moment,
        ago=language.ago,
        number=language.number,
        site=LocalProxy(site),
        kinds=kinds,
        panels=shown,
        address=address,
        came_from=came_from,
        desk=desk,
        here=here,
        picture_url=picture_url,
        FIELDS=FIELDS,
        PLACES=PLACES,
        ACTORS=ACTORS,
    )
    app.context_processor(lambda: _frame(settings))


def _frame(settings: Settings) -> dict[str, Any]:
    """What the frame around every page needs."""
    menu = sorted(
        (entry for feature in FEATURES for entry in feature.menu),
        key=lambda entry: entry.order,
    )
    section = f"/{request.path.split('/')[1]}"
    root = request.script_root
    links = [(gettext(one.title), url_for(one.endpoint)) for one in menu]
    return {
        "viewer": current.viewer(),
        "menu": [(title, url, url == root + section) for title, url in links],
        "languages": [
            (code, name, language.twin(code), code == language.language())
            for code, name in language.LANGUAGES.items()
        ],
        "language": language.language(),
        "theme": _theme(),
        "demo": settings.demo != "0" and (settings.instance / "demo").exists(),
        "weight_kb": delivery.WEIGHT_KB,
        "weight_g": delivery.WEIGHT_GRAMS,
    }


def _theme() -> str:
    theme = request.cookies.get("ansicht", "")
    return theme if theme in ("light", "dark") else ""
