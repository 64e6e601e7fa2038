"""Where a job finds its toolbox and its child, and learns that the worker is to end."""

import atexit

from mcollector.images.cleaner import Cleaner
from mcollector.work.toolbox import Toolbox

_installed: dict[str, Toolbox] = {}
_cleaners: dict[str, Cleaner] = {}
_asked_to_stop: list[bool] = []


def install(toolbox: Toolbox) -> None:
    """Give the worker's process its toolbox, once at its start."""
    _installed["toolbox"] = toolbox
    _asked_to_stop.clear()


def toolbox() -> Toolbox:
    """Return the process's toolbox; KeyError before `install`."""
    return _installed["toolbox"]


def cleaner() -> Cleaner:
    """Return the process's cleaner; its child is started at first use and kept.

    It reads print where requirements-ocr.txt is installed.
    """
    if "cleaner" not in _cleaners:
        _cleaners["cleaner"] = Cleaner(reads_print=True)
        atexit.register(_cleaners["cleaner"].close)
    return _cleaners["cleaner"]


def ask_to_stop() -> None:
    """Note that the worker is to end: a long job comes to an end between two steps."""
    _asked_to_stop.append(True)


def is_stopping() -> bool:
    """Tell whether the worker is to end."""
    return bool(_asked_to_stop)
