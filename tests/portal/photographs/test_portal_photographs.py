"""Photographs at the door: what is refused at once, and what was received stays received."""

import pytest
from PIL import Image

from mcollector.rules.errors import FieldRefused
from mcollector.rules.photographs.formats import MAX_BYTES, refuse_unless_picture
from mcollector.services.submissions import submit
from mcollector.store.documents import Document
from tests import factories
from tests.factories import BACK, FRONT
from tests.images.decoding import odd
from tests.portal.employee import NUMBER, PHOTOGRAPHS
from tests.portal.pages import Page, refused
from tests.portal.rows import blobs, rows
from tests.samples import Paper, photograph
from tests.web.visitor import title

KINDS = "JPEG・PNG・HEIC・PDFの写真を選択してください。"
BROKEN = "写真を開けません。もう一度とってください。"
TOO_LARGE = "20MBより小さい写真を選択してください。"
NONE_BACK = "マイナンバーカードの うらの写真を選択してください。"
NONE_FRONT = "マイナンバーカードの おもての写真を選択してください。"
RECEIVED = ("受け取り済み", "")

NO_PHOTOGRAPHS = {
    "empty": (b"", BROKEN),
    "text": ("見本\n".encode(), KINDS),
    "gif": (odd.saved(Image.new("RGB", (40, 40)), "GIF"), KINDS),
    "svg": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", KINDS),
    "html": (b"<script>alert(1)</script>", KINDS),
    "too large": (BACK + bytes(MAX_BYTES), TOO_LARGE),
}


@pytest.mark.parametrize("name", NO_PHOTOGRAPHS)
def test_what_is_no_photograph_is_refused_on_its_place(worker, tools, name):
    content, sentence = NO_PHOTOGRAPHS[name]

    answer = worker.send_photographs({"card_back": (content, "photo.jpg"), "card_front": FRONT})

    assert refused(answer) == {"card_back": sentence}
    assert Page(answer.text).slot("card_front") == RECEIVED
    assert [row.slot for row in rows(tools, Document)] == ["card_front"]


OTHER_KINDS = {"pdf": b"%PDF-1.7\n", "heic": b"\0\0\0\x18ftypheic\0\0\0\0heicmif1"}


@pytest.mark.parametrize("name", OTHER_KINDS)
def test_other_files_get_the_sentence_of_what_is_taken_today(worker, name):
    content = OTHER_KINDS[name]

    answer = worker.send_photographs({"card_back": (content, f"p.{name}"), "card_front": FRONT})

    sentence = sentence_of_today(content)
    assert (answer.location == "/my/check") == (sentence is None)
    assert sentence is None or refused(answer) == {"card_back": sentence}


def sentence_of_today(content):
    """Return the rule's own sentence; None for what is taken."""
    try:
        refuse_unless_picture(content)
    except FieldRefused as refusal:
        return str(refusal.sentence)


def test_no_photograph_is_asked_for_place_by_place(worker):
    answer = worker.send_photographs()

    assert refused(answer) == {"card_back": NONE_BACK, "card_front": NONE_FRONT}


def test_everything_wrong_is_named_at_once(worker):
    answer = worker.send_photographs({"card_back": (b"", "p.jpg")}, number="1")

    assert list(refused(answer)) == ["number", "card_back", "card_front"]


def test_no_choice_of_papers_is_asked_for(worker):
    answer = worker.send_photographs(route="")

    assert refused(answer) == {"route": "どの書類を出すかを選択してください。"}


@pytest.mark.parametrize("route", ["gold", "x" * 9000, "\x00"])
def test_a_choice_there_is_none_of_is_asked_for_again(worker, route):
    answer = worker.send_photographs(route=route, photo_id=route)

    assert refused(answer) == {"route": "どの書類を出すかを選択してください。"}


@pytest.mark.parametrize("photo_id", ["", "card", "x" * 9000])
def test_the_second_paper_is_asked_for(worker, photo_id):
    answer = worker.send_photographs(route="notice", photo_id=photo_id)

    assert refused(answer) == {"photo_id": "顔写真つきの証明書を選択してください。"}


def test_a_stray_second_paper_does_no_harm_to_the_card(worker, tools, founded):
    worker.read_notice()
    worker.fill_profile()
    worker.send_photographs(PHOTOGRAPHS, photo_id="x" * 9000)

    answer = worker.press_update()

    (person_id,) = factories.people_ids(tools, founded)
    with tools.read(factories.admin_of(founded)) as uow:
        assert (answer.location, submit.newest(uow, person_id).papers) == ("/my/done", "card")


