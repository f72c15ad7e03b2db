"""While tests run, no program of ours connects to anything but this machine (T24).

The hook hears every connection Python makes and cannot be taken away again; it lets
loopback and sockets of the file system pass, and notes them all.
"""

import sys
from ipaddress import ip_address
from typing import Any

ASKED = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr")
SENT = ("socket.connect", "socket.sendto", "socket.sendmsg")
OURS = ("", "localhost")

noted: list[str] = []


class Connected(AssertionError):
    """The program under test wanted to speak with somebody outside."""


def is_here(host: object) -> bool:
    """Whether a host is this very machine."""
    text = host.decode() if isinstance(host, bytes) else str(host or "")
    if text in OURS:
        return True
    try:
        return ip_address(text.partition("%")[0]).is_loopback
    except ValueError:
        return False


def hear(event: str, told: tuple[Any, ...]) -> None:
    """What Python says whenever it looks up a name or opens a connection."""
    if event in SENT:
        address = told[1]
        if not isinstance(address, tuple):
            return  # a socket in the file system
        noted.append(f"{event} {address[0]}")
        if not is_here(address[0]):
            raise Connected(f"{event}: {address!r}")
    elif event in ASKED:
        noted.append(f"{event} {told[0]}")
        if not is_here(told[0]) and not _is_own_name(told[0]):
            raise Connected(f"{event}: {told[0]!r}")


def _is_own_name(host: object) -> bool:
    """What smtplib asks to introduce itself."""
    return host in _names


_names: set[object] = set()


def start(*own_names: str) -> None:
    """From now on, once."""
    if not _names:
        _names.update(own_names or ("localhost",))
        sys.addaudithook(hear)
