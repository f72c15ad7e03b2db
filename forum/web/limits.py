"""Who sends a request, as far as limits need to know."""

from ipaddress import IPv6Address, ip_address, ip_network

from flask import request

from forum.core import limits

HOUSEHOLD = 64  # bits of an IPv6 address that one connection usually shares


def sender() -> str:
    """The network a request came from; nothing of it is kept but a digest."""
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address):
        return str(ip_network((address, HOUSEHOLD), strict=False))
    return str(address)


def take_turn(limit: limits.Limit) -> None:
    """Count what this network does, in the open write; TooOften if it must wait."""
    limits.take(limit, sender())
