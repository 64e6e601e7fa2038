"""How long tests wait for a browser; every file that opens a page imports it."""

from playwright.sync_api import expect

IN_A_BROWSER = 60_000
"""Milliseconds until a page shows what it does show, on the busiest machine."""

expect.set_options(timeout=IN_A_BROWSER)
