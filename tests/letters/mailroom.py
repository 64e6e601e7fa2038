"""The mail room: the worker does what is due, and what the office's screen says of it."""

import email
import re
from email.policy import default

from sqlalchemy import select

from mcollector import jobs
from mcollector.store.letters import Letter
from tests import factories


def deliver(tools):
    """Let the worker do everything that is due by the clock."""
    jobs.work_off(tools)


def letters_of(tools, founded, person_id):
    """Return the person's letters, the oldest first."""
    with tools.read(factories.admin_of(founded)) as uow:
        mine = select(Letter).where(Letter.person_id == person_id)
        return list(uow.scalars(mine.order_by(Letter.created_at, Letter.id)))


def rows(answer):
    """Return what each row of the screen says: name, address, kind, state, and what it offers."""
    body = answer.text.partition("<tbody>")[2].partition("</tbody>")[0]
    return [_row(row) for row in body.split("<tr")[1:]]


def _row(row):
    cells = [_words(cell) for cell in re.split(r"</t[hd]>", row)]
    offers = re.findall(r'<(?:button|a)[^>]*class="btn[^>]*>([^<]+)', row)
    return (*cells[:4], offers)


def _words(cell):
    cell = cell.partition(">")[2] if cell.lstrip().startswith(("class", ">")) else cell
    return re.sub(r"<span class=\"hid\">.*?</span>|<[^>]+>", "", cell).strip()


def mails(script):
    """Return every mail the server accepted or may have."""
    return [
        email.message_from_bytes(envelope.content, policy=default) for envelope in script.arrived
    ]


def text_of(mail):
    return mail.get_body(("plain",)).get_content()
