"""A stand-in identity server on loopback: it signs with a key of its own and can be made to lie."""

import json
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlparse

from joserfc import jwt
from joserfc.jwk import RSAKey

NAME = "zgt"


class Issuer:
    """What the server says next; a test changes it."""

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self.name = self.address
        self.key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
        self.signs_with = self.key
        self.alg = "RS256"
        self.claims: dict = {"sub": "s-1", "preferred_username": "clerk"}
        self.told: dict = {}
        self.nonce = self.asked_for = ""
        self.is_silent = False
        self.way_out = ""

    def go(self, client, way="/sign-in/outside/", **query):
        """Walk to the server and back as a browser does; return our answer to the way back."""
        away = client.get(way, query)
        asked = parse_qs(urlparse(away.url).query)
        self.nonce, self.asked_for = asked["nonce"][0], asked
        return client.get("/sign-in/outside/back/", {"code": "c", "state": asked["state"][0]})

    def token(self) -> dict:
        times = {"iat": int(time.time()), "exp": int(time.time()) + 300}
        said = {"iss": self.address, "aud": NAME, "nonce": self.nonce, **times, **self.claims}
        claims = {name: value for name, value in said.items() if value is not None}
        signed = jwt.encode(
            {"alg": self.alg, "kid": "one"}, claims, self.signs_with, algorithms=[self.alg]
        )
        return {"access_token": "a", "token_type": "Bearer", "id_token": signed}

    def answer(self, path: str) -> dict:
        return {
            "/.well-known/openid-configuration": lambda: {
                "issuer": self.name,
                "authorization_endpoint": f"{self.address}/authorize",
                "token_endpoint": f"{self.address}/token",
                "userinfo_endpoint": f"{self.address}/userinfo",
                "jwks_uri": f"{self.address}/keys",
                "id_token_signing_alg_values_supported": ["RS256"],
                **({"end_session_endpoint": self.way_out} if self.way_out else {}),
            },
            "/keys": lambda: {"keys": [self.key.as_dict(private=False)]},
            "/token": self.token,
            "/userinfo": lambda: self.told,
        }[path]()


@contextmanager
def standing():
    """Run the stand-in for as long as a test lasts."""

    class Door(BaseHTTPRequestHandler):
        def do_GET(self):
            if own.is_silent:
                return self.send_error(503)
            body = json.dumps(own.answer(self.path)).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            return self.wfile.write(body)

        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            self.do_GET()

        def log_message(self, *_said):
            """Be quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    own = Issuer(server.server_address[1])
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield own
    finally:
        server.shutdown()
        server.server_close()
