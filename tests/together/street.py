"""A running house with two companies, their clerks and workers, and a count of every answer."""

import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from mcollector.rules.actor import Actor
from mcollector.rules.rights import Right
from mcollector.services import accounts
from mcollector.services.company.founding import Founded
from mcollector.services.letters import queue
from mcollector.services.rosters import upload
from tests import factories
from tests.journeys.house import House
from tests.launching import PRINT_OFF
from tests.office import desk
from tests.together.browser import Browser

MARKS = ("檜垣", "椥辻")
"""A sign of each company, in its name, its people's names and addresses; no page has them else."""

CLERKS, WORKERS, WAITING = (40, 10), (160, 40), (12, 4)
"""How many of each company: at their desks, with a telephone, and submitted before."""


@dataclass
class Company:
    """One of the two: its people by id, and which sign must never be answered to them."""

    founded: Founded
    mark: str
    foreign: str
    people: list[UUID] = field(default_factory=list)
    waiting: list[UUID] = field(default_factory=list)
    clerks: list[Browser] = field(default_factory=list)
    workers: list[tuple[UUID, Browser]] = field(default_factory=list)


class Street:
    """The house and everybody in it; `faults` are answers that nobody should have got."""

    def __init__(self, home, database_url):
        self.house = House(home, database_url, launch=PRINT_OFF)
        config = factories.config_for(home, database_url)
        self.tools = factories.toolbox_for(config, "cli", lambda: datetime.now(UTC))
        self.answers, self.faults = 0, []
        self._count = threading.Condition()
        self.companies = []

    def open(self):
        """Fill both companies, and start the house."""
        for own, foreign in (MARKS, MARKS[::-1]):
            founded = factories.company(self.tools, f"株式会社{own}")
            self.companies.append(Company(founded, own, foreign))
        for company, clerks, workers, waiting in zip(
            self.companies, CLERKS, WORKERS, WAITING, strict=True
        ):
            self._fill(company, clerks, workers, waiting)
        self.house.start()
        return self

    def close(self):
        self.house.stop()
        self.tools.engine.dispose()

    def _fill(self, company, clerks, workers, waiting):
        count = workers + waiting
        lines = "".join(
            f"{n:03}@{company.mark.encode().hex()}.example.com,{company.mark},太郎{n}\n"
            for n in range(count)
        )
        admin = factories.admin_of(company.founded)
        with self.tools.work(admin) as uow:
            roster_id = upload.upload(uow, lines.encode())
        with self.tools.work(admin) as uow:
            upload.run(uow, roster_id)
        company.people = factories.people_ids(self.tools, company.founded)
        company.waiting = [
            desk.submitted(self.tools, company.founded, place) for place in range(waiting)
        ]
        company.clerks = [self._clerk(company, n) for n in range(clerks)]
        company.workers = [(one, self._worker(company, one)) for one in company.people[waiting:]]

    def _clerk(self, company, number):
        with self.tools.work(factories.admin_of(company.founded)) as uow:
            account = accounts.add_account(
                uow,
                name=f"{company.mark} 担当{number}",
                mail=f"clerk{number}@{company.mark.encode().hex()}.example.com",
                right=Right.ADMIN if number % 2 else Right.DATA,
            )
        return self._browser(company, "mc-office", account.id)

    def _worker(self, company, person_id):
        with self.tools.read(Actor.person(company.founded.company_id, person_id)) as uow:
            account_id = queue.account_of(uow, person_id).id
        return self._browser(company, "mc-portal", account_id)

    def _browser(self, company, name, account_id):
        cookie = desk.cookie_of(self.tools, company.founded, account_id)
        return Browser(self.house.port, (name, cookie), lambda *told: self._heard(company, *told))

    # --- what was answered --------------------------------------------------------------------

    def _heard(self, company, path, answer):
        """Count the answer; one of the server's faults, or with a foreign sign, is kept."""
        sign = company.foreign, company.foreign.encode().hex()
        broken = answer.status >= 500 and not answer.come_again
        if broken or any(one in answer.text for one in sign):
            self.faults.append((answer.status, path, answer.text[:500]))
        with self._count:
            self.answers += 1
            self._count.notify_all()

    def wait_for(self, answers):
        """Wait until so many answers have come to anybody."""
        with self._count:
            self._count.wait_for(lambda: self.answers >= answers)
