"""Files the command line writes: new ones, for their owner only, and never over another."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from mcollector.rules.errors import RuleBroken
from mcollector.rules.sentences import say


@contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """Give a new file, 0600, flushed to the disk at the end; it goes again when the block fails.

    Raises RuleBroken where it cannot be made or written.
    """
    stream = _made(path)
    with removed_on_failure(path):
        try:
            with stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
        except OSError as error:
            raise _refused(path, error) from None


@contextmanager
def removed_on_failure(path: Path) -> Iterator[None]:
    """Remove the file when the block fails: what it was made for was not done."""
    try:
        yield
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _made(path: Path) -> BinaryIO:
    try:
        return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
    except OSError as error:
        raise _refused(path, error) from None


def _refused(path: Path, error: OSError) -> RuleBroken:
    return RuleBroken(
        say(
            "ファイル「%(file)s」を作れません（%(cause)s）。"
            "まだないファイルを、書き込めるフォルダーに指定してください。",
            file=str(path),
            cause=os.strerror(error.errno or 0),
        )
    )
