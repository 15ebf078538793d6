"""The product's own Celery application with a toy task and less patience than in an office."""

import os
import time
from pathlib import Path

from config import celery as app
from config.pulse import Pulse

Pulse.every, Pulse.quiet = 0.3, 2.0

app.conf.broker_transport_options = {
    **app.conf.broker_transport_options,
    "visibility_timeout": 3,
}
app.conf.beat_schedule = {
    name: {**entry, "schedule": 1.0} for name, entry in app.conf.beat_schedule.items()
}


@app.task(name="tests.mark")
def mark(name: str, seconds: float) -> None:
    """Leave a note when begun and one when done, so that a test sees what a kill interrupted."""
    folder = Path(os.environ["DATA_DIR"])
    (folder / f"begun-{name}").touch()
    time.sleep(seconds)
    (folder / f"done-{name}").touch()
