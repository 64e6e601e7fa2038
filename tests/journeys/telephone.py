"""A telephone with a profile on disk, whose browser can be killed as a phone kills one."""

import os
import signal
import sqlite3
import time
from contextlib import suppress
from pathlib import Path

from tests.browsers import ARGUMENTS, CHROMIUM, IN_A_BROWSER
from tests.journeys.conftest import PHONE
from tests.journeys.house import PATIENCE


class Telephone:
    """A Chromium of its own over the profile in `folder`; `page` is its one page."""

    def __init__(self, chromium, folder):
        self.folder = folder
        self.context = chromium.browser_type.launch_persistent_context(
            folder,
            executable_path=CHROMIUM,
            args=ARGUMENTS,
            viewport=PHONE,
            locale="ja-JP",
            is_mobile=True,
            has_touch=True,
        )
        self.page = self.context.pages[0]
        self.page.set_default_timeout(IN_A_BROWSER)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.context.close()

    def wait_for_cookie(self, name):
        """Wait until the browser has written the cookie to its store on disk."""
        until = time.monotonic() + 2 * PATIENCE
        while not any(_holds(path, name) for path in self.folder.rglob("Cookies")):
            assert time.monotonic() < until, f"no {name} on disk"
            self.page.wait_for_timeout(200)

    def kill(self):
        """End the browser's process with SIGKILL: it cannot write anything any more."""
        process = self.process
        with self.context.expect_event("close"):
            os.kill(process, signal.SIGKILL)

    @property
    def process(self):
        """Return the id of the browser's process: the one of this profile that has no type."""
        (found,) = [
            int(path.parent.name)
            for path in Path("/proc").glob("[0-9]*/cmdline")
            if _is_browser(path, self.folder)
        ]
        return found


def _is_browser(path, folder):
    with suppress(OSError):
        words = path.read_bytes().decode(errors="replace").split("\0")
        is_child = any(word.startswith("--type=") for word in words)
        return f"--user-data-dir={folder}" in words and not is_child
    return False


def _holds(path, name):
    """Tell whether the store holds the cookie; a store being written at the moment does not yet."""
    store = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=0)
    try:
        found = store.execute("SELECT count(*) FROM cookies WHERE name = ?", (name,)).fetchone()
    except sqlite3.OperationalError:
        return False
    finally:
        store.close()
    return found[0] > 0
