"""The program a worker starts to decode pictures: `python -I child.py [print]`, two pipes.

It is a process without keys: this folder is all of the house that it can import.
"""

import os
import sys
from pathlib import Path
from types import ModuleType


def _only_this_room() -> None:
    """Let `mcollector` hold nothing but `images`: to this program vault and store do not exist."""
    house, room = ModuleType("mcollector"), ModuleType("mcollector.images")
    house.__path__ = []
    room.__path__ = [str(Path(__file__).resolve().parent)]
    sys.modules |= {house.__name__: house, room.__name__: room}


if __name__ == "__main__":
    _only_this_room()
    from mcollector.images.serving import serve

    code = 1
    try:
        code = serve(reads_print="print" in sys.argv[1:])
    finally:
        os._exit(code)  # a library's farewell may wait for ever behind the lock
