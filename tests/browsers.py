"""The browser that tests open pages with, and how long they wait for it."""

from playwright.sync_api import Browser, Playwright, expect

CHROMIUM = "/usr/lib/chromium/chromium-headless-shell"
"""Chromium without its own windows: the same pages for a third of the CPU (decision 0025). The
program itself, for its script in /usr/bin stays beside it, and would be the one that is killed."""

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--renderer-process-limit=1",
]

IN_A_BROWSER = 60_000
"""Milliseconds until a page shows what it does show, on the busiest machine."""

expect.set_options(timeout=IN_A_BROWSER)


def start(playwright: Playwright) -> Browser:
    """Return a running browser; whoever started it closes it."""
    return playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
