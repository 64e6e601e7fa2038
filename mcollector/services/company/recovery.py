"""Recovery codes, for doors that hold no key themselves."""

from mcollector.vault import slots


def new_code() -> str:
    """Return a recovery code to hand over before a company is founded with it."""
    return slots.new_recovery_code()
