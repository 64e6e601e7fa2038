"""The keys this process holds; a missing one means sealed, never a new one."""

from dataclasses import dataclass
from uuid import UUID

from mcollector.rules.errors import StillSealed

INTAKE_KEY_ID = UUID(int=1)


@dataclass(frozen=True, slots=True, repr=False)
class Keyring:
    """What a process can open: the portal's ring holds the public half of intake and no more."""

    intake_public: bytes
    server: bytes | None = None
    intake_private: bytes | None = None
    audit: bytes | None = None

    def need_server(self) -> bytes:
        """Return the server key; raises StillSealed in a process without it."""
        if self.server is None:
            raise StillSealed
        return self.server

    def need_intake(self) -> bytes:
        """Return intake's private half; raises StillSealed outside the worker."""
        if self.intake_private is None:
            raise StillSealed
        return self.intake_private

    def need_audit(self) -> bytes:
        """Return the signing key; raises StillSealed outside the checkpointer."""
        if self.audit is None:
            raise StillSealed
        return self.audit
