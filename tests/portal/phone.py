"""A telephone of 360×740, with or without script."""

from contextlib import contextmanager

from tests.browsers import IN_A_BROWSER

VIEWPORT = {"width": 360, "height": 740}


@contextmanager
def phone(chromium, **more):
    """Give a page of a telephone; what the browser complains of fails the test at the end."""
    context = chromium.new_context(
        viewport=VIEWPORT, locale="ja-JP", is_mobile=True, has_touch=True, **more
    )
    page = context.new_page()
    page.set_default_timeout(IN_A_BROWSER)
    try:
        yield page
    finally:
        context.close()


def sign_in(page, url, user_id, password):
    page.goto(f"{url}/login")
    page.locator("#name").fill(user_id)
    page.locator("#password").fill(password)
    page.get_by_role("button", name="ログイン").click()
    page.get_by_role("heading", name="太郎0さん").wait_for()
