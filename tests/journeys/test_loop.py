"""The loop in a real browser: from the set-up link to 確認日 in the list, in two processes."""

import re

import pytest

from tests.journeys import aftermath
from tests.journeys import office_steps as clerk
from tests.journeys import phone_steps as worker
from tests.journeys.walks import today


@pytest.mark.timeout(1800)
def test_the_loop_closes(house, office, phone, troubles, tmp_path, copy_database):
    house.start()
    clerk.found_company(house, office)
    invited = today()
    clerk.upload(house, office)
    submitted = today()
    somebody_submits(house, phone)

    house.stop()
    house.start("+3d")
    clerk.log_in(house, office)
    clerk.people_after_three_days(house, office, invited, submitted)
    clerk.remind(house, office)
    clerk.review(office)
    clerk.send_back(office)
    worker.resubmit(house, phone, clerk.NUMBER)
    before = today()
    clerk.approve(house, office)
    clerk.confirmed_in_the_list(house, office, before)
    assert troubles == []
    assert [path.name for path in (house.portal_home / "keys").iterdir()] == ["cookie.key"]

    house.stop()
    house.start("+20d")
    aftermath.every_secret_is_refused(house)
    house.stop()
    aftermath.nothing_leaked(house)
    aftermath.every_edit_is_found(house, tmp_path, copy_database)


def somebody_submits(house, phone):
    worker.sign_in(house, phone, "taro0@example.com")
    worker.open_form(phone)
    worker.read_notice(phone)
    worker.fill_profile(phone)
    worker.fill_photographs(phone, clerk.NUMBER)
    for dependent in worker.DEPENDENTS:
        worker.add_dependent(phone, *dependent)
    before = today()
    worker.submit(phone)
    (year,) = set(re.findall(r"MC-(\d{4})-0001", phone.content()))
    assert int(year) in {before.year, today().year}
