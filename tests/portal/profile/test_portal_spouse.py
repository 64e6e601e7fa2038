"""第3号被保険者: a spouse whose number the company checks, from the form to the review."""

import re

import pytest
from sqlalchemy import select

from mcollector.rules.errors import FormRefused
from mcollector.rules.papers.dependent_slots import mark_of
from mcollector.rules.states import DocumentState, PersonState
from mcollector.services.reviews import decision, photographs, returns
from mcollector.services.reviews.papers import bound
from mcollector.store.documents import Document
from mcollector.store.people import Person
from mcollector.store.submissions import Dependent, Submission
from tests import factories
from tests.factories import BACK, FRONT
from tests.portal.handoff.handing_over import Telephone, link_of
from tests.portal.pages import Page, refused
from tests.portal.rows import rows
from tests.web.visitor import title

SPOUSE = {
    "relation": "wife",
    "given": "花子",
    "birth_year": "1990",
    "third_insured": "1",
    "middle": "マリア",
    "family_reading": "ヤマダ",
    "given_reading": "はなこ",
}
PAPERS = "/my/dependents/1/papers"
NOT_THERE = "扶養者1人目の証明書の写真がそろっていません。"


@pytest.fixture
def spouse(worker):
    """Everything is filled in, and a spouse of 第3号 added, whose papers are still to come."""
    worker.fill_in()
    worker.add_dependent(**SPOUSE)
    return worker


def slots_of(worker):
    """Return the codes of the places on the spouse's page."""
    return [node.attributes["name"] for node in worker.page(PAPERS).find("input", type="file")]


def send_papers(worker, content=(BACK, FRONT), **values):
    worker.send(PAPERS, {"paper_number": "card", "choose": "1"})
    files = dict(zip(slots_of(worker), content, strict=True))
    return worker.post_files(PAPERS, files, {"paper_number": "card"} | values)


def test_whoever_is_not_asked_goes_on_as_before(worker):
    worker.fill_in()

    answer = worker.add_dependent(**SPOUSE | {"third_insured": ""})

    assert answer.location == "/my/check"
    assert worker.get(PAPERS).status_code == 404
    assert worker.press_update().location == "/my/done"


def test_a_child_is_not_of_the_third_kind(worker):
    answer = worker.add_dependent(third_insured="1")

    assert refused(answer) == {
        "third_insured": (
            "扶養者1人目の第3号被保険者は、妻・夫だけです。"
            "続柄を確認するか、チェックを外してください。"
        )
    }
    assert Page(answer.text).values["third_insured"] == "1"


def test_a_reading_that_is_none_is_named(worker):
    answer = worker.add_dependent(family_reading="山田")

    assert refused(answer) == {
        "family_reading": "扶養者1人目のふりがなは、ひらがな100文字以内で入力してください。"
    }


def test_yes_leads_to_the_papers(worker):
    worker.fill_in()

    answer = worker.add_dependent(**SPOUSE)

    page = worker.page(PAPERS)
    assert answer.location == PAPERS
    assert page.remedy == "扶養者1人目：山田 マリア 花子"
    assert len(page.find("input", name="paper_number")) == 4
    assert slots_of(worker) == []


def test_without_the_papers_there_is_no_update_and_the_page_leads_to_them(spouse, tools):
    page = Page(spouse.press_update().text)

    assert page.summary == [(PAPERS, NOT_THERE)]
    assert rows(tools, Submission) == []


def test_the_choice_brings_the_side_with_the_number_and_the_mandate(spouse):
    spouse.send(PAPERS, {"paper_number": "card", "choose": "1"})

    codes = slots_of(spouse)

    assert [re.sub(r"^d[0-9a-f]{10}-", "", code) for code in codes] == ["card_back", "mandate"]
    assert spouse.page(PAPERS).values["paper_number"] == "card"


@pytest.mark.parametrize("press", ["choose", "next", "phone"])
def test_without_a_choice_every_button_asks_for_it(spouse, press):
    answer = spouse.send(PAPERS, {press: "1"})

    assert refused(answer) == {"paper_number": "どの書類を出すかを選択してください。"}


def test_each_missing_photograph_is_named(spouse):
    spouse.send(PAPERS, {"paper_number": "card", "choose": "1"})
    back, mandate = slots_of(spouse)

    answer = spouse.post_files(PAPERS, {mandate: b"text"}, {"paper_number": "card"})

    assert refused(answer) == {
        back: "扶養者の マイナンバーカードの うらの写真を選択してください。",
        mandate: "JPEG・PNG・HEIC・PDFの写真を選択してください。",
    }


def test_with_the_papers_it_is_submitted_and_each_row_says_so(spouse, tools):
    answer = send_papers(spouse)

    assert answer.location == "/my/check"
    assert spouse.press_update().location == "/my/done"
    (dependent,) = rows(tools, Dependent)
    mark = mark_of(dependent.id)
    assert dependent.papers == "card mandate"
    assert {row.slot for row in rows(tools, Document)} == {
        "card_back",
        "card_front",
        f"{mark}-card_back",
        f"{mark}-mandate",
    }
    assert {row.submission_id for row in rows(tools, Document)} == {dependent.submission_id}


@pytest.mark.parametrize(
    "slot", ["card_back", "d0123456789-card_back", "d0123456789-x", "-", "mandate"]
)
def test_no_other_place_is_filled_from_that_page(spouse, tools, slot):
    send_papers(spouse)
    before = len(rows(tools, Document))

    answer = spouse.post_files(PAPERS, {slot: BACK}, {"paper_number": "card"})

    assert (answer.status_code, len(rows(tools, Document))) == (404, before)


