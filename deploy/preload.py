"""What gunicorn's master does for its workers: it looks whether they can start, and imports once.

It imports modules and nothing else. No toolbox, key, engine, socket, thread or lock of ours exists
before it forks: two processes would share it.
"""

import gc
import importlib
import os
import sys

MODULES = ("app", "mcollector.website", "mcollector.queue.messages")
OURS = {"app", "admin_views", "mcollector"}


def import_modules() -> None:
    """Import what every worker runs; modules never go, so that no collection looks at them."""
    gc.disable()
    for name in MODULES:
        importlib.import_module(name)
    gc.freeze()
    gc.enable()


def import_anew() -> None:
    """Import it as the files are now: our own modules are forgotten, libraries stay."""
    gc.unfreeze()
    for name in [name for name in sys.modules if name.partition(".")[0] in OURS]:
        del sys.modules[name]
    gc.collect()
    import_modules()


def refuse_unless_ready() -> None:
    """Exit 1 with the sentence that says why the door cannot open; a child looks, and is gone."""
    child = os.fork()
    if not child:
        os._exit(_exit_code())
    _id, status = os.waitpid(child, 0)
    if status:
        sys.exit(1)


def _exit_code() -> int:
    from mcollector import bootstrap  # noqa: PLC0415 - anew after a reload
    from mcollector.config import Config  # noqa: PLC0415
    from mcollector.rules.errors import RuleBroken  # noqa: PLC0415

    try:
        bootstrap.check_door(Config.from_environ(os.environ))
    except RuleBroken as refused:
        print(refused.sentence, file=sys.stderr, flush=True)
        return 1
    return 0
