"""Set-up: a single-use link to found the first company; the CLI does the same without one."""

from dataclasses import asdict, dataclass
from uuid import UUID

from sqlalchemy import select

from mcollector.rules import canonical
from mcollector.rules.actions import Action
from mcollector.rules.errors import SecretRefused
from mcollector.rules.login import one_time
from mcollector.rules.login.one_time import SecretKind
from mcollector.rules.sentences import say
from mcollector.services.company.founding import NewCompany
from mcollector.store.companies import Company
from mcollector.store.letters import Secret
from mcollector.vault import drafts, hashes, intake, slots
from mcollector.work.unit import UnitOfWork

USE = SecretKind.SETUP.value


@dataclass(frozen=True, slots=True, repr=False)
class Prepared:
    """What the form held and the recovery code that was typed back: enough to found the company."""

    new: NewCompany
    recovery_code: str


@dataclass(frozen=True, slots=True)
class LinkState:
    """The state of a set-up link: "good", "used", "expired" or "unknown"."""

    word: str
    secret_id: UUID | None = None


def issue_link(uow: UnitOfWork) -> str | None:
    """Return a new set-up secret (a system unit), or None once a company exists.

    An earlier unused link is void from then on.
    """
    if uow.first(select(Company.id).limit(1)) is not None:
        return None
    for older in uow.scalars(select(Secret).where(Secret.use == USE, Secret.used_at.is_(None))):
        older.used_at = uow.now
    secret = intake.new_secret()
    row = uow.add(
        Secret(
            use=USE,
            digest=intake.secret_digest(secret),
            valid_until=uow.now + SecretKind.SETUP.lifetime,
            created_at=uow.now,
        )
    )
    uow.record(Action.SETUP_ISSUED, row=row)
    return one_time.group(secret)


def check_link(uow: UnitOfWork, secret: str) -> LinkState:
    """Return the state of the link; a GET does not use it up."""
    digest = intake.secret_digest(secret)
    rows = uow.scalars(select(Secret).where(Secret.use == USE))
    link = next((row for row in rows if hashes.same(row.digest, digest)), None)
    return LinkState(_word(uow, link), link.id) if link is not None else LinkState("unknown")


def _word(uow: UnitOfWork, row: Secret) -> str:
    if row.used_at is not None:
        return "used"
    return "expired" if row.valid_until <= uow.now else "good"


def new_recovery_code() -> str:
    """Return a recovery code to hand over before a company is founded with it."""
    return slots.new_recovery_code()


def begin(uow: UnitOfWork, secret: str, new: NewCompany) -> str:
    """Keep what was typed, sealed under the link's own secret; return the recovery code to show.

    Raises SecretRefused when the link is no longer good.
    """
    row = _good(uow, secret)
    code = new_recovery_code()
    _keep(row, secret, Prepared(new, code))
    row.valid_until = uow.now + SecretKind.SETUP.lifetime
    uow.record(Action.SETUP_ISSUED, row=row, step="form")
    return code


def finish(uow: UnitOfWork, secret: str, typed_code: str) -> Prepared | None:
    """Use the link up and return the company to found; None when the typed code is wrong.

    Raises SecretRefused when the link is no longer good or nothing was typed before.
    """
    row = _good(uow, secret)
    if row.content is None:
        raise SecretRefused(say("会社の情報を先に入力してください。"))
    kept = canonical.decode(drafts.open_draft(_key(secret), row.id, USE.encode(), row.content))
    code = str(kept.pop("code"))
    if one_time.plain(typed_code) != one_time.plain(code):
        return None
    row.used_at = uow.now
    row.content = None
    uow.record(Action.SETUP_USED, row=row)
    return Prepared(NewCompany(**kept), code)  # type: ignore[arg-type]


def reopen(uow: UnitOfWork, secret: str, prepared: Prepared) -> None:
    """Make the link good again when the company could not be founded after all."""
    row = uow.get(Secret, check_link(uow, secret).secret_id, lock=True)
    row.used_at = None
    _keep(row, secret, prepared)
    uow.record(Action.SETUP_ISSUED, row=row, step="again")


def _keep(row: Secret, secret: str, prepared: Prepared) -> None:
    new = prepared.new
    kept = {"code": prepared.recovery_code, **asdict(new), "purposes": list(new.purposes)}
    row.content = drafts.seal_draft(_key(secret), row.id, USE.encode(), canonical.encode(kept))


def _good(uow: UnitOfWork, secret: str) -> Secret:
    link = check_link(uow, secret)
    if link.word == "good":
        row = uow.get(Secret, link.secret_id, lock=True)
        if _word(uow, row) == "good":  # still: of two clicks one was first
            return row
    raise SecretRefused(
        say("このリンクは使えません。サーバーを起動し直すと、新しいリンクが表示されます。")
    )


def _key(secret: str) -> bytes:
    return hashes.sha256(b"setup form\x00" + one_time.plain(secret).encode())
