"""Who of the office opened a person's values, with which right and when: read from the log."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from mcollector.rules import canonical
from mcollector.rules.actions import Action
from mcollector.rules.actor import ActorKind
from mcollector.rules.rights import Right
from mcollector.rules.sentences import Sentence, say
from mcollector.store.audit import AuditLine
from mcollector.work.unit import UnitOfWork

MOST = 500
"""Lines that are read back, the newest first."""
_WHAT = {
    ("submissions", "number"): say("マイナンバー"),
    ("dependents", "number"): say("扶養者のマイナンバー"),
    ("documents", "large"): say("証明書の写真"),
    ("documents", "small"): say("証明書の写真"),
    ("submissions", "profile"): say("個人情報"),
    ("dependents", "profile"): say("扶養者の情報"),
    ("refusals", "text"): say("提出できない理由"),
    ("proxy_entries", "text"): say("代行入力の理由"),
    ("refusal_notes", "text"): say("提出拒否の経過"),
    ("change_requests", "text"): say("変更の申し出"),
}
_OTHER = say("登録した内容")
_OF_THE_OFFICE = frozenset({"review_memos"})
"""What the office wrote for itself: nothing of the person's is looked at in it."""


@dataclass(frozen=True, slots=True)
class Opening:
    """An opening: when (to the minute), with which right, and what kind of value."""

    at: datetime
    right: str
    what: Sentence


def openings_of(uow: UnitOfWork, person_id: UUID) -> tuple[Opening, ...]:
    """Return who of the office opened what of this person, the newest first.

    Every opening writes a line, so none is missing. What the worker opens is left out: nobody
    sees it.
    """
    opened = (
        select(AuditLine.body, AuditLine.at)
        .where(
            AuditLine.subject_id == person_id,
            AuditLine.action == Action.VALUE_OPENED.value,
            AuditLine.actor.startswith(f"{ActorKind.STAFF.value}:"),
        )
        .order_by(AuditLine.seq.desc())
        .limit(MOST)
    )
    lines = ((row.at, canonical.decode(row.body)) for row in uow.rows(opened))
    seen = (_opening(at, body) for at, body in lines if body["table"] not in _OF_THE_OFFICE)
    return tuple({_key(opening): opening for opening in seen}.values())


def _opening(at: datetime, body: Mapping[str, Any]) -> Opening:
    facts = body["facts"]
    column = facts.get("column") if isinstance(facts, Mapping) else None
    what = _WHAT.get((str(body["table"]), str(column)), _OTHER)
    right = Right(str(body["right"])).label
    return Opening(at.replace(second=0, microsecond=0), right, what)


def _key(opening: Opening) -> tuple[datetime, str, str]:
    return opening.at, opening.right, opening.what.msgid
