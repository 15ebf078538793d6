"""Turning a workbook or document into pictures, as a printer would see it."""

import shutil
import subprocess
from pathlib import Path

import pytest

MISSING = (
    "没有 LibreOffice 或 poppler（apt install libreoffice-calc libreoffice-writer poppler-utils）"
)


def pages(document: Path, folder: Path) -> list[Path]:
    """Return one picture per printed page; without the tools the test is counted as not run."""
    office, printer = shutil.which("soffice"), shutil.which("pdftoppm")
    if office is None or printer is None:
        pytest.skip(f"{MISSING}，{document.name} 的版面没有看图检查")
    profile = f"-env:UserInstallation=file://{folder}/profile"
    convert = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, document]
    subprocess.run(convert, check=True, capture_output=True, timeout=120)
    paper = folder / f"{document.stem}.pdf"
    subprocess.run(
        [printer, "-png", "-r", "60", paper, folder / document.stem], check=True, timeout=60
    )
    return sorted(folder.glob(f"{document.stem}-*.png"))
