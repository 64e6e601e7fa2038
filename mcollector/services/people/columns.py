"""表示する項目: what else the list shows to somebody of the office, kept with the account."""

from collections.abc import Collection, Mapping

from mcollector.rules.actions import Action
from mcollector.rules.rights import Permission
from mcollector.rules.sentences import Sentence, say
from mcollector.services.permissions import require
from mcollector.store.accounts import Account
from mcollector.work.unit import UnitOfWork

TITLES: Mapping[str, Sentence] = {
    "code": say("従業員コード"),
    "deadline": say("締め切り"),
    "reminded": say("最終送信"),
    "employment": say("雇用状態"),
}
"""The columns to choose from, in the order they stand in."""


def known(words: Collection[str]) -> tuple[str, ...]:
    """Return the words that name a column, in the columns' order."""
    return tuple(code for code in TITLES if code in words)


def choose(uow: UnitOfWork, wanted: Collection[str]) -> None:
    """Keep the columns for the acting account; unknown words are ignored."""
    require(uow, Permission.LIST)
    account = uow.get(Account, uow.actor.id, lock=True)
    chosen = " ".join(known(wanted))
    if account.list_columns != chosen:
        account.list_columns = chosen
        uow.record(Action.OWN_SETTINGS_CHANGED, row=account)
