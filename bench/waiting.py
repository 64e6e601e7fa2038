"""How long an employee waits for a hint: a real browser, `make run`'s processes, an idle worker.

`python -m bench.waiting` sends a dark photograph twenty times (or as often as a word says) and
measures from 「次へ」 to the hint on the page, script and all; exit 1 when the median is too long.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright
from sqlalchemy import select

from bench.figures import Report
from mcollector.images import specimens
from mcollector.rules.actions import Action
from mcollector.store.accounts import Account
from mcollector.vault.passwords import hash_password
from tests import factories
from tests.journeys.house import House

TIMES = 20
MOST = 3.0
_WHO = {"number": "", "name": "見本 花子", "birth_date": "平成2年1月1日", "address": "見本県見本市"}


@contextmanager
def employee() -> Iterator[tuple[str, str]]:
    """Give the address of a running house and the user ID of an employee in it."""
    with tempfile.TemporaryDirectory() as folder:
        house = House(Path(folder) / "home")
        house.start()
        try:
            yield f"http://127.0.0.1:{house.port}", _employee(house)
        finally:
            house.stop()


def _employee(house: House) -> str:
    config = factories.config_for(house.home)
    with factories.closing(factories.toolbox_for(config)) as tools:
        founded = factories.company(tools)
        factories.people_in(tools, founded, 1)
        with tools.work(factories.admin_of(founded)) as uow:
            account = uow.first(select(Account).where(Account.mail == "taro0@example.com"))
            assert account is not None
            account.password_hash = hash_password(factories.PASSWORD)
            uow.record(Action.PASSWORD_SET, row=account)
            return account.user_id


def waits(page: Any, url: str, times: int) -> list[float]:
    """Return how long each hint took, in seconds."""
    front = specimens.photograph("card_front", **_WHO)
    found = []
    for round_ in range(times):
        dark = specimens.photograph("card_back", flaw="dark", **_WHO | {"number": str(round_)})
        page.goto(f"{url}/my/photos")
        _choose(page, {"card_back": dark, "card_front": front})
        page.wait_for_timeout(1500)
        began = time.perf_counter()
        page.get_by_role("button", name="次へ").click()
        page.wait_for_url("**/my/check")
        page.locator(".slot-hints").first.wait_for(timeout=60_000)
        found.append(time.perf_counter() - began)
    return found


def _choose(page: Any, files: dict[str, bytes]) -> None:
    for slot, content in files.items():
        name = {"name": f"{slot}.jpg", "mimeType": "image/jpeg", "buffer": content}
        page.locator(f"[name={slot}]").set_input_files(name)


def _begin(page: Any, url: str, user_id: str) -> None:
    page.goto(f"{url}/login")
    page.locator("[name=name]").fill(user_id)
    page.locator("[name=password]").fill(factories.PASSWORD)
    page.get_by_role("button", name="ログイン").click()
    page.goto(f"{url}/my/notice")
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="次へ").click()
    page.wait_for_url("**/my/profile")
    page.goto(f"{url}/my/photos")
    page.locator("[name=number]").fill(factories.number())


def measured(act: Callable[[Any], list[float]]) -> list[float]:
    """Let a browser without window act."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        try:
            return act(browser.new_page())
        finally:
            browser.close()


def main() -> int:
    """Measure; 1 when the bound is missed."""
    times = int(sys.argv[1]) if sys.argv[1:] else TIMES
    with employee() as (url, user_id):

        def act(page: Any) -> list[float]:
            _begin(page, url, user_id)
            _choose(page, {})
            page.get_by_role("button", name="次へ").click()
            return waits(page, url, times)

        found = measured(act)
    report = Report()
    print(f"from 「次へ」 to the hint, {len(found)} times: {min(found):.2f} to {max(found):.2f} s")
    report.figure("median, s", statistics.median(found), MOST)
    return int(bool(report.missed))


if __name__ == "__main__":
    sys.exit(main())