def test_received_photographs_stay_when_another_field_is_wrong(worker, tools):
    first = worker.send_photographs(PHOTOGRAPHS, number="1")

    second = worker.send_photographs()

    assert [Page(first.text).slot(code) for code in PHOTOGRAPHS] == [RECEIVED, RECEIVED]
    assert second.location == "/my/check"
    assert len(rows(tools, Document)) == 2


def test_a_refused_one_leaves_the_one_before(worker):
    worker.send_photographs(PHOTOGRAPHS)

    answer = worker.send_photographs({"card_back": (b"text", "p.jpg")})

    assert refused(answer) == {"card_back": KINDS}
    assert Page(answer.text).slot("card_back") == ("受け取り済み", KINDS)
    assert worker.send_photographs().location == "/my/check"


def test_the_same_place_twice_is_a_replacement(worker, tools):
    worker.send_photographs(PHOTOGRAPHS)

    worker.send_photographs({"card_back": photograph(Paper.CARD_BACK, form="PNG")})

    states = [(row.slot, row.state, row.intake is None) for row in rows(tools, Document)]
    assert sorted(states) == [
        ("card_back", "received", False),
        ("card_back", "replaced", True),
        ("card_front", "received", False),
    ]
    assert len(blobs(tools)) == 2


def test_a_place_there_is_none_of_is_not_found_and_nothing_is_stored(worker, tools):
    answer = worker.send_photographs({"passport_cover\x00": BACK})

    assert (answer.status_code, title(answer)) == (404, "ページが見つかりません。")
    assert (rows(tools, Document), blobs(tools)) == ([], [])


def test_choosing_the_papers_names_nothing_that_is_missing(worker):
    answer = worker.send_photographs(number="", choose="1")

    page = worker.page(answer.location)
    assert (answer.location, page.summary) == ("/my/photos", None)
    assert page.slot("card_back") == ("", "")


def test_choosing_the_papers_names_what_was_sent_wrong(worker):
    answer = worker.send_photographs({"card_back": (b"", "p.jpg")}, number="12", choose="1")

    assert refused(answer) == {
        "number": "12桁で入力してください（今は2桁です）。",
        "card_back": BROKEN,
    }


def test_saving_for_later_says_which_photograph_was_not_kept(worker):
    worker.send_photographs({"card_back": (b"", "p.jpg"), "card_front": FRONT}, later="1")

    assert worker.page("/my/").notes()[0] == f"保存していないものがあります。{BROKEN}"
    assert worker.page("/my/photos").slot("card_front") == RECEIVED


def test_a_body_too_large_names_what_was_lost_and_what_was_there_stays(worker):
    worker.send_photographs(PHOTOGRAPHS)

    answer = worker.send_photographs({f"passport_{n}": BACK + bytes(16 << 20) for n in range(4)})

    page = Page(answer.text)
    assert refused(answer, 413) == {
        "number": (
            "写真が大きすぎます。1枚20MB、合わせて60MBまでにしてください。"
            "いま送信したものは受け取っていません。マイナンバーも、もう一度入力してください。"
        )
    }
    assert page.values["route"] == "card"
    assert page.slot("card_back") == RECEIVED
    assert page.values["number"] == ""
    assert NUMBER not in answer.text


@pytest.mark.parametrize("path", ["/my/again", "/my/dependents/1/papers"])
def test_a_body_too_large_elsewhere_gets_a_page_too(worker, path):
    large = {f"passport_{n}": BACK + bytes(16 << 20) for n in range(4)}

    page = Page(worker.post_files(path, large, {}).text)

    assert page.heading == "写真が大きすぎます。"
    assert page.remedy == "1枚20MB、合わせて60MBまでにしてください。"


def test_a_photograph_after_the_update_is_not_taken_and_says_so(worker, tools):
    worker.hand_in()
    before = len(rows(tools, Document))

    answer = worker.send_photographs(PHOTOGRAPHS)

    page = Page(answer.text)
    assert (answer.status_code, page.heading) == (409, "提出はすでに完了しています。")
    assert page.remedy == (
        "いま送信した内容は受け取っていません。直したいときは、会社に連絡してください。"
    )
    assert len(rows(tools, Document)) == before
