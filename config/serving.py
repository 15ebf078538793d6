"""How gunicorn serves the program, on one machine and on each of many nodes."""

import gc

from config import env

worker_class = "gthread"
workers = env.number("WEB_WORKERS", 2)
threads = 8
timeout = 120
graceful_timeout = 8
control_socket_disable = True
preload_app = True


def when_ready(server: object) -> None:
    """Leave what was loaded once out of every later search for garbage, in all children."""
    gc.collect()
    gc.freeze()
