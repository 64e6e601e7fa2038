"""A real SMTP server in a thread that answers as a script says."""

import asyncio
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field

from aiosmtpd.smtp import SMTP, AuthResult, Envelope

PATIENCE = 60
DROP, HANG, SLOW, DRIBBLE = "drop", "hang", "slow", "dribble"


@dataclass
class Script:
    """What to answer at a stage, one answer a turn (then as usual), and what arrived.

    `toward` holds the same for RCPT and END of one recipient; it comes before `answers`.
    """

    answers: dict[str, list[str]] = field(default_factory=dict)
    toward: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    arrived: list[Envelope] = field(default_factory=list)
    connections: int = 0
    logins: list[tuple[bytes, bytes]] = field(default_factory=list)
    password: bytes = b"correct"
    drops: bytes = b"2"
    encrypted: list[bool] = field(default_factory=list)

    def take(self, stage, recipient=""):
        if own := self.toward.get(recipient, {}).get(stage):
            return own.pop(0)
        return self.answers[stage].pop(0) if self.answers.get(stage) else None


class Server(SMTP):
    """aiosmtpd, able to drop, hang or refuse where a handler cannot."""

    def __init__(self, script, **options):
        self.script = script
        super().__init__(script_handler(script), hostname="post.example", **options)

    def connection_made(self, transport):
        if self.transport is None:
            self.script.connections += 1
        super().connection_made(transport)

    async def push(self, status):
        if self.session.host_name is None and status.startswith("220 "):
            status = await acted(self, self.script.take("BANNER")) or status
        return await super().push(status)

    async def smtp_DATA(self, arg):  # noqa: N802 - aiosmtpd's name
        answer = await acted(self, self.script.take("DATA"))
        if answer is None:
            await super().smtp_DATA(arg)
        elif answer != DROP:
            await self.push(answer)


async def acted(server, answer):
    """Do what the answer says; return what is to be said."""
    if answer == DROP:
        server.transport.abort()
    if answer == HANG:
        await asyncio.Event().wait()
    if answer == DRIBBLE:
        await dribbled(server)
    if answer == SLOW:
        await asyncio.sleep(0.2)
        return None
    return answer


async def dribbled(server):
    """Say drop after drop until the client hangs up."""
    try:
        while not server.transport.is_closing():
            server.transport.write(server.script.drops)
            await asyncio.sleep(0.02)
    finally:
        server.transport.abort()


def script_handler(script):
    class Handler:
        async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802
            if answer := await acted(server, script.take("MAIL")):
                return answer
            envelope.mail_from = address
            return "250 OK"

        async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
            if answer := await acted(server, script.take("RCPT", address)):
                return answer
            envelope.rcpt_tos.append(address)
            return "250 OK"

        async def handle_DATA(self, server, session, envelope):  # noqa: N802
            script.encrypted.append(session.ssl is not None)
            script.arrived.append(envelope)
            return await acted(server, script.take("END", envelope.rcpt_tos[0])) or "250 OK"

    return Handler()


def authenticator(script):
    def check(_server, _session, _envelope, _mechanism, given):
        script.logins.append((given.login, given.password))
        return AuthResult(success=given.password == script.password, handled=False)

    return check


@contextmanager
def post_office(script, *, tls=None, implicit_tls=None, needs_login=False):
    """Give the port of a server that follows the script."""
    loop = asyncio.new_event_loop()
    loop.set_exception_handler(lambda _loop, _context: None)
    options = {"tls_context": tls, "auth_required": needs_login}
    if needs_login:
        options["authenticator"] = authenticator(script)

    def new_server():
        return Server(script, loop=loop, require_starttls=tls is not None, **options)

    listening = loop.run_until_complete(
        loop.create_server(new_server, "127.0.0.1", 0, ssl=implicit_tls)
    )
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield listening.sockets[0].getsockname()[1]
    finally:
        loop.call_soon_threadsafe(listening.close)
        asyncio.run_coroutine_threadsafe(_end_all(), loop).result(PATIENCE)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(PATIENCE)
        loop.close()


async def _end_all():
    mine = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in mine:
        task.cancel()
    await asyncio.gather(*mine, return_exceptions=True)
