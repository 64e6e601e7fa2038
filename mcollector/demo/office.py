"""The demo's office: the company, and one of its staff for each right."""

import secrets
from dataclasses import dataclass

from mcollector.demo.stage import Stage
from mcollector.rules.actor import Actor
from mcollector.rules.login.one_time import ALPHABET, group
from mcollector.rules.purposes import PURPOSES
from mcollector.rules.rights import Right
from mcollector.services import accounts
from mcollector.services.company import founding, setup
from mcollector.vault.passwords import hash_password

FOUNDER = "demo"
"""The name of the actor that founds a made-up company: by it one is told from a real one."""

TEXTS = {
    "name": "見本商事株式会社（試用）",
    "department": "総務部",
    "phone": "03-0000-0000",
    "hours": "平日 9:00〜18:00",
    "reply_to": "soumu@example.com",
    "admin_name": "石井 千夏",
    "admin_mail": "kanri@example.com",
}
COLLEAGUES = (
    (Right.DATA, "松本 直樹", "data@example.com"),
    (Right.UPLOAD, "井上 麻衣", "upload@example.com"),
    (Right.DOWNLOAD, "清水 亮", "download@example.com"),
    (Right.AUDITOR, "池田 恵", "kansa@example.com"),
)


@dataclass(frozen=True, slots=True, repr=False)
class Login:
    """One way into the demo; `title` is the right, or the state of the person's collection."""

    title: str
    name: str
    user_id: str
    mail: str
    password: str


def new_password() -> str:
    """Return a random password that is easy to copy by hand: 80 bits in four groups."""
    return group("".join(secrets.choice(ALPHABET) for _ in range(16)))


def found(stage: Stage) -> tuple[tuple[Login, ...], str]:
    """Found the company with its staff; return their logins and the company's recovery code."""
    password, code = new_password(), setup.new_recovery_code()
    usual = tuple(purpose.title for purpose in PURPOSES if purpose.usual)
    new = founding.new_company(TEXTS, usual, password)
    with stage.tools.work(Actor.system(FOUNDER, stage.company_id)) as uow:
        founded = founding.found_company(uow, new, code)
    stage.staff[Right.ADMIN] = Actor.staff(stage.company_id, founded.account_id, Right.ADMIN)
    admin = Login(Right.ADMIN.label, new.admin_name, founded.user_id, new.admin_mail, password)
    return (admin, *(_hire(stage, *colleague) for colleague in COLLEAGUES)), code


def _hire(stage: Stage, right: Right, name: str, mail: str) -> Login:
    password = new_password()
    hashed = hash_password(password)
    with stage.tools.work(stage.staff[Right.ADMIN]) as uow:
        account = accounts.add_account(uow, name=name, mail=mail, right=right, password_hash=hashed)
        login = Login(right.label, name, account.user_id, mail, password)
    stage.staff[right] = Actor.staff(stage.company_id, account.id, right)
    return login
