"""/metrics: counts for Prometheus, for callers with the token; 404 for everybody else."""

import hmac
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path

from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue

from mcollector.rules.actor import Actor
from mcollector.rules.letters.kinds import LetterState
from mcollector.rules.states import DocumentState, PersonState
from mcollector.services.upkeep import housekeeping, metrics
from mcollector.web import state
from mcollector.web.policies import Access, policy

TYPE = "text/plain; version=0.0.4; charset=utf-8"
STATES: dict[str, type[StrEnum]] = {
    "letters": LetterState,
    "people": PersonState,
    "documents": DocumentState,
}
_BEARER = "Bearer "


def open_on(blueprint: Blueprint) -> None:
    """Open the route."""
    blueprint.add_url_rule("/metrics", "metrics", show_metrics)


@policy(Access.PUBLIC)
def show_metrics() -> ResponseReturnValue:
    """Show the counts; 404 without a configured token and with a wrong one."""
    if not _is_known(
        request.headers.get("Authorization", ""), state.toolbox().config.metrics_token
    ):
        abort(404)
    return "\n".join((*_installation(), *_companies(), *_disk(), "")), 200, {"Content-Type": TYPE}


def _is_known(header: str, token: str) -> bool:
    given = header.removeprefix(_BEARER).encode(errors="surrogatepass")
    is_bearer = header.startswith(_BEARER)
    return bool(token) and is_bearer and hmac.compare_digest(given, token.encode())


def _installation() -> Iterator[str]:
    with state.toolbox().read(Actor.system("metrics")) as uow:
        now = metrics.load_metrics(uow)
    yield from _by_state("outbox", "Tasks for the worker", metrics.TASK_STATES, now.tasks)
    yield from _gauge(
        "outbox_oldest_due_seconds",
        "How long the oldest task that is due has waited",
        now.oldest_due.total_seconds(),
    )
    signed = now.since_checkpoint
    yield from _gauge(
        "checkpoint_age_seconds",
        "Time since the newest signed checkpoint",
        "+Inf" if signed is None else signed.total_seconds(),
    )
    yield from _gauge("log_lines_unsigned", "Lines behind no checkpoint yet", now.unsigned)


def _companies() -> Iterator[str]:
    """Yield the counts of all companies together; no company is told from another."""
    with state.toolbox().read(Actor.system("metrics")) as uow:
        known = housekeeping.companies(uow)
    sums: dict[str, Counter[str]] = {name: Counter() for name in STATES}
    for company_id in known:
        with state.toolbox().read(Actor.system("metrics", company_id)) as uow:
            for name, counts in metrics.count_company(uow).items():
                sums[name] += counts
    for name, counts in sums.items():
        yield from _by_state(name, name.capitalize(), STATES[name], counts)


def _disk() -> Iterator[str]:
    home: Path = state.toolbox().config.home
    disk = shutil.disk_usage(home)
    yield from _gauge("disk_free_ratio", "Free share of the home's disk", disk.free / disk.total)


def _by_state(
    name: str, text: str, states: Iterable[StrEnum], counts: Counter[str]
) -> Iterator[str]:
    yield from _head(name, f"{text} by state")
    for item in states:
        yield f'mcollector_{name}{{state="{item.value}"}} {counts[item.value]}'


def _gauge(name: str, text: str, value: float | str) -> Iterator[str]:
    yield from _head(name, text)
    yield f"mcollector_{name} {value}"


def _head(name: str, text: str) -> Iterator[str]:
    yield f"# HELP mcollector_{name} {text}."
    yield f"# TYPE mcollector_{name} gauge"
