"""The states a person and a photograph go through, their words, and the only steps between them."""

from collections.abc import Mapping
from enum import StrEnum

from mcollector.rules.errors import MoveRefused
from mcollector.rules.labelled import Labelled


class PersonState(Labelled):
    """Where the collection from one person stands; being late or 不達 is never a state.

    Each has the office's word (`label`), the employee's in やさしい日本語 (`easy`) and the kind
    of its chip: grey, info (blue), returned (orange) or ok (green).
    """

    easy: str
    chip: str

    INVITED_NOT_SENT = "invited_not_sent", "送信前", "まだです", "grey"
    WAITING = "waiting", "提出待ち", "まだです", "grey"
    DRAFTING = "drafting", "入力中", "とちゅうです", "grey"
    OFFERED = "offered", "内定", "まだ はじまっていません", "grey"
    SUBMITTED = "submitted", "確認待ち", "会社が 見ています", "info"
    RETURNED = "returned", "差し戻し", "もう一度 出してください", "returned"
    VERIFIED = "verified", "確認済み", "おわりました", "ok"
    REFUSED = "refused", "提出拒否", "出さないと 言いました", "grey"
    RETIRED = "retired", "退職", "退職（たいしょく）しました", "grey"

    def __init__(self, value: str, label: str = "", easy: str = "", chip: str = "") -> None:
        super().__init__(value, label)
        self.easy = easy
        self.chip = chip

    @property
    def is_collected_from(self) -> bool:
        """Tell whether something is still expected of the employee."""
        return self in _EXPECTED

    @property
    def is_open(self) -> bool:
        """Tell whether the employee may fill in the form."""
        return (self, Step.SAVE) in MOVES


class Step(StrEnum):
    """What can happen to a person's collection."""

    INVITE = "invite"
    SAVE = "save"
    SUBMIT = "submit"
    APPROVE = "approve"
    REOPEN = "reopen"
    RETURN = "return"
    RECALL = "recall"
    REFUSE = "refuse"
    RECONSIDER = "reconsider"
    OFFER = "offer"
    HIRE = "hire"
    RETIRE = "retire"
    REHIRE = "rehire"


_P = PersonState
_EXPECTED = frozenset({_P.INVITED_NOT_SENT, _P.WAITING, _P.DRAFTING, _P.RETURNED})

MOVES: Mapping[tuple[PersonState, Step], PersonState] = {
    (_P.INVITED_NOT_SENT, Step.INVITE): _P.WAITING,
    (_P.WAITING, Step.INVITE): _P.WAITING,
    (_P.DRAFTING, Step.INVITE): _P.DRAFTING,
    (_P.INVITED_NOT_SENT, Step.SAVE): _P.DRAFTING,
    (_P.WAITING, Step.SAVE): _P.DRAFTING,
    (_P.DRAFTING, Step.SAVE): _P.DRAFTING,
    (_P.RETURNED, Step.SAVE): _P.RETURNED,
    (_P.REFUSED, Step.SAVE): _P.REFUSED,
    **{(state, Step.SUBMIT): _P.SUBMITTED for state in _EXPECTED | {_P.REFUSED}},
    (_P.SUBMITTED, Step.APPROVE): _P.VERIFIED,
    (_P.VERIFIED, Step.REOPEN): _P.SUBMITTED,
    (_P.SUBMITTED, Step.RETURN): _P.RETURNED,
    (_P.RETURNED, Step.RECALL): _P.SUBMITTED,
    **{(state, Step.REFUSE): _P.REFUSED for state in _EXPECTED},
    (_P.REFUSED, Step.RECONSIDER): _P.WAITING,
    (_P.INVITED_NOT_SENT, Step.OFFER): _P.OFFERED,
    (_P.OFFERED, Step.HIRE): _P.INVITED_NOT_SENT,
    **{(state, Step.RETIRE): _P.RETIRED for state in _P if state is not _P.RETIRED},
    (_P.RETIRED, Step.REHIRE): _P.INVITED_NOT_SENT,
}


def move(state: PersonState, step: Step) -> PersonState:
    """Return the state after the step; raise MoveRefused where the table has none."""
    if (state, step) not in MOVES:
        raise MoveRefused
    return MOVES[state, step]


class DocumentState(StrEnum):
    """Where one photograph stands: `received` is sealed to intake and not yet looked at."""

    RECEIVED = "received"
    CLEAN = "clean"
    UNUSABLE = "unusable"
    RETURNED = "returned"
    REPLACED = "replaced"
    DESTROYED = "destroyed"


class DocumentStep(StrEnum):
    """What can happen to a photograph."""

    CLEAN = "clean"
    DISCARD = "discard"
    RETURN = "return"
    RECALL = "recall"
    REPLACE = "replace"
    DESTROY = "destroy"


_D = DocumentState

DOCUMENT_MOVES: Mapping[tuple[DocumentState, DocumentStep], DocumentState] = {
    (_D.RECEIVED, DocumentStep.CLEAN): _D.CLEAN,
    (_D.RECEIVED, DocumentStep.DISCARD): _D.UNUSABLE,
    (_D.CLEAN, DocumentStep.RETURN): _D.RETURNED,
    (_D.RETURNED, DocumentStep.RECALL): _D.CLEAN,
    **{
        (state, DocumentStep.REPLACE): _D.REPLACED
        for state in (_D.RECEIVED, _D.CLEAN, _D.UNUSABLE, _D.RETURNED)
    },
    **{(state, DocumentStep.DESTROY): _D.DESTROYED for state in _D if state is not _D.DESTROYED},
}


def move_document(state: DocumentState, step: DocumentStep) -> DocumentState:
    """Return the photograph's state after the step; raise MoveRefused where there is none."""
    if (state, step) not in DOCUMENT_MOVES:
        raise MoveRefused
    return DOCUMENT_MOVES[state, step]
