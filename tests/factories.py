"""Real parts for tests: a toolbox over a real database, a company, people - and two small fakes."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from uuid import UUID, uuid4

from sqlalchemy import select

from mcollector import bootstrap
from mcollector.config import Config
from mcollector.rules.actor import Actor
from mcollector.rules.my_number import check_digit
from mcollector.rules.papers.choices import Choice
from mcollector.rules.rights import Right
from mcollector.rules.sealed import Sealed
from mcollector.rules.tasks import Task
from mcollector.services.company import founding
from mcollector.services.company.founding import Founded, NewCompany
from mcollector.services.drafts import drafts, notices
from mcollector.services.login import typed
from mcollector.services.photographs import photographs
from mcollector.services.rosters import upload
from mcollector.services.submissions import submit
from mcollector.store.people import Person
from mcollector.vault import passwords
from mcollector.vault.slots import new_recovery_code
from mcollector.work.toolbox import Toolbox
from tests.samples import Paper, photograph

hash_password = cache(passwords.hash_password)
"""A password's hash, made once a process; a test of hashing asks the vault itself."""

new_password = cache(typed.new_password)
"""The same with the password itself, as somebody types it who wants it."""

PASSWORD = "correct horse battery staple 7"
PURPOSES = ("給与所得・退職所得の源泉徴収票作成事務", "健康保険・厚生年金保険届出事務")


@dataclass
class Bell:
    """A doorbell that remembers who was rung."""

    rung: list[tuple[Task, UUID]] = field(default_factory=list)

    def ring(self, rings: Iterable[tuple[Task, UUID]]) -> None:
        self.rung.extend(rings)


@dataclass
class Clock:
    """A clock that stands until it is moved."""

    moment: datetime = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def move(self, **by: float) -> None:
        self.moment += timedelta(**by)


def config_for(home: Path, database_url: str | None = None, **more: str) -> Config:
    """Return a config for a home of its own."""
    environ: Mapping[str, str] = {
        "MCOLLECTOR_HOME": str(home),
        **({"MCOLLECTOR_DATABASE_URL": database_url} if database_url else {}),
        **more,
    }
    return Config.from_environ(environ)


def toolbox_for(config: Config, role: str = "cli", clock: Clock | None = None) -> Toolbox:
    """Prepare the home and return a toolbox with a bell and a standing clock."""
    bootstrap.prepare(config)
    built = bootstrap.build(config, role)
    return replace(built, doorbell=Bell(), now=clock or Clock())


def company(tools: Toolbox, name: str = "株式会社サンプル建設", mail: str = "") -> Founded:
    """Found a company with its first administrator."""
    new = NewCompany(
        name=name,
        department="総務部",
        phone="03-0000-0000",
        hours="平日 9:00〜18:00",
        reply_to="soumu@example.com",
        purposes=PURPOSES,
        admin_name="山田 管理者",
        admin_mail=mail or f"admin-{uuid4().hex[:8]}@example.com",
        admin_password_hash=hash_password(PASSWORD),
    )
    with tools.work(Actor.system("cli", uuid4())) as uow:
        return founding.found_company(uow, new, new_recovery_code())


def admin_of(founded: Founded) -> Actor:
    """Return the company's first administrator as an actor."""
    return Actor.staff(founded.company_id, founded.account_id, Right.ADMIN)


def people_in(tools: Toolbox, founded: Founded, count: int, prefix: str = "taro") -> None:
    """Add people through a roster, as the office does."""
    lines = "".join(f"{prefix}{n}@example.com,山田,太郎{n}\n" for n in range(count))
    actor = admin_of(founded)
    with tools.work(actor) as uow:
        roster_id = upload.upload(uow, lines.encode())
    with tools.work(actor) as uow:
        upload.run(uow, roster_id)


@contextmanager
def closing(tools: Toolbox) -> Iterator[Toolbox]:
    """Give the toolbox and let its connections go at the end."""
    try:
        yield tools
    finally:
        tools.engine.dispose()


STRANGE = Sealed(b"\x01\x01" + bytes(1200))
"""Bytes that look like a ciphertext and are nobody's."""

PROFILE = {
    "family": "山田",
    "given": "太郎",
    "family_reading": "やまだ",
    "given_reading": "たろう",
    "birth_year": "1988",
    "birth_month": "7",
    "birth_day": "9",
    "postcode": "5300001",
    "prefecture": "東京都",
    "address": "千代田区見本町1-2-3",
    "phone": "09000000000",
}


def number(body: str = "31415926535") -> str:
    """Return a valid number, computed."""
    return body + check_digit(body)


def people_ids(tools: Toolbox, founded: Founded) -> list[UUID]:
    """Return the company's people in the order of their addresses."""
    with tools.read(admin_of(founded)) as uow:
        return list(uow.scalars(select(Person.id).order_by(Person.mail_key)))


def submission_in(tools: Toolbox, founded: Founded, place: int = 0) -> UUID:
    """Let one of the people submit with a card and one dependent; return the person's id."""
    person_id = people_ids(tools, founded)[place]
    actor, key = Actor.person(founded.company_id, person_id), bytes(32)
    with tools.work(actor) as uow:
        notices.note_read(uow, notices.current(uow).id, "ja")
        drafts.save_profile(uow, key, PROFILE)
    with tools.work(actor) as uow:
        form = drafts.save_number(uow, key, Choice("card"), number())
        drafts.put_dependent(uow, key, None, DEPENDENT | {"number": number("98765432109")})
    for slot, content in (("card_back", BACK), ("card_front", FRONT)):
        with tools.work(actor) as uow:
            photographs.receive(uow, slot, content)
    with tools.work(actor) as uow:
        submit.submit(uow, key, form.key)
    return person_id


DEPENDENT = {
    "relation": "child",
    "family": "山田",
    "given": "一",
    "birth_year": "2015",
    "birth_month": "5",
    "birth_day": "6",
    "checked": "1",
}
BACK = photograph(Paper.CARD_BACK, number())
FRONT = photograph(Paper.CARD_FRONT)
