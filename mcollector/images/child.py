"""The program that opens what came from outside: `python -I child.py [print|workbook]`, two pipes.

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
    from mcollector.images.confinement import die_with_parent

    die_with_parent()
    code = 1
    try:
        if "workbook" in sys.argv[1:]:  # who opens workbooks loads no library of pictures
            from mcollector.images import workbook_serving

            code = workbook_serving.serve()
        else:
            from mcollector.images import serving

            code = serving.serve(reads_print="print" in sys.argv[1:])
    finally:
        os._exit(code)  # a library's farewell may wait for ever behind the lock
