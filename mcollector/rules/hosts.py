"""Hosts: whether what is said to one stays on this machine."""

from ipaddress import ip_address


def is_this_machine(host: str) -> bool:
    """Tell whether the host is this machine's loopback; a name is only where it is `localhost`."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"
