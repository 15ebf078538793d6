"""A document as printed pages: LibreOffice writes the PDF where it is installed."""

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

SECONDS = 90
PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")
FONTS = Path(__file__).with_name("fonts.conf")


def can_print() -> bool:
    """Tell whether this machine can show real pages."""
    return shutil.which("soffice") is not None


def page_count(pages: bytes) -> int:
    """How many pages a PDF has."""
    return len(PAGE.findall(pages))


def pdf(content: bytes, *, kind: str = "docx") -> bytes | None:
    """Return the pages as PDF, or None where there is no LibreOffice or it gives up.

    The official fonts are commercial and seldom on a server; the configuration beside this file
    names what may stand in for them.
    """
    office = shutil.which("soffice")
    if office is None:
        return None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / f"paper.{kind}"
        file.write_bytes(content)
        command = [
            office,
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            str(file),
        ]
        world = {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": name, "LANG": "C.UTF-8"}
        try:
            subprocess.run(  # noqa: S603 - our own command, our own file
                command,
                check=True,
                capture_output=True,
                timeout=SECONDS,
                env={**world, "FONTCONFIG_FILE": str(FONTS)},
            )
        except (subprocess.SubprocessError, OSError):
            return None
        made = folder / "paper.pdf"
        return made.read_bytes() if made.exists() else None
