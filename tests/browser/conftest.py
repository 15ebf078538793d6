"""Fixtures of the browser ring: which Chromium, and no console error goes unseen."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage

from tests.harness import chromium


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    path = chromium.find()
    if path is None:
        pytest.skip(chromium.MISSING)
    # Playwright's sync interface runs an event loop in the test's thread; Django must not mind.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    return {"executable_path": path, "args": chromium.FLAGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, object]) -> dict[str, object]:
    return {**browser_context_args, "locale": "zh-CN", "timezone_id": "Asia/Shanghai"}


@pytest.fixture(autouse=True)
def console_errors(request: pytest.FixtureRequest) -> Iterator[list[str]]:
    """Fail a test that leaves a complaint in the console; one that expects it clears the list."""
    errors: list[str] = []
    if "context" in request.fixturenames:
        context: BrowserContext = request.getfixturevalue("context")
        context.on("console", lambda message: note(errors, message))
        context.on("weberror", lambda error: errors.append(str(error.error)))
    yield errors
    assert not errors, "\n".join(errors)


def note(errors: list[str], message: ConsoleMessage) -> None:
    """Keep errors, but for the status with which the program answers a refused form."""
    if message.type == "error" and "status of 422" not in message.text:
        errors.append(message.text)
