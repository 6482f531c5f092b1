"""The wire against servers that speak HTTP by hand: kept connections, every way to end an answer, TLS, and silence."""

import asyncio
import datetime
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from bot.telegram import wire
from bot.telegram.wire import Broken, Wire

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
NOBODY = ssl.create_default_context()


class Server:
    """Answers each request with the next of `answers`; None: it says nothing. `requests` are what came."""

    def __init__(self, *answers: bytes | None, hangs_up: bool = False) -> None:
        self.requests: list[bytes] = []
        self.connections = 0
        self._answers = list(answers)
        self._hangs_up = hangs_up
        self._open: list[asyncio.StreamWriter] = []

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self._open.append(writer)
        while head := await reader.readuntil(b"\r\n\r\n"):
            length = int(head.lower().rpartition(b"content-length: ")[2])
            self.requests.append(head + await reader.readexactly(length))
            answer = self._answers.pop(0)
            if answer is None:
                await reader.read()
                return
            writer.write(answer)
            if self._hangs_up:
                writer.close()
                return

    def close_all(self) -> None:
        for writer in self._open:
            writer.close()


@asynccontextmanager
async def served(server: Server, tls: ssl.SSLContext | None = None) -> AsyncIterator[int]:
    serving: list[asyncio.Task[None] | None] = []

    async def quietly(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        serving.append(asyncio.current_task())
        try:
            await server(reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    listening = await asyncio.start_server(quietly, "127.0.0.1", 0, ssl=tls)
    async with listening:
        yield listening.sockets[0].getsockname()[1]
        server.close_all()
        await asyncio.gather(*(task for task in serving if task))


@asynccontextmanager
async def wired(server: Server) -> AsyncIterator[Wire]:
    async with served(server) as port:
        line = Wire(f"http://127.0.0.1:{port}", NOBODY)
        yield line
        line.close()


async def test_a_request_is_posted_as_json_and_the_connection_is_kept():
    server = Server(OK, OK)
    async with wired(server) as line:
        assert await line.post("bot1:a/sendMessage", b'{"a":"\xd8\xb3"}', 5) == (200, b"ok")
        assert await line.post("bot1:a/sendMessage", b"{}", 5) == (200, b"ok")
    first = server.requests[0]
    assert first.startswith(b"POST /bot1:a/sendMessage HTTP/1.1\r\nHost: 127.0.0.1:")
    assert b"\r\nContent-Type: application/json\r\n" in first
    assert first.endswith(b'Content-Length: 10\r\n\r\n{"a":"\xd8\xb3"}')
    assert server.connections == 1


@pytest.mark.parametrize(
    ("answer", "body"),
    [
        (b"HTTP/1.1 502 Bad\r\nContent-Length: 4\r\n\r\npage", b"page"),
        (b"HTTP/1.1 502 Bad\r\nTransfer-Encoding: chunked\r\n\r\n2\r\npa\r\n2\r\nge\r\n0\r\n\r\n", b"page"),
        (b"HTTP/1.1 502 Bad\r\nContent-Length: 0\r\n\r\n", b""),
        (b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 502 Bad\r\nContent-Length: 4\r\n\r\npage", b"page"),
    ],
    ids=["length", "chunks", "nothing", "continue"],
)
async def test_every_way_to_tell_the_length_of_an_answer_is_read_and_the_next_answer_is_the_next(answer, body):
    server = Server(answer, OK)
    async with wired(server) as line:
        assert await line.post("x", b"{}", 5) == (502, body)
        assert await line.post("x", b"{}", 5) == (200, b"ok")
    assert server.connections == 1


async def test_an_answer_that_tells_no_length_ends_with_its_connection():
    async with wired(Server(b"HTTP/1.0 502 Bad\r\n\r\npage", hangs_up=True)) as line:
        assert await line.post("x", b"{}", 5) == (502, b"page")


async def test_a_connection_that_is_to_be_closed_is_not_used_again():
    server = Server(OK.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"), OK)
    async with wired(server) as line:
        await line.post("x", b"{}", 5)
        await line.post("x", b"{}", 5)
    assert server.connections == 2


async def test_a_kept_connection_that_the_server_closed_is_not_used_again():
    server = Server(OK, OK)
    async with wired(server) as line:
        await line.post("x", b"{}", 5)
        server.close_all()
        await asyncio.sleep(0.05)
        assert await line.post("x", b"{}", 5) == (200, b"ok")
    assert server.connections == 2


async def test_a_connection_that_nobody_used_for_a_while_is_not_used_again(monkeypatch):
    monkeypatch.setattr(wire, "IDLE", 0.02)
    server = Server(OK, OK)
    async with wired(server) as line:
        await line.post("x", b"{}", 5)
        await asyncio.sleep(0.05)
        await line.post("x", b"{}", 5)
    assert server.connections == 2


async def test_requests_at_once_have_connections_of_their_own_up_to_a_limit(monkeypatch):
    monkeypatch.setattr(wire, "MOST_CONNECTIONS", 3)
    server = Server(*[OK] * 20)
    async with wired(server) as line:
        await asyncio.gather(*(line.post("x", b"{}", 5) for _ in range(20)))
    assert len(server.requests) == 20
    assert server.connections == 3


@pytest.mark.parametrize(
    "server",
    [Server(b"SSH-2.0-OpenSSH\r\n"), Server(b"HTTP/1.1 200 OK\r\nContent-", hangs_up=True), Server(b"", hangs_up=True)],
    ids=["not HTTP", "half a head", "nothing"],
)
async def test_what_is_no_whole_answer_is_an_error_and_the_next_request_has_a_new_connection(server):
    async with wired(server) as line:
        with pytest.raises(Broken):
            await line.post("x", b"{}", 5)
        server._answers, server._hangs_up = [OK], False
        assert await line.post("x", b"{}", 5) == (200, b"ok")


async def test_silence_ends_in_time_and_its_late_answer_belongs_to_nobody():
    server = Server(None, OK)
    async with wired(server) as line:
        with pytest.raises(TimeoutError):
            await line.post("x", b"{}", 0.05)
        assert await line.post("x", b"{}", 5) == (200, b"ok")
    assert server.connections == 2


async def test_a_request_that_is_given_up_gives_up_its_connection():
    server = Server(None, OK)
    async with wired(server) as line:
        given_up = asyncio.ensure_future(line.post("x", b"{}", 5))
        await asyncio.sleep(0.05)
        given_up.cancel()
        assert await line.post("x", b"{}", 5) == (200, b"ok")
        assert given_up.cancelled()
    assert server.connections == 2


def certificate(folder: Path, name: str) -> tuple[ssl.SSLContext, Path]:
    """Make a certificate that signs itself; return the server's side, and the file that a client has to trust."""
    key, who = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    day = datetime.datetime(2026, 1, 1)
    made = (
        x509.CertificateBuilder(who, who, key.public_key(), x509.random_serial_number(), day, day.replace(year=2126))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem, secret = folder / "cert.pem", folder / "key.pem"
    pem.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    form = serialization.PrivateFormat.PKCS8
    secret.write_bytes(key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, secret)
    return context, pem


@pytest.mark.parametrize(
    ("name", "trusts", "works"),
    [("localhost", True, True), ("localhost", False, False), ("example.com", True, False)],
    ids=["trusted", "unknown", "of somebody else"],
)
async def test_https_is_spoken_to_whom_the_certificate_names(tmp_path, name, trusts, works):
    theirs, pem = certificate(tmp_path, name)
    ours = ssl.create_default_context(cafile=str(pem) if trusts else None)
    server = Server(OK)
    async with served(server, theirs) as port:
        line = Wire(f"https://localhost:{port}", ours)
        if works:
            assert await line.post("x", b"{}", 5) == (200, b"ok")
        else:
            with pytest.raises(ssl.SSLError):
                await line.post("x", b"{}", 5)
        line.close()
    assert len(server.requests) == works
