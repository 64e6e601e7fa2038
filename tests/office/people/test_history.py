"""履歴: what was done with one person, by whom, to the second - and nothing of what it was."""

import html
import re
from uuid import uuid4

import pytest
from sqlalchemy import event

from mcollector.rules.actor import Actor
from mcollector.rules.errors import NotAllowed
from mcollector.rules.rights import Right
from mcollector.services.audit import lines, person
from mcollector.services.reviews import numbers
from tests import factories
from tests.gate.choice import DATABASE
from tests.office import desk
from tests.web.visitor import Visitor, title


def path_of(person_id):
    return f"/admin/log/person/{person_id}"


def shown(answer):
    """Return the page's rows: when, who, what, with what result."""
    rows = re.findall(r"<tbody>(.*?)</tbody>", answer.text, re.DOTALL)[0].split("</tr>")[:-1]
    bare = [re.sub(r"<svg.*?</svg>|<[^>]*>", "\n", row, flags=re.DOTALL) for row in rows]
    return [tuple(html.unescape(row).split("\n\n")) for row in map(tidy, bare)]


def tidy(row):
    return re.sub(r"\n\s*\n+", "\n\n", row.strip())


@pytest.fixture
def revealed(tools, founded, person_id, clock):
    """The number of somebody who has submitted was looked at, eleven seconds later."""
    submission_id = desk.newest(tools, founded, person_id).id
    clock.move(seconds=11)
    with tools.work(factories.admin_of(founded)) as uow:
        numbers.reveal(uow, person_id, submission_id)


def test_the_newest_line_stands_first_with_its_second(admin, person_id, revealed):
    answer = admin.get(path_of(person_id))

    assert title(answer) == "履歴：山田 太郎"
    rows = shown(answer)
    assert rows[0][0] == "2026-11-24 12:00:11"
    assert ("2026-11-24 12:00:11", "山田 管理者", "マイナンバーを表示", "成功") in rows
    assert ("2026-11-24 12:00:00", "山田 太郎", "提出", "成功") in rows


def test_it_holds_no_line_of_anybody_else(admin, tools, founded, person_id, other_id, revealed):
    with tools.read(factories.admin_of(founded)) as uow:
        rows = person.get_page(uow, other_id, None, None).page.rows

    assert rows == ()
    assert "該当する記録はありません。" in admin.get(path_of(other_id)).text


def test_nothing_of_what_was_seen_or_typed_stands_in_it(admin, person_id, revealed):
    text = html.unescape(admin.get(path_of(person_id)).text)

    secrets = (factories.number(), "千代田区", "5300001", "09000000000", "1988", "p0@example.com")
    assert [one for one in secrets if one in text] == []
    assert "マイナンバーを表示" in text


def test_every_line_comes_once_and_back_again(admin, person_id, revealed, monkeypatch):
    whole = shown(admin.get(path_of(person_id)))
    monkeypatch.setattr(lines, "SIZE", 7)

    pages, answer = [], admin.get(path_of(person_id))
    while answer is not None:
        pages.append(shown(answer))
        older = link(answer, "next")
        last, answer = answer, admin.get(older) if older else None
    back = shown(admin.get(link(last, "prev")))

    assert [row for page in pages for row in page] == whole
    assert len(whole) > 14
    assert back == pages[-2]


def link(answer, rel):
    found = re.search(rf'<a rel="{rel}" href="([^"]+)"', answer.text)
    return found and html.unescape(found[1])


@pytest.mark.parametrize("place", ["x", "-1", "9" * 30, "' OR 1=1"])
def test_a_broken_place_is_the_first_page(admin, person_id, revealed, place):
    first = shown(admin.get(path_of(person_id)))

    assert shown(admin.get(path_of(person_id), query_string={"before": place})) == first


@pytest.mark.parametrize(
    ("right", "status"),
    [
        (Right.ADMIN, 200),
        (Right.AUDITOR, 200),
        (Right.DATA, 403),
        (Right.UPLOAD, 403),
        (Right.DOWNLOAD, 403),
    ],
)
def test_only_who_may_see_the_log_sees_it(app, tools, founded, person_id, right, status):
    visitor = desk.sign_in(app, tools, founded, right)

    assert visitor.get(path_of(person_id)).status_code == status
    with tools.read(Actor.staff(founded.company_id, uuid4(), right)) as uow:
        if status == 403:
            with pytest.raises(NotAllowed):
                person.get_page(uow, person_id, None, None)


def test_the_persons_page_leads_to_it_where_it_may_be_seen(app, admin, tools, founded, person_id):
    clerk = desk.sign_in(app, tools, founded, Right.DATA)
    auditor = desk.account(tools, founded, Right.AUDITOR, mail="a@example.com")

    pages = [visitor.get(f"/admin/people/{person_id}").text for visitor in (admin, clerk)]

    way = f'<a href="{path_of(person_id)}">履歴</a>'
    assert [way in page for page in pages] == [True, False]
    visitor = Visitor(app.test_client())
    visitor.client.set_cookie("mc-office", desk.cookie_of(tools, founded, auditor.id))
    assert "基本情報" not in visitor.get(path_of(person_id)).text


def test_somebody_of_another_company_has_no_history_here(admin, tools, other):
    foreign = factories.people_ids(tools, other)[0]

    assert admin.get(path_of(foreign)).status_code == 404


@pytest.mark.both
def test_the_lines_are_found_by_the_index_of_their_subject(tools, founded, person_id, revealed):
    seen = []

    def note(_connection, _cursor, statement, parameters, *_more):
        if "ORDER BY audit_lines.seq" in statement:
            seen.append((statement, parameters))

    event.listen(tools.engine, "before_cursor_execute", note)
    with tools.read(factories.admin_of(founded)) as uow:
        person.get_page(uow, person_id, None, None)
        event.remove(tools.engine, "before_cursor_execute", note)
        connection = uow._session.raw_connection()
        if DATABASE == "postgres":
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
            connection.exec_driver_sql("SET LOCAL enable_sort = off")
        word = "EXPLAIN QUERY PLAN" if DATABASE == "sqlite" else "EXPLAIN"
        [(statement, parameters)] = seen
        plan = str(connection.exec_driver_sql(f"{word} {statement}", parameters).all())

    assert "ix_audit_lines_subject" in plan
    assert "ORDER BY" not in plan
