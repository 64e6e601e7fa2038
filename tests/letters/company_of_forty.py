"""Forty people in every state, and what happens to them in thirty days, by the hour."""

from datetime import UTC, date, datetime, timedelta

from mailroom import deliver
from sqlalchemy import select

from mcollector.jobs import timetable
from mcollector.rules.actions import Action
from mcollector.rules.actor import Actor
from mcollector.rules.deadlines import JST
from mcollector.rules.letters.kinds import LetterState
from mcollector.services.drafts import drafts
from mcollector.services.letters import queue
from mcollector.services.photographs import photographs
from mcollector.services.reminders import by_hand
from mcollector.services.reviews import undo
from mcollector.services.rosters import one_person, upload
from mcollector.services.rosters.one_person import NewPerson
from mcollector.services.statements import refusals
from mcollector.services.submissions import resubmit
from mcollector.store.accounts import AccountState
from mcollector.store.companies import Company
from mcollector.store.letters import Letter
from mcollector.store.people import Person
from tests import factories
from tests.office import desk

BEGINS = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
"""12:00 in Japan."""

HOURS = 24 * 30
WITHOUT_MAIL, LATER, UNASKED = 27, 36, 37
BY_ROSTER = [n for n in range(40) if n not in (WITHOUT_MAIL, LATER, UNASKED)]


class Company40:
    """The company, and what its people do; `when` is 「11-27 10」, a day and an hour in Japan."""

    def __init__(self, tools, founded, clock, script):
        self.tools, self.founded, self.clock, self.script = tools, founded, clock, script
        self.admin = factories.admin_of(founded)
        self.ids = {}

    def begin(self):
        with self.tools.work(self.admin) as uow:
            row = uow.get(Company, self.founded.company_id)
            row.remind_hour, row.digest_hour = 10, None
            uow.record(Action.SETTINGS_CHANGED, row=row)
        self.invite(BY_ROSTER)
        self.invite([LATER], datetime(2026, 12, 1, 9, 0, tzinfo=JST))
        self.add(UNASKED, f"p{UNASKED}@example.com")
        self.add(WITHOUT_MAIL, "")
        self.put(WITHOUT_MAIL, state="waiting")

    def invite(self, numbers, at=None):
        lines = "".join(f"p{n:02}@example.com,山田,太郎{n:02}\n" for n in numbers)
        with self.tools.work(self.admin) as uow:
            roster_id = upload.upload(uow, lines.encode())
        with self.tools.work(self.admin) as uow:
            upload.run(uow, roster_id, send_at=at)
        with self.tools.read(self.admin) as uow:
            found = uow.rows(select(Person.mail, Person.id))
        self.ids |= {int(row.mail[1:3]): row.id for row in found if row.mail}

    def add(self, number, mail):
        new = NewPerson(mail, "山田", "", f"太郎{number}", invite=False, shared=False)
        with self.tools.work(self.admin) as uow:
            self.ids[number] = one_person.add(uow, new).id

    def live(self, events):
        """Live through the thirty days: each hour what happens, then the timetable, then the post.

        The timetable runs twice, as with two schedulers.
        """
        waiting = list(events)
        for hour in range(HOURS):
            self.clock.moment = BEGINS + timedelta(hours=hour)
            while waiting and waiting[0][0] == self.now:
                _when, what, number, *more = waiting.pop(0)
                getattr(self, what)(number, *more)
            timetable.send_reminders(self.tools)
            timetable.send_reminders(self.tools)
            deliver(self.tools)
        assert waiting == []

    @property
    def now(self):
        return said(self.clock.moment)

    def course(self):
        """Return who got which letter at which hour, as the letters' rows tell it."""
        numbers = {person_id: number for number, person_id in self.ids.items()}
        with self.tools.read(self.admin) as uow:
            sent = select(Letter).where(Letter.state == LetterState.SENT)
            rows = [one for one in uow.scalars(sent) if one.person_id is not None]
        return sorted((numbers[one.person_id], said(one.sent_at), one.kind.label) for one in rows)

    # --- what people do -----------------------------------------------------------------------

    def employee(self, number):
        return Actor.person(self.founded.company_id, self.ids[number])

    def place(self, number):
        return factories.people_ids(self.tools, self.founded).index(self.ids[number])

    def drafts(self, number):
        with self.tools.work(self.employee(number)) as uow:
            drafts.save_profile(uow, bytes(32), factories.PROFILE)

    def submits(self, number):
        desk.submitted(self.tools, self.founded, self.place(number))

    def submits_again(self, number):
        slot = desk.papers(self.tools, self.founded, self.ids[number])[0].slot
        with self.tools.work(self.employee(number)) as uow:
            fresh = photographs.receive(uow, slot, factories.BACK)
        with self.tools.work(Actor.system("worker", self.founded.company_id)) as uow:
            photographs.store_clean(uow, fresh, b"large", b"small", (4, 3))
        with self.tools.work(self.employee(number)) as uow:
            resubmit.resubmit(uow)

    def refuses(self, number):
        with self.tools.work(self.employee(number)) as uow:
            refusals.tell(uow, {"reason": "unwilling", "text": "出したくありません。"})

    def reconsiders(self, number):
        with self.tools.work(self.employee(number)) as uow:
            refusals.reconsider(uow)

    def promises(self, number, month, day):
        typed = {"ready_year": "2026", "ready_month": month, "ready_day": day}
        with self.tools.work(self.employee(number)) as uow:
            refusals.tell(uow, {"reason": "not_here", "text": "カードを申請しています。", **typed})

    def sets_password(self, number):
        with self.tools.work(self.admin) as uow:
            account = queue.account_of(uow, self.ids[number])
            account.password_hash = factories.hash_password(factories.PASSWORD)
            uow.record(Action.PASSWORD_SET, row=account)

    def server_is_busy(self, number, times):
        answers = ["451 4.7.1 try again later"] * times
        self.script.toward[f"p{number:02}@example.com"] = {"RCPT": answers}

    # --- what the office does -----------------------------------------------------------------

    def put(self, number, **values):
        desk.put(self.tools, self.founded, self.ids[number], **values)

    def verified(self, number):
        today = self.clock.moment.astimezone(JST).date()
        desk.approve(self.tools, self.founded, self.ids[number], on=today)

    def reopened(self, number):
        self.put(number, state="submitted", due_on=date(2026, 12, 4))

    def sent_back(self, number):
        desk.send_back(self.tools, self.founded, self.ids[number])
        with self.tools.work(self.admin) as uow:
            undo.send_now(uow, self.ids[number])

    def reminded(self, number):
        with self.tools.work(self.admin) as uow:
            by_hand.remind(uow, self.ids[number])

    def retired(self, number):
        self.put(number, state="retired", due_on=None)

    def offered(self, number):
        self.put(number, state="offered", due_on=None)

    def bounces(self, number):
        self.put(number, bounced=True)

    def reached_again(self, number):
        self.put(number, bounced=False)

    def deadline(self, number, month, day):
        self.put(number, due_on=date(2026, month, day + 1))

    def suspended(self, number):
        with self.tools.work(self.admin) as uow:
            account = queue.account_of(uow, self.ids[number])
            account.state = AccountState.SUSPENDED
            uow.record(Action.STAFF_ADDED, row=account)


def said(moment):
    return f"{moment.astimezone(JST):%m-%d %H}"
