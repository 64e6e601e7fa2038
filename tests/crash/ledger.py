"""The books are compared: what was acknowledged against the rows, the files and the letters."""

import os
import time
from collections import Counter
from io import BytesIO

from PIL import Image
from sqlalchemy import select

from mcollector.jobs import timetable
from mcollector.rules.actor import Actor
from mcollector.rules.letters.kinds import LetterState
from mcollector.rules.profile import profile
from mcollector.rules.sealed import Purpose
from mcollector.rules.states import DocumentState
from mcollector.services.audit import checkpoints, notes
from mcollector.services.photographs.photographs import LIVING
from mcollector.services.upkeep import housekeeping
from mcollector.store.documents import Document
from mcollector.store.letters import Letter
from mcollector.store.outbox import OutboxRow, OutboxState
from mcollector.store.submissions import Dependent, Submission
from tests.crash.employee import SLOTS

STAYS = 5.0
"""Seconds after which a draft is no longer under way."""

SHADE = 8
"""How far a colour may be from the one photographed, after two JPEGs."""
ORPHANED = 2 * 3600


def expected(employee):
    """Return what the house must hold of an employee who has their receipt."""
    return {
        "receipts": [employee.receipt],
        "numbers": [employee.number],
        "profiles": [employee.profile["address"]],
        "dependents": [employee.dependent_number],
        "photographs": dict.fromkeys(SLOTS, "their own"),
        "unbound": [],
    }


def held(house, employee):
    """Return what the house holds of them: each row is opened and compared with what they sent."""
    person_id = house.person_id(employee.mail)
    with house.tools.work(house.admin) as uow:
        made = uow.scalars(select(Submission).where(Submission.person_id == person_id))
        cared = uow.scalars(select(Dependent).where(Dependent.person_id == person_id))
        papers = uow.scalars(select(Document).where(Document.person_id == person_id))
        living = [row for row in papers if row.state in LIVING]
        return {
            "receipts": [row.receipt for row in made],
            "numbers": [_opened(uow, row, "number").decode() for row in made],
            "profiles": [
                profile.Profile.from_json(_opened(uow, row, "profile")).address for row in made
            ],
            "dependents": [_opened(uow, row, "number").decode() for row in cared],
            "photographs": {
                row.slot: _whose(uow, row, employee) for row in living if row.submission_id
            },
            "unbound": [row.slot for row in living if row.submission_id is None],
        }


def _opened(uow, row, column):
    return uow.open(row, column, Purpose.REVIEW)


def _whose(uow, row, employee):
    """Tell whether both sizes of a clean photograph show the colour they photographed."""
    if row.state is not DocumentState.CLEAN:
        return row.state.value
    for column in ("large", "small"):
        content = uow.open_file(row, column, Purpose.REVIEW)
        seen = Image.open(BytesIO(content)).getpixel((100, 100))
        wanted = employee.colour(row.slot)
        if max(abs(a - b) for a, b in zip(seen, wanted, strict=True)) > SHADE:
            return f"{column}: {seen}"
    return "their own"


def faults(house):
    """Return everything that is wrong in a house at rest; nothing may be."""
    with house.tools.read(house.admin) as uow:
        tasks = uow.rows(select(OutboxRow.task, OutboxRow.object_id, OutboxRow.state))
        letters = uow.rows(select(Letter.id, Letter.state, Letter.account_id, Letter.created_at))
    twice = Counter((row.task, row.object_id) for row in tasks)
    return [
        *(f"task not done: {row.task}" for row in tasks if row.state is not OutboxState.DONE),
        *(f"task doubled: {key}" for key, count in twice.items() if count > 1),
        *(f"letter not sent: {row.state}" for row in letters if not _has_ended(row, letters)),
        *_mail_faults(house, {row.id.hex for row in letters if row.state is LetterState.SENT}),
        *_file_faults(house),
        *_log_faults(house),
    ]


def _has_ended(letter, letters):
    """Tell whether it was sent, or replaced by a newer one to the same account that was."""
    sent = [row for row in letters if row.state is LetterState.SENT]
    return letter in sent or (
        letter.state is LetterState.VOID
        and any(
            row.account_id == letter.account_id and row.created_at > letter.created_at
            for row in sent
        )
    )


def _mail_faults(house, wanted):
    """Compare the Maildir with the letters: one mail each; half a mail is gone after its time."""
    if "MCOLLECTOR_SMTP_URL" in house.more:
        return []
    found = Counter(mail["Message-ID"].strip("<>").partition("@")[0] for mail in house.mails())
    halves = house.home / "mail" / "tmp"
    _age(halves.glob("*"))
    with house.tools.post.connection():
        left = [path.name for path in halves.glob("*")]
    return [
        *(f"letter lost: {one}" for one in wanted - set(found)),
        *(f"mail without a letter: {one}" for one in set(found) - wanted),
        *(f"mail doubled: {one}" for one, count in found.items() if count > 1),
        *(f"half a mail: {name}" for name in left),
    ]


def _file_faults(house):
    """Age every blob, let the house forget, and compare what is left with the rows."""
    folder = house.tools.files.root
    _age(folder.glob("??/*"))
    timetable.forget(house.tools)
    with house.tools.read(house.admin) as uow:
        spoken_of = housekeeping.blobs_in_use(uow)
    there = {path.name for path in folder.glob("??/*")}
    return [
        *(f"a row without its file: {name}" for name in spoken_of - there),
        *(f"a file without a row: {name}" for name in there - spoken_of),
        *(f"rubbish: {name}" for name in _rubbish(house)),
    ]


def _rubbish(house):
    """Return the drafts that stay; one that is being written now has its name in a moment."""
    until = time.monotonic() + STAYS
    while left := [path.name for path in house.home.rglob("*.part")]:
        if time.monotonic() > until:
            break
        time.sleep(0.1)
    return left


def _age(paths):
    old = time.time() - ORPHANED
    for path in paths:
        os.utime(path, (old, old))


def _log_faults(house):
    with house.tools.read(Actor.system("cli")) as uow:
        public, logs = notes.audit_key(uow), checkpoints.logs(uow)
    found = []
    for company_id in logs:
        with house.tools.read(Actor.system("cli", company_id)) as uow:
            found.append(checkpoints.verify_log(uow, public))
    return [f"log: {verdict.fault}" for verdict in found if verdict.fault]
