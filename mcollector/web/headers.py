"""Headers of every answer: the policy of contents, and what else a browser has to refuse."""

from flask import Flask, Response, request

from mcollector.web.static_files import cache_control

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'"
)
FEATURES = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "clipboard-read",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
)
"""What a page could ask the browser for; a file input with `capture` needs none of it.

A word that a browser of today does not know is told to whoever looks, on every page.
"""

CSP_OF_FILES = "default-src 'none'; sandbox; frame-ancestors 'none'"
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in FEATURES),
}
HSTS = "max-age=63072000; includeSubDomains"


def install(app: Flask, *, secure: bool) -> None:
    """Add the headers to every answer, errors included."""

    def add(response: Response) -> Response:
        is_page = response.mimetype == "text/html"
        response.headers["Content-Security-Policy"] = CSP if is_page else CSP_OF_FILES
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        kept = (
            cache_control(request, app.static_folder) if response.status_code < 400 else "no-store"
        )
        response.headers["Cache-Control"] = kept
        if secure:
            response.headers["Strict-Transport-Security"] = HSTS
        return response

    app.after_request(add)
