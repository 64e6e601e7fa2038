"""スマホで続ける: a link used once, for the photographs of one form and nothing else of it."""

import pytest

from mcollector.rules.actions import Action
from mcollector.rules.actor import Actor
from mcollector.services.letters import queue
from mcollector.services.login import sessions
from mcollector.services.reviews import returns
from mcollector.services.reviews.papers import bound
from mcollector.services.submissions import submit
from mcollector.services.upkeep import housekeeping
from mcollector.store.accounts import WebSession
from mcollector.store.audit import AuditLine
from mcollector.store.documents import Document
from mcollector.store.handoffs import Handoff
from mcollector.store.people import Person
from mcollector.web import policies
from mcollector.web.policies import Access
from tests import factories
from tests.factories import BACK, FRONT
from tests.portal.employee import CARD, NUMBER, PHOTOGRAPHS
from tests.portal.handoff.handing_over import Telephone, link_of
from tests.portal.pages import Page
from tests.portal.rows import places, rows
from tests.web.visitor import said, title

OVER = "この画面は終わりました。続けるときは、パソコンで新しいQRコードを出してください。"
RECEIVED = ("受け取り済み", "")


@pytest.fixture
def telephone(app):
    return Telephone(app.test_client())


@pytest.fixture
def desk(worker):
    """The employee at a computer, everything filled in but the photographs."""
    worker.read_notice()
    worker.fill_profile()
    worker.send_photographs(choose="1")
    return worker


def hand_over(desk, **more):
    """Press 「スマホで続ける」 and return the link of the page."""
    answer = desk.send_photographs(phone="1", **more)
    assert (answer.status_code, title(answer)) == (200, "スマホで続ける")
    return link_of(Page(answer.text))


def lines(tools, action):
    return rows(tools, AuditLine, AuditLine.action == action.value)


def test_the_button_stands_beside_the_places_of_a_fresh_form(worker):
    (button,) = worker.page("/my/photos").find("button", name="phone")

    assert button.text == "スマホで続ける"


def test_the_landing_says_whose_form_it_is_and_uses_nothing_up(desk, telephone, tools):
    link = hand_over(desk)

    pages = [Page(telephone.get(link).text) for _ in range(3)]

    words = "株式会社サンプル建設 山田 太郎0さんの手続きです。心当たりがなければ閉じてください。"
    assert [page.notes() for page in pages] == [[words]] * 3
    assert rows(tools, Handoff)[0].phone_session_id is None


def test_photographs_of_the_telephone_stand_in_the_form_as_if_sent_from_the_desk(desk, telephone):
    telephone.scan(hand_over(desk))

    answer = telephone.send_from_phone(PHOTOGRAPHS)

    assert answer.location == "/my/phone"
    shown = telephone.page("/my/phone")
    assert shown.notes()[0] == "受け取りました。"
    assert shown.notes()[-1].startswith("写真をすべて受け取りました。")
    assert desk.page("/my/photos").slot("card_back") == RECEIVED
    assert desk.send_photographs(number="").location == "/my/check"
    assert desk.press_update().location == "/my/done"


def test_one_by_one_is_fine_and_what_is_no_picture_is_named(desk, telephone):
    telephone.scan(hand_over(desk))

    telephone.send_from_phone({"card_back": BACK})
    answer = telephone.send_from_phone({"card_front": b"text"})

    page = Page(answer.text)
    assert answer.status_code == 422
    assert page.errors == {"card_front": "JPEG・PNG・HEIC・PDFの写真を選択してください。"}
    assert page.slot("card_back") == RECEIVED


def test_the_number_typed_before_is_kept_and_never_on_the_telephone(desk, telephone):
    link = hand_over(desk, number=NUMBER)
    telephone.scan(link)

    pages = [telephone.get(path).text for path in ("/my/phone", link)]

    assert f"最後の4桁 {NUMBER[-4:]}" in desk.page("/my/photos").text
    assert [page for page in pages if NUMBER[-4:] in page] == []


def test_a_wrong_number_is_named_before_anything_is_handed_over(desk, tools):
    answer = desk.send_photographs(phone="1", number="12")

    assert answer.status_code == 422
    assert Page(answer.text).errors == {"number": "12桁で入力してください（今は2桁です）。"}
    assert rows(tools, Handoff) == []


