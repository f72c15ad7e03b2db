"""The forum never fetches what somebody writes (T24)."""

import socket
from io import BytesIO

import pytest

from forum.commands.serving import each_alone, routines
from forum.core import mail
from forum.core.activities import run_jobs
from forum.core.clock import now
from forum.search.refresh import refresher
from tests.security import guard
from tests.security.alliance import Alliance
from tests.security.filling import filled, forms

ADDRESSES = (
    "http://127.0.0.1:{port}/",
    "http://localhost:{port}/x.png",
    "http://[::1]:{port}/",
    "http://0.0.0.0:{port}/",
    "http://2130706433:{port}/",
    "http://169.254.169.254/latest/meta-data/",
    "file:///etc/passwd",
    "gopher://127.0.0.1:{port}/_x",
)


def test_the_guard_hears_who_wants_to_leave() -> None:
    assert now()
    for target in ("192.0.2.1", "2001:db8::1", "169.254.169.254"):
        family = socket.AF_INET6 if ":" in target else socket.AF_INET
        with (
            socket.socket(family, socket.SOCK_DGRAM) as way,
            pytest.raises(guard.Connected),
        ):
            way.connect((target, 80))
    with pytest.raises(guard.Connected):
        socket.getaddrinfo("boese.example", 80)


def test_addresses_in_texts_are_not_fetched(alliance: Alliance) -> None:
    """In every text of every form; and nothing that follows from it fetches either."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        listener.setblocking(False)
        guard.noted.clear()
        taken = _write_everywhere(
            alliance, [one.format(port=port) for one in ADDRESSES]
        )
        while run_jobs():
            pass
        refresher.rebuild()
        each_alone(routines())
        mail.send_due()
        assert taken >= 6
        assert guard.noted == []
        with pytest.raises(BlockingIOError):
            listener.accept()


def _write_everywhere(alliance: Alliance, addresses: list[str]) -> int:
    story = "\n\n".join(f"{one} ![x]({one}) [x]({one}) <{one}>" for one in addresses)
    pages = ("/projekte/neu", "/forum/neu", "/konto/profil", "/barriere-melden")
    desk = ("/partner/neu", "/redaktion/seiten/spielregeln/de")
    entry = alliance.world.things["entry"]["talk"]["number"]
    taken = 0
    for path in (*pages, *desk, f"/beitraege/{entry}/kommentare", "/ziele/neu"):
        for form in forms(alliance.open("admin", path).get_data(as_text=True)):
            sent = filled(form)
            for field in form.iter("textarea"):
                sent[field.get("name", "")] = [story[:200]]
            if path.endswith("kommentare"):
                sent["text"] = [story]
            answer = alliance.open("admin", path, "POST", data=sent)
            taken += answer.status_code == 302
    return taken


def test_a_file_that_names_an_address_is_not_followed(alliance: Alliance) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        listener.setblocking(False)
        guard.noted.clear()
        for content in (
            f"http://127.0.0.1:{port}/x",
            f'<svg xmlns="http://www.w3.org/2000/svg"><image href="http://127.0.0.1:{port}/x"/></svg>',
            f"#EXTM3U\nhttp://127.0.0.1:{port}/x",
        ):
            sent = {
                "csrf_token": alliance.token("author"),
                "title": "Mit Datei",
                "do": "upload",
                "files": (BytesIO(content.encode()), "bild.jpg"),
            }
            answer = alliance.open("author", "/projekte/neu", "POST", data=sent)
            assert answer.status_code == 422
        assert guard.noted == []
        with pytest.raises(BlockingIOError):
            listener.accept()
