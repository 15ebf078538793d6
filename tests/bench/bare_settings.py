"""The same Django and database without any of the product's layers around a view."""

from tests.bench.settings import *  # noqa: F403

MIDDLEWARE: list[str] = []
ROOT_URLCONF = "tests.bench.bare"
