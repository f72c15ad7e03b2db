"""Pictures of entries: public ones for everybody, others for who may see them."""

from flask import Blueprint, Response, current_app

from forum.accounts.current import viewer
from forum.core.errors import Missing
from forum.core.media import MediaStore, parse
from forum.entries import queries

bp = Blueprint("media", __name__)
A_DAY = "public, max-age=86400"
TYPES = {"webp": "image/webp", "jpg": "image/jpeg"}


@bp.get("/media/<name>")
def show(name: str) -> Response:
    wanted = parse(name)
    if wanted is None:
        raise Missing
    public = queries.is_public_picture(wanted.digest)
    if not public and not queries.can_be_seen(wanted.digest, viewer()):
        raise Missing
    store: MediaStore = current_app.extensions["media"]
    if not store.exists(name):
        raise Missing
    with store.open(name) as file:
        answer = Response(file.read(), mimetype=TYPES[wanted.kind])
    answer.headers["Cache-Control"] = A_DAY if public else "private, no-store"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return answer
