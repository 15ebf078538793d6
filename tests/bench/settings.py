"""The product's settings, with one more page that shows held rows."""

from config.settings import *  # noqa: F403
from config.settings import LOGGING, STATIC_ROOT, STORAGES

ROOT_URLCONF = "tests.bench.urls"
LOGGING["root"]["level"] = "WARNING"
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
