"""利用目的の確認: nothing goes on unread, and a version that changed is shown anew."""

import pytest

from mcollector.rules.actions import Action
from mcollector.services.drafts import notices
from mcollector.store.companies import Notice, NoticeReading
from tests import factories
from tests.portal.pages import Page, refused
from tests.portal.rows import rows

NO_VERSION = "0f6a2a5e-3f0d-4c58-9d57-5a3b5f0e9c11"


def test_without_the_tick_it_is_asked_for(worker):
    answer = worker.send("/my/notice", {"notice": worker.page("/my/notice").values["notice"]})

    assert refused(answer) == {"read": "利用目的を確認し、チェックを入れてください。"}


@pytest.mark.parametrize("shown", [None, "", "no id", NO_VERSION, "9" * 9000])
def test_a_version_that_is_not_todays_is_shown_anew(worker, tools, shown):
    answer = worker.send("/my/notice", {"read": "1"} | ({"notice": shown} if shown else {}))

    assert refused(answer, 409) == {"read": "利用目的が変わりました。もう一度確認してください。"}
    assert rows(tools, NoticeReading) == []


def test_a_newer_version_has_to_be_read_again(worker, tools, founded):
    before = worker.page("/my/notice").values["notice"]
    worker.fill_in()
    with tools.work(factories.admin_of(founded)) as uow:
        text = '{"purposes":["雇用保険届出事務"]}'
        row = uow.add(Notice(number=2, purposes=text, published_at=uow.now))
        uow.record(Action.NOTICE_PUBLISHED, row=row, number=2)

    answer = worker.send("/my/notice", {"notice": before, "read": "1"})
    update = worker.press_update()

    assert "雇用保険届出事務" in Page(answer.text).text
    assert Page(update.text).summary == [
        ("/my/notice", "利用目的を確認し、チェックを入れてください。")
    ]


def test_reading_twice_is_one_reading(worker, tools):
    worker.read_notice()

    answer = worker.read_notice()

    assert answer.location == "/my/profile"
    assert len(rows(tools, NoticeReading)) == 1


def test_a_company_without_purposes_shows_a_page(worker, tools, founded):
    with tools.work(factories.admin_of(founded)) as uow:
        notice = uow.get(Notice, notices.current(uow).id)
        uow.record(Action.NOTICE_PUBLISHED, row=notice)
        uow.delete(notice)

    answer = worker.get("/my/notice")

    assert answer.status_code == 404
