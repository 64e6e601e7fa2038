"""Doors for the proxy's tests: a served WSGI application, and one that tells what it was sent."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server


class Server(ThreadingMixIn, WSGIServer):
    """A door that serves several visitors at once."""

    daemon_threads = False


class Quiet(WSGIRequestHandler):
    """A handler that prints nothing."""

    def log_message(self, *_args):
        """Print nothing."""


@contextmanager
def door(application: Callable) -> Iterator[int]:
    """Serve the WSGI application on loopback and give its port."""
    with make_server("127.0.0.1", 0, application, Server, Quiet) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()


def mirror(temporary: Path) -> Callable:
    """Return an application that tells what it was sent and what nginx holds open meanwhile."""

    def application(environ, start_response):
        length = int(environ.get("CONTENT_LENGTH") or 0)
        seen = {
            "headers": {name: value for name, value in environ.items() if name.startswith("HTTP_")},
            "body": len(environ["wsgi.input"].read(length)),
            "files": held_open(temporary),
        }
        start_response("200 OK", [("Content-Type", "application/json")])
        return [json.dumps(seen).encode()]

    return application


def held_open(folder: Path) -> list[str]:
    """Return the files of the folder that some process has open: nginx removes a name at once."""
    found = []
    for link in Path("/proc").glob("[0-9]*/fd/*"):
        with suppress(OSError):
            found.append(str(link.readlink()))
    return [name for name in found if name.startswith(f"{folder}/")]
