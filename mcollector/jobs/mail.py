"""Sending letters: a unit, the post, a unit - for each letter of a batch over one connection."""

from datetime import datetime, timedelta

from jinja2 import TemplateError

from mcollector.jobs.runtime import is_stopping, toolbox
from mcollector.mail import forms
from mcollector.mail.post import Connection, Message, Outcome, message_id
from mcollector.rules.actor import Actor
from mcollector.services.audit import openings
from mcollector.services.letters import schedule, writing
from mcollector.services.letters.writing import WrittenLetter
from mcollector.services.outbox import Claim

TURN = timedelta(seconds=90)
"""A turn begins no letter after this, so that the queue never cuts one off; should its lease end
before its last letter does, another worker takes other letters, for each has a lease of its own."""


def send_letters(claim: Claim) -> datetime | None:
    """Send what is due of the batch; return when the rest is, or None when all have ended.

    A turn is bounded, and over at the next letter when the worker is to end: nothing cuts it off
    between a letter and the note of what became of it.
    """
    tools = toolbox()
    actor = Actor.system("worker", claim.company_id)
    until = tools.now() + TURN
    with tools.post.connection() as line:
        while tools.now() < until and not is_stopping():
            with tools.work(actor) as uow:
                letter = writing.take_next(uow, claim.object_id)
            if letter is None:
                break
            _send(line, actor, letter)
    with tools.read(actor) as uow:
        return schedule.next_due(uow, claim.object_id)


def tell_openings(claim: Claim) -> None:
    """Tell the administrators that the account nears the day's limit of people."""
    with toolbox().work(Actor.system("worker", claim.company_id)) as uow:
        openings.tell_administrators(uow, claim.object_id)


def _send(line: Connection, actor: Actor, letter: WrittenLetter) -> None:
    tools = toolbox()
    tools.reach("smtp:before-send")
    outcome = hand_over(line, letter)
    tools.reach("smtp:after-send")
    with tools.work(actor) as uow:
        writing.note_outcome(uow, letter.id, letter.attempt, outcome.state, outcome.code)


def hand_over(line: Connection, letter: WrittenLetter) -> Outcome:
    """Render and send; a letter whose words cannot be made is failed, not tried for ever."""
    try:
        message = message_of(letter)
    except (KeyError, TemplateError, ValueError) as error:
        return Outcome("failed", type(error).__name__)
    return line.send(message)


def message_of(letter: WrittenLetter) -> Message:
    config = toolbox().config
    return Message(
        to=letter.to,
        to_name=letter.to_name,
        rendered=forms.write_letter(
            letter.kind, letter.values, letter.wording, is_test=letter.is_test
        ),
        message_id=message_id(letter.id, config.mail_domain),
        from_=config.mail_from,
        reply_to=letter.reply_to,
        list_id=f"{letter.company} <{letter.kind.value}.{config.mail_domain}>",
        at=letter.queued_at,
    )
