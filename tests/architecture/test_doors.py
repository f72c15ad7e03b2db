"""Which doors stand open: every unsafe route needs a member, but for these."""

from flask import Flask

from forum.web.access import is_open

UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}
OPEN = {
    "credentials.confirm_address",
    "credentials.undo_address",
    "joining.invited",
    "members.confirm",
    "members.join",
    "organisations.contact",
    "pages.report_barrier",
    "pages.view",
    "signin.code",
    "signin.forgot",
    "signin.link",
    "signin.reset",
    "signin.sign_in",
    "signin.use_link",
}


def test_only_these_forms_are_for_everybody(application: Flask) -> None:
    open_doors = {
        rule.endpoint
        for rule in application.url_map.iter_rules()
        if UNSAFE & (rule.methods or set())
        and is_open(application.view_functions[rule.endpoint])
    }
    assert open_doors == OPEN


def test_every_address_is_said_once(application: Flask) -> None:
    rules = [
        (rule.rule, method)
        for rule in application.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    ]
    assert sorted(set(rules)) == sorted(rules)
