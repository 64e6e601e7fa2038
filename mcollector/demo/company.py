"""The demo: a made-up company in every state, lived through by the ordinary services.

Two months pass in some seconds: each event runs with the clock of its moment, so that dates, red
rows, letters and the audit log are what a real company would have.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from itertools import groupby
from uuid import uuid4

from sqlalchemy import select

from mcollector.demo import moves, office, scenes
from mcollector.demo.office import Login
from mcollector.demo.plots import FEWEST, Fate, Member, Scene, cast
from mcollector.demo.stage import BUSY, GONE, Draw, Stage, WorkOff, set_up
from mcollector.rules.actions import Action
from mcollector.rules.actor import Actor
from mcollector.rules.rights import Right
from mcollector.rules.states import PersonState
from mcollector.services.letters import queue
from mcollector.services.login.typed import new_password
from mcollector.services.rosters import upload
from mcollector.store.audit import AuditLine
from mcollector.store.companies import Company
from mcollector.store.outbox import Schedule
from mcollector.store.people import Person
from mcollector.work.toolbox import Toolbox
from mcollector.work.trail import actor_word
from mcollector.work.unit import UnitOfWork

__all__ = ["FEWEST", "Filled", "Login", "fill", "is_open", "tenants"]

FOUNDED = timedelta(days=60)
LATEST_SWEEP = timedelta(seconds=10)
"""A timetable that is kept claims its next sweep well before it is so late."""

_OUTCOMES = {Fate.BUSY: BUSY, Fate.BOUNCES: GONE}

Event = tuple[timedelta, Callable[[], None], bool]
"""How long before now, what happens, and whether it leaves photographs that wait for a review."""


@dataclass(frozen=True, slots=True, repr=False)
class Filled:
    """What is shown once: the logins, and the code that opens the company's recovery slot."""

    logins: tuple[Login, ...]
    recovery_code: str


def tenants(uow: UnitOfWork) -> str:
    """Tell who lives in the home (a system unit): "nobody", "demo" alone, or somebody "real"."""
    companies = set(uow.scalars(select(Company.id)))
    founder = actor_word(Actor.system(office.FOUNDER))
    lines = select(AuditLine.company_id).where(
        AuditLine.action == Action.COMPANY_CREATED.value, AuditLine.actor == founder
    )
    made_up = set(uow.scalars(lines))
    if companies - made_up:
        return "real"
    return "demo" if companies else "nobody"


def is_open(uow: UnitOfWork) -> bool:
    """Tell whether the home's timetable is kept now (a system unit): its worker would interfere."""
    swept = uow.first(select(Schedule.next_at).where(Schedule.name == "sweep"))
    return swept is not None and swept > uow.now - LATEST_SWEEP


def fill(
    tools: Toolbox,
    count: int,
    draw: Draw,
    work_off: WorkOff,
    tell: Callable[[int], None],
) -> Filled:
    """Found the made-up company and live through the collection from so many people.

    `work_off` does at once what the worker would; of the photographs it reads those that somebody
    has still to review. One password is hashed for each login. `tell` is called with the percentage
    of what has happened, up to 100.
    """
    stage, now = set_up(tools, uuid4(), draw, work_off), tools.now()
    stage.clock.moment = now - FOUNDED
    founders, code = office.found(stage)
    members = cast(count)
    stage.post.outcomes = {
        member.who.mail: _OUTCOMES[member.plot.fate]
        for member in members
        if member.plot.fate in _OUTCOMES
    }
    passwords = {m.who.mail: office.new_password() for m in members if m.has_login}
    events = sorted(_events(stage, members, passwords), key=lambda event: -event[0])
    for count_so_far, (ago, act, is_reviewed_next) in enumerate(events, 1):
        stage.play(now - ago, act, reads_print=is_reviewed_next)
        tell(count_so_far * 100 // len(events))
    employees = (_login(stage, m, passwords[m.who.mail]) for m in members if m.has_login)
    return Filled((*founders, *employees), code)


def _events(
    stage: Stage, members: tuple[Member, ...], passwords: dict[str, str]
) -> Iterator[Event]:
    """Yield what happens: rosters first, each person's scenes after."""
    by_day = sorted(members, key=lambda member: member.registered)
    for ago, group in groupby(by_day, key=lambda member: member.registered):
        yield ago, partial(_register, stage, tuple(group)), False
    for member in members:
        for ago, scene in member.scenes:
            if scene is Scene.PASSWORD:
                yield ago, partial(_choose, stage, member, passwords[member.who.mail]), False
            else:
                yield ago, partial(scenes.play, stage, member, scene), _waits(member, scene)


def _waits(member: Member, scene: Scene) -> bool:
    """Tell whether what is sent in the scene still waits for a review: reading takes a second."""
    return scene in (Scene.SUBMIT, Scene.RESUBMIT) and member.scenes[-1][1] is scene


def _register(stage: Stage, members: tuple[Member, ...]) -> None:
    """Upload the list of a day, 「実行」, and hold back whoever is only promised the job."""
    with stage.tools.work(stage.staff[Right.UPLOAD]) as uow:
        roster_id = upload.upload(uow, _roster(members))
    with stage.tools.work(stage.staff[Right.UPLOAD]) as uow:
        upload.run(uow, roster_id)
        known = uow.rows(select(Person.mail, Person.id))
        stage.people = {row.mail: row.id for row in known}
    for member in members:
        if member.plot.ending is PersonState.OFFERED:
            with stage.tools.work(stage.staff[Right.ADMIN]) as uow:
                moves.offer(uow, stage.people[member.who.mail])


def _roster(members: tuple[Member, ...]) -> bytes:
    people = (member.who for member in members)
    lines = (f"{who.mail},{who.name.family},{who.name.given},{who.name.middle}" for who in people)
    return "\n".join(("メールアドレス,姓,名,ミドルネーム", *lines, "")).encode()


def _choose(stage: Stage, member: Member, password: str) -> None:
    person_id = stage.people[member.who.mail]
    wanted = new_password(password)
    with stage.tools.work(Actor.visitor(stage.company_id)) as uow:
        moves.choose_password(uow, person_id, wanted)


def _login(stage: Stage, member: Member, password: str) -> Login:
    with stage.tools.read(stage.staff[Right.ADMIN]) as uow:
        account = queue.account_of(uow, stage.people[member.who.mail])
    return Login(member.plot.ending.label, account.name, account.user_id, account.mail, password)
