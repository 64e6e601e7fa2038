"""Hints on a photograph: within seconds on the page, advice only, 「このまま使う」 always there."""

import pytest
from PIL import Image

from mcollector.images.specimens import Paper
from mcollector.rules.states import DocumentState, PersonState
from mcollector.store.documents import Document
from tests import factories
from tests.office import desk
from tests.portal.handoff.handing_over import Telephone, link_of
from tests.portal.pages import Page
from tests.portal.photographs.read_papers import drawn, printed, saved, settle
from tests.portal.rows import rows

BACK, FRONT = printed(), printed(Paper.CARD_FRONT)
DARK = saved(drawn().point(lambda shade: shade // 4), "JPEG")
AGAIN = "/my/again/check"
WAITING = "写真を調べています。数秒で結果が出ます。 結果を見る"
SENTENCES = {
    "dark": "写真が暗いようです。明るいところで、もう一度とると読みやすくなります。",
    "side": "反対の面のようです。表と裏を確認してください。",
    "before": "前に送った写真と同じようです。選んだ写真を確認してください。",
    "other": "ほかの場所の写真と同じようです。選んだ写真を確認してください。",
    "expired": "有効期限が過ぎているようです。期限を確認してください。",
}


@pytest.fixture
def sent(worker, tools, deliver):
    """Fill everything in with these photographs and let the worker look; return the employee."""

    def run(back=BACK, front=FRONT):
        worker.fill_in()
        worker.send_photographs({"card_back": back, "card_front": front})
        settle(tools, deliver)
        return worker

    return run


def hints(worker, path="/my/check"):
    """Return the sentences of a page's hints."""
    return [
        node.text.strip()
        for group in worker.page(path).find("ul", css="slot-hints")
        for node in group.all()
        if node.tag == "li"
    ]


def refreshes(page):
    return [node.attributes["content"] for node in page.find("meta", **{"http-equiv": "refresh"})]


def told(page):
    return [" ".join(node.text.split()) for node in page.find("p", css="note-line")]


def test_the_page_comes_again_by_itself_until_the_worker_has_looked(worker, tools, deliver):
    worker.fill_in()
    waiting = worker.page("/my/check")
    settle(tools, deliver)
    looked_at = worker.page("/my/check")

    assert (refreshes(waiting), told(waiting)) == (["1"], [WAITING])
    assert (refreshes(looked_at), told(looked_at)) == ([], [])


def test_a_busy_worker_is_asked_for_less_often(worker, clock):
    worker.fill_in()
    clock.move(seconds=7)

    assert refreshes(worker.page("/my/check")) == ["5"]


def test_after_a_minute_nobody_waits_any_more(worker, clock):
    worker.fill_in()
    clock.move(seconds=61)

    page = worker.page("/my/check")

    assert (refreshes(page), told(page)) == ([], [])


def test_a_page_of_errors_does_not_come_again(worker):
    worker.read_notice()
    worker.send_photographs({"card_back": BACK, "card_front": FRONT})
    key = worker.page("/my/check").values["key"]

    answer = worker.send("/my/submit", {"key": key})

    assert (answer.status_code, refreshes(Page(answer.text))) == (422, [])


def test_a_good_photograph_has_no_hint(sent):
    assert hints(sent()) == []


@pytest.mark.parametrize(
    ("back", "front", "sentence"),
    [
        (DARK, FRONT, SENTENCES["dark"]),
        (BACK, BACK, SENTENCES["other"]),
    ],
    ids=["dark", "other place"],
)
def test_a_hint_says_what_to_do_better(sent, back, front, sentence):
    assert sentence in hints(sent(back, front))


def test_the_wrong_side_is_told_from_its_print(sent):
    assert hints(sent(back=FRONT, front=printed(Paper.LICENCE)))[0] == SENTENCES["side"]


@pytest.fixture
def returned(sent, tools, founded):
    """Let the office send the back of the card back; return the employee."""
    worker = sent()
    worker.press_update()
    (person_id,) = factories.people_ids(tools, founded)
    desk.send_back(tools, founded, person_id)
    return worker


def test_the_photograph_that_came_back_is_told_before_it_is_sent_again(
    returned, tools, founded, deliver
):
    answer = returned.post_files("/my/again", {"card_back": BACK}, {})
    waiting = returned.page(AGAIN)
    settle(tools, deliver)

    page = returned.page(AGAIN)

    (person_id,) = factories.people_ids(tools, founded)
    assert answer.location == AGAIN
    assert (refreshes(waiting), told(waiting)) == (["1"], [WAITING])
    assert (refreshes(page), hints(returned, AGAIN)) == ([], [SENTENCES["before"]])
    assert hints(returned, "/my/again") == [SENTENCES["before"]]
    assert desk.person(tools, founded, person_id).state is PersonState.RETURNED


def taken_again():
    """The same card in another photograph: held a little aslant, on a dark table."""
    card = drawn().rotate(8, expand=True, fillcolor="#3a3f38")
    table = Image.new("RGB", (card.width + 300, card.height + 500), "#3a3f38")
    table.paste(card, (200, 100))
    return saved(table, "JPEG")


def test_another_photograph_is_not_taken_for_it(returned, tools, deliver):
    returned.post_files("/my/again", {"card_back": BACK}, {})
    settle(tools, deliver)
    returned.post_files("/my/again", {"card_back": taken_again()}, {})
    settle(tools, deliver)

    assert hints(returned, AGAIN) == []
    assert returned.send(AGAIN).location == "/my/done"


def test_it_may_be_sent_again_all_the_same(returned, tools, deliver):
    returned.post_files("/my/again", {"card_back": BACK}, {})
    settle(tools, deliver)

    kept = returned.send("/my/again", {"kept": "card_back"})

    assert (kept.location, hints(returned, AGAIN)) == (AGAIN, [])
    assert returned.send(AGAIN).location == "/my/done"
    assert returned.page("/my/done").notes() == []


def test_whoever_did_not_wait_is_told_at_the_end(returned, tools, deliver):
    returned.send_again({"card_back": BACK})
    waiting = returned.page("/my/done")
    settle(tools, deliver)
    page = returned.page("/my/done")

    assert (refreshes(waiting), told(waiting)) == (["1"], [WAITING])
    assert refreshes(page) == []
    assert [note for note in page.notes() if SENTENCES["before"] in note] == page.notes()
    assert len(page.notes()) == 1


def test_without_a_new_photograph_there_is_nothing_to_check(returned):
    page = returned.get(AGAIN)
    answer = returned.send(AGAIN)

    assert page.location == "/my/again"
    assert (answer.status_code, Page(answer.text).heading) == (422, "もう一度 提出してください")


def test_a_hint_is_answered_with_this_one(sent, tools):
    worker = sent(DARK)
    before = hints(worker), hints(worker, "/my/photos")

    answer = worker.send("/my/photos", {"kept": "card_back"})
    twice = worker.send("/my/photos", {"kept": "card_back"})

    assert before == ([SENTENCES["dark"]], [SENTENCES["dark"]])
    assert (answer.location, twice.location) == ("/my/check", "/my/check")
    assert (hints(worker), hints(worker, "/my/photos")) == ([], [])
    assert worker.press_update().location == "/my/done"


def test_on_the_page_of_photographs_what_else_was_typed_is_kept(sent):
    worker = sent(DARK)
    other = factories.number("98765432109")

    answer = worker.send_photographs({"card_front": FRONT}, number=other, keep="card_back")

    assert answer.location == "/my/photos"
    assert hints(worker, "/my/photos") == []
    assert f"最後の4桁 {other[8:]}" in worker.page("/my/photos").text


def test_a_newer_photograph_has_its_own_hints(sent, tools, deliver):
    worker = sent(DARK)
    worker.send("/my/photos", {"kept": "card_back"})

    worker.send_photographs({"card_back": DARK})
    settle(tools, deliver)

    assert hints(worker) == [SENTENCES["dark"], SENTENCES["before"]]


def test_hints_that_are_still_to_come_are_not_answered(worker, tools, deliver):
    worker.fill_in()
    worker.send_photographs({"card_back": DARK})
    worker.send("/my/photos", {"kept": "card_back"})

    settle(tools, deliver)

    assert hints(worker) == [SENTENCES["dark"]]


def test_a_place_without_a_photograph_has_nothing_to_keep(worker):
    worker.fill_in()

    assert worker.send("/my/photos", {"kept": "residence"}).status_code == 404


def test_hints_keep_nobody_from_the_update(sent, tools):
    worker = sent(DARK)

    assert worker.press_update().location == "/my/done"
    (row,) = rows(tools, Document, Document.hints == "dark")
    assert row.state is DocumentState.CLEAN


def test_the_telephone_shows_them_too_and_takes_the_answer(sent, app):
    worker = sent(DARK)
    asked = worker.send_photographs({}, phone="1")
    phone = Telephone(app.test_client())
    phone.scan(link_of(Page(asked.text)))
    before = hints(phone, "/my/phone")

    phone.page_token = phone.token("/my/phone")
    other = phone.post_files("/my/phone", {}, {"csrf_token": phone.page_token, "keep": "residence"})
    answer = phone.post_files(
        "/my/phone", {}, {"csrf_token": phone.page_token, "keep": "card_back"}
    )

    assert before == [SENTENCES["dark"]]
    assert (other.location, answer.location) == ("/my/phone", "/my/phone")
    assert hints(phone, "/my/phone") == []
