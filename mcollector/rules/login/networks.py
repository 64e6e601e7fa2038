"""Addresses as they are counted: one line of the net is one stranger."""

from ipaddress import IPv6Address, ip_address, ip_network

PREFIX_6 = 64
"""What one household or office has of IPv6: whoever has it can use any address of it."""


def network_of(address: str | None) -> str:
    """Return an IPv4 address itself, an IPv6 one's /64, "" for what is no address."""
    try:
        parsed = ip_address((address or "").partition("%")[0])
    except ValueError:
        return ""
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    if isinstance(parsed, IPv6Address):
        return str(ip_network((parsed, PREFIX_6), strict=False))
    return str(parsed)
