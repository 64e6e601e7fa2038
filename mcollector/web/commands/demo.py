"""`demo fill`: a made-up company in every state, and a file with the ways into it."""

import os
from collections.abc import Callable
from pathlib import Path
from unicodedata import east_asian_width
from urllib.parse import urlsplit
from uuid import uuid4

import click
from flask.cli import AppGroup

from mcollector.config import Config
from mcollector.config.values import LOOPBACK
from mcollector.demo import company
from mcollector.demo.company import FEWEST, Filled, Login
from mcollector.rules.actor import Actor
from mcollector.rules.errors import RuleBroken
from mcollector.rules.sentences import say
from mcollector.web.commands.parts import parts, refusable, tools

FILE = "demo-logins.txt"
USUAL, MOST = 40, 1000

group = AppGroup("demo")


@group.command("fill")
@click.option("--people", type=click.IntRange(FEWEST, MOST), default=USUAL, show_default=True)
@refusable
def fill(people: int) -> None:
    """Fill an empty home once; a second call prints the logins again and changes nothing."""
    config = parts().config()
    _refuse_outside(config)
    if not config.cookie_key_file.exists():
        parts().prepare()
    path = config.home / FILE
    if not _is_filled(path):
        _refuse_open()
        parts().prepare()  # only now: it voids a set-up link that somebody may still hold
        click.echo(
            f"見本の会社を作っています（{people}人） / making a company: 0", nl=False, err=True
        )
        filled = company.fill(tools(), people, parts().draw, parts().work_off, _progress())
        click.echo(" %", err=True)
        _keep(path, _text(config, filled))
    click.echo(path.read_text(), nl=False)


def _progress() -> Callable[[int], None]:
    """Return what shows each tenth of the work on the line that was begun."""
    left = list(range(10, 101, 10))

    def tell(percent: int) -> None:
        while left and left[0] <= percent:
            click.echo(f" {left.pop(0)}", nl=False, err=True)

    return tell


def _refuse_outside(config: Config) -> None:
    """Refuse where a made-up company could be mistaken for a real one, or write to anybody."""
    is_here = urlsplit(config.office_url).hostname in LOOPBACK
    if not (config.shows_mailbox and is_here):
        raise RuleBroken(
            say(
                "見本の会社は、このパソコンの中だけで動かすときに作れます。MCOLLECTOR_BASE_URL と"
                " MCOLLECTOR_OFFICE_URL は 127.0.0.1 にし、MCOLLECTOR_SMTP_URL と"
                " MCOLLECTOR_TRUSTED_PROXIES は指定しないでください。"
            )
        )


def _is_filled(path: Path) -> bool:
    """Tell whether the demo is there already; raises RuleBroken where it may not or cannot be."""
    with tools().read(Actor.system("cli")) as uow:
        tenants = company.tenants(uow)
    if tenants == "real":
        raise RuleBroken(
            say(
                "「%(home)s」には会社のデータがあるため、見本の会社は作りません。"
                "別のフォルダーを MCOLLECTOR_HOME に指定してください。",
                home=str(path.parent),
            )
        )
    if tenants == "demo" and not path.exists():
        raise RuleBroken(
            say(
                "見本の会社を作る途中で止まったか、ログインの一覧が消えています。"
                "フォルダー「%(home)s」を削除して、もう一度実行してください。",
                home=str(path.parent),
            )
        )
    return tenants == "demo"


def _refuse_open() -> None:
    """Refuse beside a running house, and without the keys: the fill does every process's part."""
    tools().keyring.need_server()
    tools().keyring.need_intake()
    with tools().read(Actor.system("cli")) as uow:
        is_open = company.is_open(uow)
    if is_open:
        raise RuleBroken(
            say(
                "サーバーが動いているため、見本の会社は作りません。"
                "止めてから10秒ほど待って、もう一度実行してください。"
            )
        )


def _keep(path: Path, text: str) -> None:
    """Write the file whole or not at all, readable by its owner only."""
    draft = path.with_name(f"{uuid4().hex}.part")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(handle)
    draft.rename(path)


def _text(config: Config, filled: Filled) -> str:
    lines = "".join(map(_line, filled.logins))
    return (
        f"見本の会社のログイン（このパソコンの中だけで使えます）\n"
        f"{config.office_url}/login\n\n{lines}\n回復コード  {filled.recovery_code}\n"
    )


def _line(login: Login) -> str:
    cells = ((login.title, 20), (login.user_id, 10), (login.password, 21), (login.mail, 40))
    return "".join(_padded(*cell) for cell in cells) + f"{login.name}\n"


def _padded(text: str, width: int) -> str:
    """Return the text filled up to so many columns of a terminal, where a kanji takes two."""
    taken = sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)
    return text + " " * max(1, width - taken)
