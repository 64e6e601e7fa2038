"""Founding a company from what somebody typed: the set-up page and the command line share it."""

from collections.abc import Mapping

from mcollector.rules.errors import FieldRefused, FormRefused
from mcollector.rules.login import passwords
from mcollector.rules.profile import company as company_form
from mcollector.services.company.founding import NewCompany
from mcollector.vault.passwords import hash_password


def new_company(values: Mapping[str, str], purposes: tuple[str, ...], password: str) -> NewCompany:
    """Return what to found; raises FormRefused with every wrong field at once."""
    wrong = {}
    clean: dict[str, str] = {}
    try:
        clean = company_form.check(values, purposes)
    except FormRefused as refused:
        wrong.update(refused.fields)
    words = (values.get("name", ""), values.get("admin_name", ""), values.get("admin_mail", ""))
    try:
        passwords.check(password, staff=True, words=words)
    except FieldRefused as refused:
        wrong["password"] = refused.sentence
    if wrong:
        raise FormRefused(wrong)
    return NewCompany(purposes=purposes, admin_password_hash=hash_password(password), **clean)
