"""A mail server that takes everything and keeps nothing, to run in a process of its own."""

import asyncio
from multiprocessing.connection import Connection

from aiosmtpd.smtp import SMTP


class Handler:
    """Says yes."""

    async def handle_DATA(self, *_everything: object) -> str:  # noqa: N802 - aiosmtpd's name
        return "250 OK"


def listen(pipe: Connection) -> None:
    """Send the port through the pipe and serve until the process is ended."""
    asyncio.run(_serve(pipe))


async def _serve(pipe: Connection) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(Handler(), hostname="post.example", loop=loop), "127.0.0.1", 0
    )
    pipe.send(server.sockets[0].getsockname()[1])
    await server.serve_forever()
