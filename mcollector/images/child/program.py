"""The program of zygote and children: `python -I program.py [print|workbook]`, a line as its input.

It is a process without keys: `images` is all of the house that it can import.
"""

import os
import sys
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mcollector.images.child.loop import Trade


def _only_this_room() -> None:
    """Let `mcollector` hold nothing but `images`: to this program vault and store do not exist."""
    house, room = ModuleType("mcollector"), ModuleType("mcollector.images")
    house.__path__ = []
    room.__path__ = [str(Path(__file__).resolve().parents[1])]
    sys.modules |= {house.__name__: house, room.__name__: room}


def _trade(words: list[str]) -> "Trade":
    """Return what was asked for, warmed up: who opens workbooks loads no library of pictures."""
    if "workbook" in words:
        from mcollector.images.child import workbooks  # noqa: PLC0415 - as said

        return workbooks.trade()
    from mcollector.images.child import pictures  # noqa: PLC0415 - as said

    return pictures.trade(reads_print="print" in words)


if __name__ == "__main__":
    _only_this_room()
    from mcollector.images.child.children import bear_all
    from mcollector.images.child.confinement import die_with_parent

    die_with_parent()
    code = 1
    try:
        code = bear_all(_trade(sys.argv[1:]))
    finally:
        os._exit(code)  # a library's farewell may wait for ever
