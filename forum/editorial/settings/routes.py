"""The form for the settings."""

from dataclasses import asdict

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.accounts.current import member, sure, viewer
from forum.core.errors import allow
from forum.editorial.settings import service
from forum.editorial.settings.forms import SettingsForm
from forum.editorial.settings.permissions import can_change_settings
from forum.site.settings import Joining, Site, site

bp = Blueprint("settings", __name__)


@bp.route("/redaktion/einstellungen", methods=["GET", "POST"])
@sure
def edit() -> ResponseReturnValue:
    allow(can_change_settings(viewer()))
    form = SettingsForm(data=asdict(site()))
    if form.accepted():
        service.change(_told(form), by=member())
        flash(_("Die Einstellungen sind gespeichert."), "ok")
        return redirect(url_for("settings.edit"))
    status = 422 if form.is_submitted() else 200
    return render_template("settings/edit.html", form=form), status


def _told(form: SettingsForm) -> Site:
    return Site(
        form.name.data,
        form.region.data,
        form.contact.data,
        Joining(form.joining.data),
    )
