"""States: the one table of words, and no step that the table does not have."""

from contextlib import suppress

import pytest

from mcollector.rules.errors import MoveRefused
from mcollector.rules.states import (
    DOCUMENT_MOVES,
    MOVES,
    DocumentState,
    DocumentStep,
    PersonState,
    Step,
    move,
    move_document,
)

P, D = PersonState, DocumentState


def test_words_are_those_of_the_status_table():
    assert {state.value: (state.label, state.easy, state.chip) for state in P} == {
        "invited_not_sent": ("送信前", "まだです", "grey"),
        "waiting": ("提出待ち", "まだです", "grey"),
        "drafting": ("入力中", "とちゅうです", "grey"),
        "offered": ("内定", "まだ はじまっていません", "grey"),
        "submitted": ("確認待ち", "会社が 見ています", "info"),
        "returned": ("差し戻し", "もう一度 出してください", "returned"),
        "verified": ("確認済み", "おわりました", "ok"),
        "refused": ("提出拒否", "出さないと 言いました", "grey"),
        "retired": ("退職", "退職（たいしょく）しました", "grey"),
    }


@pytest.mark.parametrize(
    "course",
    [
        [P.INVITED_NOT_SENT, Step.INVITE, P.WAITING, Step.SAVE, P.DRAFTING],
        [P.DRAFTING, Step.SUBMIT, P.SUBMITTED, Step.APPROVE, P.VERIFIED, Step.RETIRE, P.RETIRED],
        [P.SUBMITTED, Step.RETURN, P.RETURNED, Step.SAVE, P.RETURNED, Step.SUBMIT, P.SUBMITTED],
        [P.SUBMITTED, Step.APPROVE, P.VERIFIED, Step.REOPEN, P.SUBMITTED],
        [P.WAITING, Step.INVITE, P.WAITING, Step.REFUSE, P.REFUSED, Step.RECONSIDER, P.WAITING],
        [P.REFUSED, Step.SAVE, P.REFUSED, Step.SUBMIT, P.SUBMITTED],
        [P.INVITED_NOT_SENT, Step.OFFER, P.OFFERED, Step.HIRE, P.INVITED_NOT_SENT],
        [P.RETIRED, Step.REHIRE, P.INVITED_NOT_SENT, Step.SUBMIT, P.SUBMITTED],
    ],
)
def test_move_follows_the_course(course):
    state = course[0]
    for step, expected in zip(course[1::2], course[2::2], strict=True):
        state = move(state, step)
        assert state is expected


STEPS = {
    P.INVITED_NOT_SENT: {Step.INVITE, Step.SAVE, Step.SUBMIT, Step.REFUSE, Step.OFFER, Step.RETIRE},
    P.WAITING: {Step.INVITE, Step.SAVE, Step.SUBMIT, Step.REFUSE, Step.RETIRE},
    P.DRAFTING: {Step.INVITE, Step.SAVE, Step.SUBMIT, Step.REFUSE, Step.RETIRE},
    P.OFFERED: {Step.HIRE, Step.RETIRE},
    P.SUBMITTED: {Step.APPROVE, Step.RETURN, Step.RETIRE},
    P.RETURNED: {Step.SAVE, Step.SUBMIT, Step.RECALL, Step.REFUSE, Step.RETIRE},
    P.VERIFIED: {Step.REOPEN, Step.RETIRE},
    P.REFUSED: {Step.SAVE, Step.SUBMIT, Step.RECONSIDER, Step.RETIRE},
    P.RETIRED: {Step.REHIRE},
}
"""What may happen in each state, written down here once more: a step more or less is a decision."""


@pytest.mark.parametrize("state", P)
def test_move_refuses_every_other_step(state):
    taken = set()
    for step in Step:
        with suppress(MoveRefused):
            move(state, step)
            taken.add(step)

    assert taken == STEPS[state]


def test_every_state_can_be_reached_and_left():
    assert set(MOVES.values()) == set(P)
    assert {state for state, _ in MOVES} == set(P)


@pytest.mark.parametrize(
    ("state", "step", "after"),
    [
        (D.RECEIVED, DocumentStep.CLEAN, D.CLEAN),
        (D.RECEIVED, DocumentStep.DISCARD, D.UNUSABLE),
        (D.CLEAN, DocumentStep.RETURN, D.RETURNED),
        (D.RETURNED, DocumentStep.REPLACE, D.REPLACED),
        (D.UNUSABLE, DocumentStep.REPLACE, D.REPLACED),
        (D.REPLACED, DocumentStep.DESTROY, D.DESTROYED),
    ],
)
def test_move_document_follows_the_table(state, step, after):
    assert move_document(state, step) is after


def test_a_destroyed_photograph_never_comes_back():
    assert [step for state, step in DOCUMENT_MOVES if state is D.DESTROYED] == []
    with pytest.raises(MoveRefused):
        move_document(D.DESTROYED, DocumentStep.CLEAN)
