"""雇用状態: 就業中, 内定 or 退職, read from where the collection stands."""

from collections.abc import Mapping

from mcollector.rules.labelled import Labelled
from mcollector.rules.sentences import Sentence, say
from mcollector.rules.states import MOVES, PersonState, Step


class Employment(Labelled):
    """What somebody is to the company; the collection's states are finer."""

    OFFERED = "offered", "内定"
    EMPLOYED = "employed", "就業中"
    RETIRED = "retired", "退職"


STEPS: Mapping[Step, Employment] = {
    Step.OFFER: Employment.OFFERED,
    Step.HIRE: Employment.EMPLOYED,
    Step.REHIRE: Employment.EMPLOYED,
    Step.RETIRE: Employment.RETIRED,
}
"""The steps that change it, and what they lead to."""

WORDS: Mapping[Step, Sentence] = {
    Step.OFFER: say("内定にする"),
    Step.HIRE: say("就業中にする"),
    Step.REHIRE: say("再雇用にする"),
    Step.RETIRE: say("退職にする"),
}

CONSEQUENCES: Mapping[Step, Sentence] = {
    Step.OFFER: say("入社が決まるまで、提出を求めません。未送信の招待メールは取り消します。"),
    Step.HIRE: say("今日から提出を求めます。期限は会社設定の日数で新しく決まります。"),
    Step.REHIRE: say(
        "もう一度、はじめから提出を求めます。前の提出内容は、保存期間が終わるまで残ります。"
    ),
    Step.RETIRE: say(
        "提出を求めるメールと催促を止めます。登録された内容は、保存期間が終わるまで残ります。"
    ),
}
"""What the page that asks says of each step."""


def employment_of(state: PersonState) -> Employment:
    """Return what somebody in this state is."""
    found = {PersonState.OFFERED: Employment.OFFERED, PersonState.RETIRED: Employment.RETIRED}
    return found.get(state, Employment.EMPLOYED)


def steps(state: PersonState) -> tuple[Step, ...]:
    """Return the steps the table of states has from here."""
    return tuple(step for step in STEPS if (state, step) in MOVES)
