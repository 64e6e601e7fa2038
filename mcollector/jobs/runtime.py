"""Where a job finds its toolbox, and the child it cleans photographs in."""

from mcollector.images.cleaner import Cleaner
from mcollector.work.toolbox import Toolbox

_installed: dict[str, Toolbox] = {}
_cleaners: dict[str, Cleaner] = {}


def install(toolbox: Toolbox) -> None:
    """Give the worker's process its toolbox, once at start."""
    _installed["toolbox"] = toolbox


def toolbox() -> Toolbox:
    """Return the process's toolbox; KeyError before `install`."""
    return _installed["toolbox"]


def cleaner() -> Cleaner:
    """Return the process's cleaner; its child is started at first use and kept."""
    if "cleaner" not in _cleaners:
        _cleaners["cleaner"] = Cleaner()
    return _cleaners["cleaner"]