@pytest.mark.parametrize("path", ["/my/photos", "/my/again"])
def test_a_dependents_place_is_filled_from_no_other_page(spouse, tools, path):
    send_papers(spouse)
    slot, _mandate = slots_of(spouse)
    before = len(rows(tools, Document))

    answer = spouse.post_files(path, {slot: BACK}, {"route": "card"})

    assert (answer.status_code in (302, 404), len(rows(tools, Document))) == (True, before)


def test_a_change_keeps_the_photographs(spouse):
    send_papers(spouse)

    answer = spouse.add_dependent(position=1, **SPOUSE | {"given": "華子"}, number="")

    assert answer.location == "/my/check"
    assert spouse.press_update().location == "/my/done"


def test_a_no_later_on_asks_for_nothing_more(spouse, tools):
    send_papers(spouse)

    spouse.add_dependent(position=1, **SPOUSE | {"third_insured": ""})

    assert spouse.press_update().location == "/my/done"
    assert rows(tools, Dependent)[0].papers == ""
    bound_ones = [row.slot for row in rows(tools, Document) if row.submission_id is not None]
    assert sorted(bound_ones) == ["card_back", "card_front"]


def test_whoever_is_removed_takes_the_photographs_along(spouse, tools):
    send_papers(spouse)

    spouse.send("/my/dependents/1/remove")

    states = {row.slot: row.state for row in rows(tools, Document)}
    theirs = {state for slot, state in states.items() if "-" in slot}
    assert (theirs, states["card_back"]) == ({DocumentState.REPLACED}, DocumentState.RECEIVED)


def test_the_spouses_photographs_come_from_a_telephone_too(app, spouse):
    telephone = Telephone(app.test_client())
    answer = spouse.send(PAPERS, {"paper_number": "card", "phone": "1"})
    assert title(answer) == "スマホで続ける"
    telephone.scan(link_of(Page(answer.text)))
    page = telephone.page("/my/phone")
    codes = [node.attributes["name"] for node in page.find("input", type="file")]

    telephone.send_from_phone(dict.fromkeys(codes, BACK))

    assert spouse.press_update().location == "/my/done"


@pytest.fixture
def submitted(print_off, spouse, deliver, founded, tools):
    """What the office opens: person, submission, and its photographs by their place."""
    send_papers(spouse)
    spouse.press_update()
    deliver()
    return Submitted(tools, factories.admin_of(founded))


class Submitted:
    """The office's side of one submission."""

    def __init__(self, tools, actor):
        self.tools, self.actor = tools, actor
        self.person = rows(tools, Person)[0].id
        self.submission = rows(tools, Submission)[0].id
        with tools.read(self.actor) as uow:
            found = bound(uow, self.submission)
        self.documents = {row.slot.rpartition("-")[2]: row.id for row in found}
        self.of_spouse = [row.id for row in found if "-" in row.slot]
        self.own = [row.id for row in found if "-" not in row.slot]

    def see(self, ids):
        for document_id in ids:
            with self.tools.work(self.actor) as uow:
                photographs.see_photograph(uow, document_id, "large")

    def page(self):
        with self.tools.work(self.actor) as uow:
            return decision.open_review(uow, self.person)

    def approve(self, leave_out=""):
        checks = {check.code for group in self.page().checklists for check in group.items}
        with self.tools.work(self.actor) as uow:
            day = uow.now.date()
            decision.approve(
                uow, self.person, self.submission, frozenset(checks - {leave_out}), day
            )

    def state(self):
        with self.tools.read(self.actor) as uow:
            return uow.first(select(Person.state))


def test_the_review_shows_them_with_a_list_of_their_own(submitted):
    page = submitted.page()

    assert [one.title for one in page.documents if "-" in one.slot] == [
        "扶養者の マイナンバーカードの うら（番号が ある面）",
        "扶養者の 委任状",
    ]
    group = page.checklists[-1]
    assert (group.title, [check.code for check in group.items]) == (
        "扶養者1人目",
        ["dependent_1_number_same", "dependent_1_mandate_current"],
    )
    (one,) = page.dependents
    assert (one.name, one.reading, one.is_checked_by_us) == (
        "山田 マリア 花子",
        "やまだ はなこ",
        True,
    )


def test_done_needs_every_one_of_the_spouses_photographs_seen(submitted):
    submitted.see(submitted.own)

    with pytest.raises(FormRefused) as found:
        submitted.approve()

    assert list(found.value.fields) == ["photographs"]


def test_done_needs_the_spouses_ticks(submitted):
    submitted.see([*submitted.own, *submitted.of_spouse])

    with pytest.raises(FormRefused) as found:
        submitted.approve(leave_out="dependent_1_mandate_current")

    assert {name: str(text) for name, text in found.value.fields.items()} == {
        "checks": "扶養者1人目の項目にチェックを入れてください。"
    }


def test_with_everything_seen_it_is_done(submitted):
    submitted.see([*submitted.own, *submitted.of_spouse])

    submitted.approve()

    assert submitted.state() is PersonState.VERIFIED


def test_the_spouses_photograph_is_sent_back_sent_again_and_done(submitted, spouse, deliver, tools):
    mandate = submitted.documents["mandate"]
    with tools.work(submitted.actor) as uow:
        returns.send_back(uow, submitted.person, submitted.submission, [(mandate, "blur")], "")
    deliver()

    page = spouse.page("/my/again")
    (place,) = [node.attributes["name"] for node in page.find("input", type="file")]
    answer = spouse.send_again({place: FRONT})
    deliver()

    assert "扶養者の 委任状" in page.text
    assert answer.location == "/my/done"
    again = Submitted(tools, submitted.actor)
    again.see([*again.own, *again.of_spouse])
    again.approve()
    assert again.state() is PersonState.VERIFIED
