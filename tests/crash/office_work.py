"""What the office does in a killable house: over HTTP, or by the services where that is enough."""

import re

from sqlalchemy import select

from mcollector.rules.actions import Action
from mcollector.rules.papers import checklists
from mcollector.services.reminders import by_hand
from mcollector.services.reviews import returns, undo
from mcollector.services.rosters import upload
from mcollector.services.submissions import submit
from mcollector.store.accounts import Account
from mcollector.store.documents import Document
from mcollector.store.letters import Letter
from mcollector.store.people import Person
from tests import factories
from tests.crash.browser import Browser
from tests.crash.employee import Employee

ADMIN = "admin@example.com"


class OfficeWork:
    """The part of a killable house that invites, reminds, reviews, and looks at the letters."""

    @property
    def admin(self):
        return factories.admin_of(self.founded)

    def office(self):
        """Return the administrator's browser, signed in."""
        browser = Browser(self.url)
        values = {"name": ADMIN, "password": factories.PASSWORD}
        page = browser.post("/login", {**browser.get("/login").form, **values})
        assert page.path == "/admin/"
        return browser

    def invite(self, *addresses):
        """Run a roster of these people: a batch of letters is rung for."""
        lines = "".join(f"{address},山田,太郎\n" for address in addresses)
        with self.tools.work(self.admin) as uow:
            roster_id = upload.upload(uow, lines.encode())
        with self.tools.work(self.admin) as uow:
            upload.run(uow, roster_id)

    def hire(self, count=1):
        """Invite people who have a password already."""
        first, self.people = self.people, self.people + count
        found = [Employee(self.url, n) for n in range(first, self.people)]
        self.invite(*(one.mail for one in found))
        with self.tools.work(self.admin) as uow:
            for one in found:
                account = uow.first(select(Account).where(Account.mail == one.mail))
                account.password_hash = self.password_hash
                uow.record(Action.PASSWORD_SET, row=account)
        return found

    def person_id(self, mail):
        with self.tools.read(self.admin) as uow:
            return uow.first(select(Person.id).where(Person.mail_key == mail))

    def remind(self, mail):
        """Queue a reminder, as the office does."""
        person_id = self.person_id(mail)
        with self.tools.work(self.admin) as uow:
            by_hand.remind(uow, person_id)

    def letters(self, mail):
        """Return kind → state of the letters to the address."""
        with self.tools.read(self.admin) as uow:
            mine = select(Letter.kind, Letter.state).join(Account, Account.id == Letter.account_id)
            return {row.kind: row.state for row in uow.rows(mine.where(Account.mail == mail))}

    def send_back(self, employee, slot):
        """Send the photograph of the slot back, as the office does."""
        person_id = self.person_id(employee.mail)
        submission, papers = self.submitted(employee)
        with self.tools.work(self.admin) as uow:
            returns.send_back(uow, person_id, submission, [(papers[slot], "blur")], "")
        with self.tools.work(self.admin) as uow:
            undo.send_now(uow, person_id)

    def submitted(self, employee):
        """Return the ids of the person's submission and, by slot, of its photographs."""
        person_id = self.person_id(employee.mail)
        with self.tools.read(self.admin) as uow:
            submission = submit.newest(uow, person_id).id
            mine = select(Document).where(Document.submission_id == submission)
            return submission, {row.slot: row.id for row in uow.scalars(mine)}

    def approval(self, office, employee):
        """Return the act of 「済」, everything being seen and ticked."""
        submission, papers = self.submitted(employee)
        address = f"/admin/reviews/{self.person_id(employee.mail)}"
        form = office.get(address).form
        for paper in papers.values():
            assert office.get(f"/admin/reviews/photographs/{paper}/large").status == 200
        ticks = [item.code for group in checklists.checklists_of(["card"]) for item in group.items]
        values = {**form, "submission_id": submission, "status": "done", "check": ticks}
        return lambda: office.post(address, values)

    def mailed(self, *addresses):
        """Return the kinds of the letters that lie in the Maildir, by address."""
        found = {address: [] for address in addresses}
        for mail in self.mails():
            address = mail["To"].addresses[0].addr_spec
            if address in found:
                found[address].append(re.search(r"<(\w+)\.", mail["List-Id"]).group(1))
        return found
