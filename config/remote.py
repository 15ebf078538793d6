"""Uploads on S3-type storage: private, signed, handed out by our own pages only."""

from collections.abc import Callable
from typing import Any

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from storages.backends.s3 import S3Storage

from config.watch.trouble import StoreAway

PATIENCE = 10


class RemoteStorage(S3Storage):  # type: ignore[misc]
    """One bucket of the office's own store; what it cannot do now is told as any lost disk."""

    def get_default_settings(self) -> dict[str, Any]:
        """Read the environment; nothing is ever public, and no name is written over."""
        return {
            **super().get_default_settings(),
            "bucket_name": settings.MEDIA_BUCKET,
            "endpoint_url": settings.MEDIA_ENDPOINT or None,
            "region_name": settings.MEDIA_REGION,
            "access_key": settings.MEDIA_ACCESS_KEY,
            "secret_key": settings.MEDIA_SECRET_KEY,
            "verify": settings.MEDIA_CA or None,
            "default_acl": None,
            "file_overwrite": False,
            "max_memory_size": settings.FILE_UPLOAD_MAX_MEMORY_SIZE,
            "client_config": Config(
                signature_version="s3v4",
                connect_timeout=PATIENCE,
                read_timeout=60,
                retries={"max_attempts": 2},
                s3={"addressing_style": settings.MEDIA_ADDRESSING},
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
        }

    def url(self, name: str | None, *_arguments: Any, **_named: Any) -> str:
        """Refuse: a file is handed out by a page that asks who wants it, never by its address."""
        raise SuspiciousOperation(f"no public address for {name}")

    def _open(self, name: str, mode: str = "rb") -> Any:
        return _reached(super()._open, name, mode)

    def _save(self, name: str, content: Any) -> Any:
        return _reached(super()._save, name, content)

    def delete(self, name: str) -> None:
        """Remove the file."""
        _reached(super().delete, name)

    def exists(self, name: str) -> bool:
        """Tell whether the file is there."""
        return bool(_reached(super().exists, name))

    def listdir(self, name: str) -> tuple[list[str], list[str]]:
        """Return the folders and the files under the name."""
        folders, files = _reached(super().listdir, name)
        return folders, files


def _reached(deed: Callable[..., Any], *arguments: Any) -> Any:
    try:
        return deed(*arguments)
    except (BotoCoreError, ClientError) as error:
        raise StoreAway(str(error)) from error
