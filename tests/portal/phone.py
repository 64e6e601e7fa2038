"""The app on a loopback port, and a telephone of 360×740 with or without script."""

import threading
from contextlib import contextmanager

from werkzeug.serving import WSGIRequestHandler, make_server

VIEWPORT = {"width": 360, "height": 740}


class Silent(WSGIRequestHandler):
    """The app writes its own log; a browser that asks nothing is not waited for."""

    timeout = 10

    def log(self, kind, message, *args):
        pass


@contextmanager
def served(app):
    """Serve the app in threads and give its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Silent)
    server.daemon_threads = False  # closing then waits for whoever is still being answered
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def phone(chromium, **more):
    """Give a page of a telephone; what the browser complains of fails the test at the end."""
    context = chromium.new_context(
        viewport=VIEWPORT, locale="ja-JP", is_mobile=True, has_touch=True, **more
    )
    page = context.new_page()
    page.set_default_timeout(60_000)
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