def closed_to(app, session):
    """Return every address with GET or POST that lets the session in."""
    found = {}
    for rule in app.url_map.iter_rules():
        access = policies.table(app)[rule.endpoint].access
        if access in (Access.PUBLIC, Access.HANDOFF):
            continue
        values = {name: _value(rule._converters[name]) for name in rule.arguments}
        with app.test_request_context():
            path = app.url_map.bind("localhost").build(rule.endpoint, values)
        for method in rule.methods & {"GET", "POST"}:
            answer = session.client.open(path, method=method)
            found[rule.endpoint, method] = (answer.status_code, answer.location)
    return found


def _value(converter):
    kind = type(converter).__name__
    return {"IntegerConverter": 1, "UUIDConverter": "0" * 32}.get(kind) or _word(converter)


def _word(converter):
    return next(iter(getattr(converter, "items", ["x"])))


def test_nothing_else_of_the_house_is_open_to_it(app, desk, telephone):
    telephone.scan(hand_over(desk))

    found = closed_to(app, telephone)

    assert len(found) > 60
    allowed = {404, 405}
    let_in = {
        which: answer
        for which, answer in found.items()
        if answer[0] not in allowed
        and (answer[1] or "").partition("?")[0] not in ("/my/phone", "/login")
    }
    assert let_in == {}


def test_a_full_session_would_be_let_in(app, desk):
    answers = set(closed_to(app, desk).values())

    assert (200, None) in answers


def test_a_full_session_has_no_page_of_a_telephone(desk):
    assert desk.get("/my/phone").location == "/my/"


def test_a_place_that_was_not_handed_over_is_not_found(desk, telephone, tools):
    telephone.scan(hand_over(desk))

    answer = telephone.send_from_phone({"passport": BACK})

    assert answer.status_code == 404
    assert rows(tools, Document) == []


def test_the_link_works_once(app, desk, telephone):
    link = hand_over(desk)
    telephone.scan(link)
    other = Telephone(app.test_client())

    answer = other.scan(link)

    assert (answer.status_code, title(answer)) == (410, "このQRコードは使用済みです。")
    assert said(other.get("/my/phone")) == OVER


def test_after_a_quarter_of_an_hour_it_has_expired(desk, telephone, clock):
    link = hand_over(desk)
    clock.move(minutes=15)

    answers = [telephone.get(link), telephone.scan(link)]

    assert [(one.status_code, title(one)) for one in answers] == [
        (410, "このQRコードの有効期限が切れました。")
    ] * 2


def test_just_before_it_still_works(desk, telephone, clock):
    link = hand_over(desk)
    clock.move(minutes=14, seconds=59)

    assert telephone.scan(link).location == "/my/phone"


def test_the_page_of_the_telephone_lives_half_an_hour(desk, telephone, clock):
    telephone.scan(hand_over(desk))
    for _ in range(2):
        clock.move(minutes=14)
        assert telephone.get("/my/phone").status_code == 200
        desk.page("/my/")

    clock.move(minutes=2)

    answer = telephone.get("/my/phone")
    assert (answer.status_code, said(answer)) == (410, OVER)


def test_a_newer_one_ends_the_older_and_whom_it_let_in(app, desk, telephone):
    first = hand_over(desk)
    second = hand_over(desk)
    dead = telephone.scan(first).status_code
    telephone.scan(second)

    third = hand_over(desk)

    assert dead == 410
    assert telephone.send_from_older_page({"card_back": BACK}).status_code == 410
    assert Telephone(app.test_client()).scan(third).location == "/my/phone"


@pytest.mark.parametrize("used", [False, True])
def test_a_logout_at_the_desk_ends_it(desk, telephone, used):
    link = hand_over(desk)
    if used:
        telephone.scan(link)

    desk.send("/logout")

    assert telephone.get("/my/phone" if used else link).status_code == 410


def test_a_new_password_ends_it(desk, telephone, tools, founded):
    telephone.scan(hand_over(desk))
    with tools.work(factories.admin_of(founded)) as uow:
        account = queue.account_of(uow, rows(tools, Person)[0].id)
        sessions.end_all(uow, account)

    assert said(telephone.get("/my/phone")) == OVER


def test_the_update_ends_it_and_nothing_comes_after(desk, telephone, tools):
    telephone.scan(hand_over(desk))
    telephone.send_from_phone(PHOTOGRAPHS)
    desk.press_update()

    answer = telephone.send_from_older_page({"card_back": BACK})

    assert answer.status_code == 410
    assert rows(tools, Handoff) == []
    assert len(rows(tools, Document)) == 2


