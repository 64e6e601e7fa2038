"""Permission checks: every service of the office makes one before it touches a row."""

from uuid import UUID

from mcollector.rules.errors import NotAllowed
from mcollector.rules.rights import Permission, may
from mcollector.rules.sentences import Sentence, say
from mcollector.work.unit import UnitOfWork


def require(uow: UnitOfWork, permission: Permission) -> None:
    """Raise NotAllowed unless the actor's right covers the permission."""
    if not may(uow.actor.right, permission):
        raise NotAllowed


OWN_REVIEW = say("自分自身の本人性確認はできません。ほかの担当者に依頼してください。")
OWN_RECORD = say("自分自身の登録内容は、ここでは変更できません。ほかの担当者に依頼してください。")


def require_other(uow: UnitOfWork, person_id: UUID, why: Sentence = OWN_REVIEW) -> None:
    """Raise NotAllowed when the record is the actor's own (architecture §11)."""
    if uow.actor.person_id == person_id:
        raise NotAllowed(why)
