"""A stand-in S3 store on loopback: keeps objects in memory and refuses what is not signed."""

from contextlib import contextmanager
from email.utils import formatdate
from hashlib import md5
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, unquote, urlparse
from xml.sax.saxutils import escape

BUCKET, KEY = "zgt", "AKTEST"


class Store:
    """What it holds, and the requests it refused."""

    def __init__(self, port):
        self.address = f"http://127.0.0.1:{port}"
        self.objects: dict[str, bytes] = {}
        self.refused: list[str] = []
        self.is_gone = False

    def listed(self, prefix):
        rest = sorted(name[len(prefix) :] for name in self.objects if name.startswith(prefix))
        folders = sorted({name.partition("/")[0] for name in rest if "/" in name})
        said = ["<IsTruncated>false</IsTruncated>"]
        said += [
            f"<Contents><Key>{escape(prefix + n)}</Key></Contents>" for n in rest if "/" not in n
        ]
        for name in folders:
            inside = escape(f"{prefix}{name}/")
            said.append(f"<CommonPrefixes><Prefix>{inside}</Prefix></CommonPrefixes>")
        return f"<ListBucketResult>{''.join(said)}</ListBucketResult>".encode()


class Door(BaseHTTPRequestHandler):
    """The store's door: the few requests a client of files sends."""

    protocol_version = "HTTP/1.1"

    def __getattr__(self, name):
        if name.startswith("do_"):
            return self.take
        raise AttributeError(name)

    def answer(self, status, body=b"", **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def take(self):
        own = self.server.own
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        address = urlparse(self.path)
        name = unquote(address.path).lstrip("/").partition("/")[2]
        if f"Credential={KEY}/" not in self.headers.get("Authorization", ""):
            own.refused.append(self.path)
            return self.answer(403)
        if own.is_gone:
            return self.answer(503)
        if not name:
            return self.answer(200, own.listed(parse_qs(address.query).get("prefix", [""])[0]))
        return getattr(self, f"on_{self.command.lower()}")(own.objects, name, body)

    def on_get(self, held, name, _body):
        if name not in held:
            return self.answer(404)
        tag = md5(held[name], usedforsecurity=False).hexdigest()
        return self.answer(200, held[name], ETag=f'"{tag}"', Last_Modified=formatdate(usegmt=True))

    on_head = on_get

    def on_put(self, held, name, body):
        held[name] = body
        return self.answer(200, ETag='"x"')

    def on_delete(self, held, name, _body):
        held.pop(name, None)
        return self.answer(204)

    def log_message(self, *_said):
        """Be quiet."""


@contextmanager
def standing():
    """Run the stand-in for as long as a test lasts."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    server.own = Store(server.server_address[1])
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.own
    finally:
        server.shutdown()
        server.server_close()
