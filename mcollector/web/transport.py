"""Transport: which hosts are ours, and https everywhere but on loopback."""

from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Request, has_request_context, request
from werkzeug.exceptions import SecurityError
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import MapAdapter

from mcollector.config import Config
from mcollector.rules.errors import NotAllowed
from mcollector.rules.sentences import say

SIX = "[::1]"


class App(Flask):
    """The web application; it also knows [::1], which Werkzeug's list of hosts cannot name."""

    def __init__(self, name: str, *, root_path: str) -> None:
        """Begin without any address kept."""
        self._addresses: dict[tuple[str, ...], str] = {}
        super().__init__(name, root_path=root_path)

    def create_url_adapter(self, request: Request | None) -> MapAdapter | None:
        """Return the adapter; raises SecurityError for a host that is not ours."""
        if request is not None and not _names_our_host(request):
            raise SecurityError("the target is another host than the Host")
        if request is not None and SIX in (self.config["TRUSTED_HOSTS"] or ()):
            host = request.environ.get("HTTP_HOST", "")
            if host == SIX or host.startswith(f"{SIX}:"):
                return self.url_map.bind_to_environ(request.environ, subdomain="")
        return super().create_url_adapter(request)

    def url_for(self, endpoint: str, **values: Any) -> str:  # noqa: ANN401
        """Return the address; one that depends only on where the app is mounted is cached.

        A page of the office has sixty, mostly icons and the menu.
        """
        is_fixed = not values or (endpoint == "static" and set(values) == {"filename"})
        if not is_fixed or endpoint.startswith(".") or not has_request_context():
            return super().url_for(endpoint, **values)
        where = (request.root_path, endpoint, *values.values())
        if where not in self._addresses:
            self._addresses[where] = super().url_for(endpoint, **values)
        return self._addresses[where]


def _names_our_host(request: Request) -> bool:
    """Tell whether a target that names a host names the one in Host, which is judged by itself.

    The target stands above the header (RFC 9112 §3.2.2): a proxy and we would read it unlike.
    """
    target = request.environ.get("RAW_URI", "")
    if target.startswith("/") or "://" not in target:
        return True
    parts = urlsplit(target)
    is_http = parts.scheme in ("http", "https")
    return is_http and parts.netloc.lower() == request.environ.get("HTTP_HOST", "").lower()


def install(app: Flask, config: Config) -> None:
    """Trust our own hosts and as many proxies as are configured; refuse plain http from outside.

    The host is never taken from a proxy's header: it must pass the Host on.
    """
    app.config["TRUSTED_HOSTS"] = config.trusted_hosts
    if config.trusted_proxies:
        hops = config.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops)  # type: ignore[method-assign]
    if config.secure_cookies:
        app.before_request(_refuse_http)


def _refuse_http() -> None:
    """Refuse requests without TLS, except for the health check."""
    if not request.is_secure and request.endpoint != "entrance.healthz":
        raise NotAllowed(
            say("この通信は暗号化されていません。https:// で始まるアドレスで開いてください。")
        )
