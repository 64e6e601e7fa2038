"""After a journey: nothing leaked, no secret opens anything, and every edit of the log is found."""

import re
import shutil
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from uuid import UUID

from sqlalchemy import select

import app as entry
from mcollector.store.audit import AuditLog
from mcollector.store.database.engine import open_database
from tests import factories
from tests.journeys import leaks, office_steps, phone_steps
from tests.work import edits

DATES = ("1990-04-01", "1991-08-07", "2015-05-06")


def birth_dates() -> dict[str, str]:
    """Return every birth date of the journey in the forms a program would store it in."""
    forms = {}
    for date in DATES:
        year, month, day = date.split("-")
        forms[f"birth date {date}"] = date
        forms[f"birth date {date}, bare"] = f"{year}{month}{day}"
        forms[f"birth date {date}, slashes"] = f"{year}/{month}/{day}"
        forms[f"birth date {date}, in words"] = f"{year}年{int(month)}月{int(day)}日"
    return forms


def nothing_leaked(house):
    """Scan every file, every row and every decoded mail of the stopped house."""
    secrets = {f"secret {n}": link.rsplit("/", 1)[1] for n, link in enumerate(house.links())}
    numbers = [office_steps.NUMBER, *(number for _, _, number, _ in phone_steps.DEPENDENTS)]
    values = {
        **{f"number {n}": number for n, number in enumerate(numbers)},
        **birth_dates(),
        "password": phone_steps.PASSWORD,
        "office's password": office_steps.OFFICE_PASSWORD,
        "set-up secret": house.setup_link.rsplit("/", 1)[1],
        **secrets,
    }
    assert len(secrets) > 30
    places = leaks.places_of(house.home.parent, *house.database_folders(), since=house.began)
    places |= leaks.rows_of(house.database_url)
    found = leaks.scan(places, values)
    letters = str(house.home / "mail")
    outside = [hit for hit in found if not (hit[1].startswith("secret ") and letters in hit[0])]
    assert outside == []
    assert {name for place, name, _ in found if letters in place} == set(secrets)
    each_secret_is_in_its_owners_letter_only(house)


def each_secret_is_in_its_owners_letter_only(house):
    owners: dict[str, set[str]] = {}
    for mail in house.mails():
        text = mail.get_body(("plain",)).get_content()
        for link in re.findall(r"http\S+/(?:first|reset)/\S+", text):
            owners.setdefault(link, set()).add(str(mail["To"]))
    assert {len(names) for names in owners.values()} == {1}


def every_secret_is_refused(house):
    """Every link answers 410, and no user ID comes in with its secret as 仮パスワード."""
    answers = {_status(link) for link in (*house.links(), house.setup_link)}
    assert answers == {410}
    ends = {_log_in(house, *link.rsplit("/", 2)[1:]) for link in house.links()}
    assert ends == {"/login"}


def _status(link: str) -> int:
    try:
        with urllib.request.urlopen(link) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def _log_in(house, user_id: str, secret: str) -> str:
    """Return the path of the page where a login with the secret ends."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    address = f"{house.portal_url}/login"
    with browser.open(address) as page:
        token = re.search(r'name="csrf_token" value="([^"]+)"', page.read().decode()).group(1)
    form = {"csrf_token": token, "name": user_id, "password": secret}
    try:
        with browser.open(address, urllib.parse.urlencode(form).encode()) as answer:
            return urllib.parse.urlsplit(answer.url).path
    except urllib.error.HTTPError as error:
        with error:
            return urllib.parse.urlsplit(error.url).path


def every_edit_is_found(house, tmp_path, copy_database):
    """Make each edit in a copy of the database: `flask audit verify` must name its line."""
    assert house.command("audit", "checkpoint").returncode == 0
    whole = house.command("audit", "verify")
    assert whole.returncode == 0, whole.stdout
    for name, edit in edits.EDITS.items():
        home = tmp_path / name
        shutil.copytree(house.home, home, ignore=shutil.ignore_patterns("*.sock"))
        url = copy_database(house.database_url)
        config = factories.config_for(home, url)
        engine = open_database(config.database_url)
        with edits.thief_of(engine, _company_of(engine)) as thief:
            fault, company = edit(thief), thief.company_id
        engine.dispose()
        done = _verify(home, url)
        assert (name, done.exit_code) == (name, 1)
        assert f"{company} line {fault.seq}: {fault.kind}" in done.output.splitlines()


def _company_of(engine) -> UUID:
    """Return the company of the only log that is not the installation's own."""
    with engine.connect() as connection:
        ids = connection.execute(select(AuditLog.company_id)).scalars()
        return next(one for one in ids if one.int != 0)


def _verify(home, url):
    """Run `flask audit verify` over the copy; the real command, without a process of its own."""
    config = factories.config_for(home, url)
    tools = factories.bootstrap.build(config, "cli")
    try:
        app = entry.create_app(tools, frozenset({"admin"}))
        return app.test_cli_runner().invoke(args=["audit", "verify"])
    finally:
        tools.engine.dispose()
