"""紙の招待状: the page that is printed, and the way to it."""

import re

from mcollector.store.accounts import Account
from mcollector.store.letters import Secret
from mcollector.store.people import Person
from tests.office import desk
from tests.web.visitor import title

NOBODY_WAITS = "紙の招待状を待っている人はいません。"
CODE = re.compile(r"(?:[0-9A-Z]{4}-){4}[0-9A-Z]{4}")


def add(admin, **fields):
    return admin.post("/admin/rosters/add", fields, follow_redirects=True)


def only_person(tools, founded):
    with tools.read(desk.factories.admin_of(founded)) as uow:
        return uow.scalars(desk.select(Person))[0]


def test_who_has_no_address_leads_to_their_slip(admin, tools, founded):
    answer = add(admin, family="阮", given="文雄", invite="1")

    person = only_person(tools, founded)
    assert (title(answer), person.mail) == ("紙の招待状", "")
    assert answer.request.path == f"/admin/slips/{person.id}"
    assert desk.size(tools, founded.company_id, Secret) == 0


def test_a_slip_says_everything_once_and_never_a_number(admin, tools, founded):
    add(admin, family="阮", given="文雄")
    person = only_person(tools, founded)

    answer = admin.post(f"/admin/slips/{person.id}")

    slip = answer.text.partition("<article")[2].partition("</article>")[0]
    with tools.read(desk.factories.admin_of(founded)) as uow:
        user_id = uow.first(desk.select(Account.user_id).where(Account.person_id == person.id))
    for words in ("株式会社サンプル建設", "阮 文雄 さん", f"<dd>{user_id}</dd>", "2026年12月8日"):
        assert words in slip
    assert len(CODE.findall(slip)) == 1
    assert (slip.count("<img"), slip.count("<svg"), slip.count("<path")) == (3, 1, 1)
    assert not re.search(r"[0-9]{12}|[0-9]{4} [0-9]{4} [0-9]{4}", slip)
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_qr_code_is_the_link(admin, tools, founded, monkeypatch):
    made = []
    real = __import__("segno").make
    monkeypatch.setattr("segno.make", lambda text, **how: made.append(text) or real(text, **how))
    add(admin, family="阮", given="文雄")
    answer = admin.post(f"/admin/slips/{only_person(tools, founded).id}")

    code = CODE.search(answer.text).group()
    path = re.search(r'<path d="([^"]+)"', answer.text).group(1)
    size = int(re.search(r'class="slip-qr"[^>]*viewBox="0 0 (\d+) ', answer.text).group(1))
    expected = {
        (x, y)
        for y, row in enumerate(real(made[0], error="m", micro=False).matrix_iter(border=4))
        for x, dark in enumerate(row)
        if dark
    }
    assert made[0].endswith(code)
    assert drawn(path) == expected
    assert size > max(x for x, _y in expected) + 3


def drawn(path):
    """Return the dark squares of the path's runs."""
    runs = re.findall(r"M(\d+) (\d+)h(\d+)v1H(\d+)z", path)
    assert "".join(f"M{x} {y}h{n}v1H{back}z" for x, y, n, back in runs) == path
    return {(int(x) + step, int(y)) for x, y, n, _back in runs for step in range(int(n))}


def test_those_who_wait_are_printed_together_one_a_page(admin, tools, founded):
    add(admin, family="阮", given="文雄")
    add(admin, family="佐藤", given="花子")
    add(admin, mail="taro@example.com", family="山田", given="太郎", invite="1")

    shown = admin.get("/admin/slips/")
    ids = re.findall(r'name="person_id" value="([^"]+)"', shown.text)
    answer = admin.post("/admin/slips/", {"person_id": ids})

    assert len(ids) == 2
    assert answer.text.count('<article class="slip">') == 2
    assert len(set(CODE.findall(answer.text))) == 2


def test_nobody_ticked_and_nobody_there(admin):
    answer = admin.post("/admin/slips/", {}, follow_redirects=True)

    assert "印刷する人を選んでください。" in answer.text
    assert NOBODY_WAITS in answer.text


def test_the_list_offers_paper_in_place_of_a_mail(admin, tools, founded, clock):
    add(admin, family="阮", given="文雄")
    person = only_person(tools, founded)
    clock.move(days=3)
    admin = desk.sign_in(admin.client.application, tools, founded)

    answer = admin.get("/admin/people/")
    refused = admin.post(f"/admin/people/remind/{person.id}")

    assert f'href="/admin/slips/{person.id}"' in answer.text
    assert "メール送信<" not in answer.text
    assert (refused.status_code, "メールアドレスがありません" in refused.text) == (422, True)
