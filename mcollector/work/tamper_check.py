"""The check before every opening: is this the ciphertext that the audit log speaks of?"""

import hmac

from sqlalchemy import select

from mcollector.rules.actions import Action
from mcollector.rules.errors import RuleBroken
from mcollector.rules.sentences import say
from mcollector.store.audit import AuditLine
from mcollector.store.base import CompanyRow
from mcollector.vault import hashes
from mcollector.work import line_texts
from mcollector.work.places import Unit


class ValueSwapped(RuleBroken):
    """The ciphertext is not the one the audit log speaks of; it is not opened."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "保存された値が監査ログの記録と一致しないため、開きませんでした。管理者に連絡してください。"
            )
        )


def compare_with_log(uow: Unit, row: CompanyRow, column: str, stored: bytes) -> None:
    """Compare with the digest in the newest line of sealing: HPKE in base mode has no sender.

    Raises ValueSwapped when they differ or there is no such line.
    """
    lines = select(AuditLine.body).where(
        AuditLine.object_id == row.id, AuditLine.action == Action.VALUE_SEALED.value
    )
    for body in uow.scalars(lines.order_by(AuditLine.seq.desc())):
        digest = line_texts.sealed_digest(body, column)
        if digest is not None:
            if hmac.compare_digest(digest, hashes.sha256(stored)):
                return
            break
    raise ValueSwapped
