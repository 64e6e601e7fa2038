"""Where a job finds its toolbox and its child, and learns that the worker is to end."""

import atexit

from mcollector.images.cleaner import Cleaner
from mcollector.work.toolbox import Toolbox

_installed: dict[str, Toolbox] = {}
_cleaners: dict[str, Cleaner] = {}
_asked_to_stop: list[bool] = []
_not_read: list[bool] = []


def install(toolbox: Toolbox, *, reads_print: bool = True) -> None:
    """Give the worker's process its toolbox, once at its start.

    Where print is not read, photographs are cleaned in a second or two less.
    """
    _installed["toolbox"] = toolbox
    _asked_to_stop.clear()
    _not_read[:] = [] if reads_print else [True]


def toolbox() -> Toolbox:
    """Return the process's toolbox; KeyError before `install`."""
    return _installed["toolbox"]


def cleaner() -> Cleaner:
    """Return the process's cleaner; its child is started at first use and kept.

    It reads print where that is wanted and requirements-ocr.txt is installed.
    """
    name = "codes" if _not_read else "cleaner"
    if name not in _cleaners:
        _cleaners[name] = Cleaner(reads_print=not _not_read)
        atexit.register(_cleaners[name].close)
    return _cleaners[name]


def ask_to_stop() -> None:
    """Note that the worker is to end: a long job comes to an end between two steps."""
    _asked_to_stop.append(True)


def is_stopping() -> bool:
    """Tell whether the worker is to end."""
    return bool(_asked_to_stop)
