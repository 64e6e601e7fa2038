"""An app on a loopback port, for tests that bring a browser."""

import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

from werkzeug.serving import WSGIRequestHandler, make_server


class Silent(WSGIRequestHandler):
    """The app writes its own log; a browser that asks nothing is not waited for."""

    timeout = 10

    def log(self, *_args: object) -> None:
        pass


@contextmanager
def served(app: Callable) -> Iterator[str]:
    """Serve the app in threads and give its address; whoever is being answered is waited for."""
    server = make_server("127.0.0.1", 0, _whole(app), threaded=True, request_handler=Silent)
    server.daemon_threads = False
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _whole(app: Callable) -> Callable:
    """Read each answer whole and close it: a browser that leaves makes this server forget to."""

    def answer(environ: dict, start_response: Callable) -> list[bytes]:
        with closing(app(environ, start_response)) as body:
            return [b"".join(body)]

    return answer
