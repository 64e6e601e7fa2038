"""Wrong passwords as this browser has counted them: no answer tells which accounts exist.

The account's own pause runs in the database; this one only chooses the words, for held and unheld
names alike.
"""

from datetime import timedelta

from flask import session as page_session

from mcollector.rules.login.passwords import pause_after, whole_minutes
from mcollector.web.state import toolbox

_KEY = "tries"


def count_wrong() -> int:
    """Count a refusal and return the minutes this browser is told to wait, 0 for none."""
    moment = int(toolbox().now().timestamp())
    count, until = page_session.get(_KEY, (0, 0))
    if moment >= until:
        count += 1
        until = moment + int(pause_after(count).total_seconds())
        page_session[_KEY] = (count, until)
    return whole_minutes(timedelta(seconds=until - moment))
