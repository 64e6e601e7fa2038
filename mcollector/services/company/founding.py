"""Founding a company: its vault, its two slots, its purposes, its first administrator."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import select

from mcollector.rules import canonical
from mcollector.rules.actions import Action
from mcollector.rules.errors import FieldRefused, FormRefused
from mcollector.rules.login import passwords
from mcollector.rules.profile import company as company_form
from mcollector.rules.rights import Right
from mcollector.services import accounts
from mcollector.store.accounts import Login
from mcollector.store.boxes import Vault, VaultSlot
from mcollector.store.companies import Company, Notice
from mcollector.vault import boxes, hashes, slots
from mcollector.vault.passwords import hash_password
from mcollector.work import places
from mcollector.work.unit import UnitOfWork


@dataclass(frozen=True, slots=True)
class NewCompany:
    """What is needed to found a company; `new_company` checks it and makes it."""

    name: str
    department: str
    phone: str
    hours: str
    reply_to: str
    purposes: Sequence[str]
    admin_name: str
    admin_mail: str
    admin_password_hash: str


@dataclass(frozen=True, slots=True)
class Founded:
    """The first administrator's account; the user ID is shown once and never mailed."""

    company_id: UUID
    account_id: UUID
    user_id: str


@dataclass(frozen=True, slots=True)
class CompanyLine:
    """One company in the operator's list."""

    id: UUID
    name: str
    accounts: int


def new_company(values: Mapping[str, str], purposes: tuple[str, ...], password: str) -> NewCompany:
    """Return the company to found; raises FormRefused with every wrong field at once."""
    errors = {}
    clean: dict[str, str] = {}
    try:
        clean = company_form.check_company(values, purposes)
    except FormRefused as refused:
        errors.update(refused.fields)
    words = (values.get("name", ""), values.get("admin_name", ""), values.get("admin_mail", ""))
    try:
        passwords.check_password(password, staff=True, words=words)
    except FieldRefused as refused:
        errors["password"] = refused.sentence
    if errors:
        raise FormRefused(errors)
    return NewCompany(purposes=purposes, admin_password_hash=hash_password(password), **clean)


def found_company(uow: UnitOfWork, new: NewCompany, recovery_code: str) -> Founded:
    """Create the company in a unit of its own (the actor's company is its id).

    The recovery code was shown and typed back before; only its slot is stored.
    """
    company_id = uow.actor.company_id
    _add_company(uow, new)
    _add_vault(uow, recovery_code)
    _add_notice(uow, new.purposes)
    account = accounts.add_account(
        uow,
        name=new.admin_name,
        mail=new.admin_mail,
        right=Right.ADMIN,
        password_hash=new.admin_password_hash,
    )
    return Founded(company_id, account.id, account.user_id)


def _add_company(uow: UnitOfWork, new: NewCompany) -> None:
    company = Company(
        id=uow.actor.company_id,
        name=new.name,
        department=new.department,
        phone=new.phone,
        hours=new.hours,
        reply_to=new.reply_to,
        created_at=uow.now,
    )
    uow.record(Action.COMPANY_CREATED, row=uow.add(company))
    uow.flush()


def _add_vault(uow: UnitOfWork, recovery_code: str) -> None:
    pair = boxes.new_pair()
    vault = uow.add(Vault(public=pair.public, created_at=uow.now))
    uow.flush()
    uow.record(Action.KEY_CREATED, row=vault, sha256=hashes.sha256(pair.public).hex())
    server = _slot(uow, vault, "server")
    server.wrapped = slots.wrap_with_server(
        uow.keyring.need_server(), places.slot_context(server), pair.private
    )
    recovery = _slot(uow, vault, "recovery")
    recovery.wrapped = slots.wrap_with_recovery(
        recovery_code, places.slot_context(recovery), pair.private
    )
    for slot in (server, recovery):
        uow.record(Action.KEY_CREATED, row=uow.add(slot), slot=slot.kind)


def _slot(uow: UnitOfWork, vault: Vault, kind: str) -> VaultSlot:
    return VaultSlot(id=uuid4(), company_id=uow.actor.company_id, vault_id=vault.id, kind=kind)


def _add_notice(uow: UnitOfWork, purposes: Sequence[str]) -> None:
    text = canonical.encode({"purposes": list(purposes)}).decode()
    notice = uow.add(Notice(number=1, purposes=text, published_at=uow.now))
    uow.record(Action.NOTICE_PUBLISHED, row=notice, number=1)


def list_companies(uow: UnitOfWork) -> tuple[CompanyLine, ...]:
    """Return every company of the installation with its number of accounts (a system unit)."""
    names = uow.rows(select(Company.id, Company.name).order_by(Company.created_at))
    return tuple(
        CompanyLine(row.id, row.name, uow.count(select(Login.id).where(Login.company_id == row.id)))
        for row in names
    )
