"""The web server as we start it, in front of people who do not speak HTTP well (H-48)."""

import socket
import time

import pytest

from tests.bench.burst import web

pytestmark = pytest.mark.slow
SLOW = b"POST /b/paper/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900\r\n\r\na"
RUDE = [
    b"POST /b/paper/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n"
    b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /evil HTTP/1.1\r\n\r\n",
    b"GET / HTTP/1.1\r\n\r\n",
    b"GET /health/ HTTP/1.0\r\n\r\n",
    b"TRACE / HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: " + b"a" * 1_000_000 + b"\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nCookie: a=" + b"a" * 100_000 + b"\r\n\r\n",
    b"\x16\x03\x01 nonsense\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
]


def said(port, words):
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        try:
            line.sendall(words)
            line.shutdown(socket.SHUT_WR)
            return line.recv(65536)
        except (ConnectionResetError, BrokenPipeError):
            return b""


def lives(port):
    polite = b"GET /health/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    return b" 200 " in said(port, polite)


def test_h48_rude_clients_get_a_refusal_and_nobody_else_suffers():
    with web("config.settings") as port:
        deadline = time.monotonic() + 60
        while not lives(port):
            assert time.monotonic() < deadline
        for words in RUDE:
            answer = said(port, words)
            assert b" 500 " not in answer.partition(b"\r\n")[0], words[:40]
            assert b"Traceback" not in answer
        slow = [socket.create_connection(("127.0.0.1", port)) for _ in range(12)]
        for line in slow:
            line.sendall(
                b"POST /b/paper/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900\r\n\r\na"
            )
        begun = time.monotonic()
        assert lives(port)
        assert time.monotonic() - begun < 5
        for line in slow:
            line.close()
