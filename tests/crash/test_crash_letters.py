"""The worker is killed at every milestone of a letter: each is sent, none twice but in a window.

The server is a real one that keeps every mail it accepts. Between the server's yes and the commit
of its note nobody can know whether it was sent: there, and only there, a letter may come twice,
with the same Message-ID and the same words.
"""

import email
import os
import re
import signal
from collections import Counter
from email.policy import default

import pytest

from tests.crash import ledger
from tests.crash.browser import Browser
from tests.crash.processes import wait_until
from tests.mail.post_office import Script, post_office

UNITS = {"claim": 1, "write": 2, "note": 3, "finish": 7}
"""Which unit of a batch of two letters is which; 4 and 5 are the second's, 6 finds none left."""

MILESTONES = [
    *(("unit:before-commit", count) for count in UNITS.values()),
    *(("unit:after-commit", UNITS[unit]) for unit in ("write", "note", "finish")),
    ("unit:after-flush", UNITS["write"]),
    ("unit:after-ring", UNITS["note"]),
    ("job:after-claim", 1),
    ("job:before-finish", 1),
    ("smtp:before-send", 1),
    ("smtp:before-send", 2),
    ("smtp:after-send", 1),
    ("unit:after-flush", UNITS["note"]),
]
WINDOW = {
    ("smtp:after-send", 1),
    ("unit:after-flush", UNITS["note"]),
    ("unit:before-commit", UNITS["note"]),
}


@pytest.fixture(scope="module")
def script():
    return Script()


@pytest.fixture(scope="module")
def house(make_house, script):
    with post_office(script) as port:
        yield make_house(MCOLLECTOR_SMTP_URL=f"smtp://127.0.0.1:{port}")


@pytest.mark.parametrize(("milestone", "count"), MILESTONES)
def test_letters_are_sent_once(house, script, milestone, count):
    people = [f"{milestone}-{count}-{n}@example.com".replace(":", "-") for n in range(2)]
    before = house.processes("worker")
    house.hooks("worker").arm(milestone, count)

    house.invite(*people)

    house.wait_for_kill("worker", before)
    house.settle()
    mails = [mail for mail in map(parsed, script.arrived) if recipient(mail) in people]
    copies = Counter(mail["Message-ID"] for mail in mails)
    assert {recipient(mail) for mail in mails} == set(people)
    assert sorted(copies.values()) == ([1, 2] if (milestone, count) in WINDOW else [1, 1])
    assert len({(mail["Message-ID"], secret_in(mail)) for mail in mails}) == 2
    assert ledger.faults(house) == []


def test_a_worker_that_is_asked_to_end_ends_between_two_letters(house, script):
    people = [f"jiro{n}@example.com" for n in range(3)]
    (worker,), hooks = house.processes("worker"), house.hooks("worker")
    hooks.arm("smtp:before-send", then="hold")
    house.invite(*people)
    wait_until(hooks.holds, "no letter is under way")

    os.kill(worker, signal.SIGTERM)
    hooks.release()
    house.wait_for_restart("worker", worker)
    before = sent_to(script, people)

    house.settle()
    assert len(before) == 1
    assert sorted(sent_to(script, people)) == people
    assert ledger.faults(house) == []


def sent_to(script, people):
    return [to for to in map(recipient, map(parsed, script.arrived)) if to in people]


def parsed(envelope):
    return email.message_from_bytes(envelope.content, policy=default)


def recipient(mail):
    return mail["To"].addresses[0].addr_spec


def secret_in(mail):
    text = mail.get_body(("plain",)).get_content()
    return re.search(r"/first/\S+", text).group(0)


def test_a_letter_that_is_replaced_while_its_worker_is_dead_is_not_sent(house, script):
    """The secret of a letter under way is void once a newer letter is queued."""
    before = house.processes("worker")
    house.hooks("worker").arm("smtp:before-send")
    house.invite("hanako@example.com")
    house.wait_for_kill("worker", before)

    house.remind("hanako@example.com")

    house.settle()
    mails = [mail for mail in map(parsed, script.arrived) if recipient(mail).startswith("hanako")]
    page = Browser(house.url).get(secret_in(mails[0]))
    assert [mail["List-Id"].partition("<")[2].partition(".")[0] for mail in mails] == ["reminder"]
    assert page.status == 200
    assert house.letters("hanako@example.com") == {"invitation": "void", "reminder": "sent"}