def test_the_secret_is_nowhere_in_the_house(desk, telephone, tools, log):
    link = hand_over(desk)
    telephone.scan(link)

    secret = link.rpartition("/")[2]
    kept = [
        table
        for table, content in places(tools).items()
        if secret.encode() in content or secret.replace("-", "").encode() in content
    ]
    assert (len(secret), kept, secret in log.text) == (24, [], False)


def test_making_and_using_leave_a_line_each(app, desk, telephone, tools):
    link = hand_over(desk)
    other = Telephone(app.test_client())
    tokens = [one.token(link) for one in (telephone, other)]
    for one, token in zip((telephone, other), tokens, strict=True):
        one.client.post(link, data={"csrf_token": token})

    made, used = (lines(tools, act) for act in (Action.HANDOFF_MADE, Action.HANDOFF_USED))
    assert [line.actor.partition(":")[0] for line in (*made, *used)] == [
        "person",
        "visitor",
        "visitor",
    ]
    assert [b'"result":"used"' in line.body for line in used] == [False, True]


@pytest.mark.parametrize(
    "link",
    ["/my/phone/NOBODY00/x", "/my/phone/{user}/0000-0000-0000-0000-0000", "/my/phone/é/\x00"],
)
def test_a_wrong_link_says_so(desk, telephone, link):
    hand_over(desk)

    answer = telephone.scan(link.format(user=desk.user_id))

    assert (answer.status_code, title(answer)) == (410, "このQRコードは使えません。")


def test_the_device_that_has_the_form_goes_to_the_form(desk):
    link = hand_over(desk)

    assert desk.get(link).location == "/my/photos"


def test_the_desk_waits_and_may_look_again(desk, clock):
    hand_over(desk)

    waiting = desk.page("/my/photos")
    clock.move(minutes=16)
    over = desk.page("/my/photos")

    (look,) = [link for link in waiting.find("a") if link.text == "写真が届いたら更新"]
    assert look.attributes["href"] == "/my/photos"
    assert "写真が届いたら更新" not in over.text


def test_no_photograph_is_sent_back_to_the_telephone(desk, telephone):
    telephone.scan(hand_over(desk))
    telephone.send_from_phone(PHOTOGRAPHS)

    images = telephone.page("/my/phone").find("img")

    assert {image.attributes.get("src", "").partition("/drawings/")[0] for image in images} <= {
        "",
        "/static",
    }


def test_a_link_that_is_expired_opens_no_session(desk, telephone, tools, clock):
    link = hand_over(desk)
    clock.move(minutes=20)

    telephone.scan(link)

    assert [row.stage for row in rows(tools, WebSession)] == ["full"]


def test_the_choice_and_files_sent_with_the_button_are_kept(desk):
    answer = desk.post_files("/my/photos", {"card_front": FRONT}, CARD | {"phone": "1"})

    assert title(answer) == "スマホで続ける"
    assert desk.page("/my/photos").slot("card_front") == RECEIVED


def test_a_photograph_sent_back_comes_from_a_telephone_too(
    desk, telephone, deliver, tools, founded
):
    desk.send_photographs(PHOTOGRAPHS)
    desk.press_update()
    deliver()
    (person,), admin = rows(tools, Person), factories.admin_of(founded)
    with tools.work(admin) as uow:
        newest = submit.newest(uow, person.id)
        first = bound(uow, newest.id)[0]
        returns.send_back(uow, person.id, newest.id, [(first.id, "blur")], "")

    answer = desk.send("/my/again", {"phone": "1"})
    telephone.scan(link_of(Page(answer.text)))
    telephone.send_from_phone({first.slot: FRONT})

    assert Page(answer.text).find("a", css="btn-primary")[0].attributes["href"] == "/my/again"
    assert desk.send("/my/again").location == "/my/again/check"
    assert desk.send("/my/again/check").location == "/my/done"
    assert rows(tools, Handoff) == []


def test_what_can_be_used_no_more_is_forgotten(desk, tools, founded, clock):
    hand_over(desk)
    system = Actor.system("scheduler", founded.company_id)
    counts = []
    for minutes in (44, 1):
        clock.move(minutes=minutes)
        with tools.work(system) as uow:
            housekeeping.forget(uow)
        counts.append(len(rows(tools, Handoff)))

    assert counts == [1, 0]
