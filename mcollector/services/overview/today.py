"""今日やること: what waits for the office now, as counts; and what keeps letters from going."""

from dataclasses import dataclass

from sqlalchemy import select

from mcollector.rules import deadlines
from mcollector.rules.letters import reasons
from mcollector.rules.letters.kinds import LetterState
from mcollector.rules.rights import Permission
from mcollector.services import outbox
from mcollector.services.people import counts
from mcollector.services.permissions import require
from mcollector.services.statements import change_requests
from mcollector.store.letters import Letter
from mcollector.store.people import Person
from mcollector.work.unit import UnitOfWork


@dataclass(frozen=True, slots=True)
class Today:
    """Counts of the company: people by tab of the list, 不達, open changes, tasks given up.

    `shares` counts everybody once.
    """

    tabs: dict[str, int]
    shares: dict[str, int]
    bounced: int
    changes: int
    failed: int
    is_mail_down: bool

    @property
    def percent(self) -> int:
        """Return how many in a hundred are 確認済み, rounded down: 100 means all."""
        return self.shares["verified"] * 100 // max(1, self.tabs["all"])

    @property
    def is_first_day(self) -> bool:
        """Tell whether nobody has been registered yet."""
        return not self.tabs["all"]


def load_today(uow: UnitOfWork) -> Today:
    """Return what there is to do; requires the permission LIST."""
    require(uow, Permission.LIST)
    standing = counts.count_states(uow, deadlines.day(uow.now))
    return Today(
        counts.count_tabs(standing),
        counts.share_out(standing),
        uow.count(select(Person.id).where(Person.bounced.is_(True))),
        change_requests.count_open(uow),
        sum(jobs.count for jobs in outbox.failed(uow)),
        _is_mail_down(uow),
    )


def _is_mail_down(uow: UnitOfWork) -> bool:
    """Tell whether our own mail server kept a letter from going, and none has gone since."""
    waiting = select(Letter.sending_at).where(
        Letter.state == LetterState.RETRY, Letter.code.in_(reasons.OF_OUR_SERVER)
    )
    last_miss = uow.first(waiting.order_by(Letter.sending_at.desc()).limit(1))
    if last_miss is None:
        return False
    gone = select(Letter.id).where(Letter.state == LetterState.SENT, Letter.sent_at >= last_miss)
    return uow.first(gone.limit(1)) is None
