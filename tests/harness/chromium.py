"""Finding a Chromium, or fetching the system's one where we may."""

import os
import shutil
import subprocess
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGES = ("chromium", "fonts-noto-cjk")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # An old Chromium to walk with may need more: 86 --headless --no-zygote.
    *os.environ.get("CHROMIUM_FLAGS", "").split(),
]
MISSING = (
    "没有 Chromium：请以管理员身份 apt install chromium fonts-noto-cjk，"
    "或用 CHROMIUM=/路径/chromium 指定"
)


def find() -> str | None:
    """Return the browser's path: the one named by CHROMIUM, else the system's."""
    named = os.environ.get("CHROMIUM")
    if named and Path(named).exists():
        return named
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def ensure() -> str | None:
    """Return a browser's path; install it with Chinese fonts where root or sudo is there."""
    if (not find() or not has_chinese_fonts()) and shutil.which("apt-get"):
        sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
        if not sudo or subprocess.run([*sudo, "true"], capture_output=True).returncode == 0:
            print("正在安装 Chromium 与中文字体 …", flush=True)
            quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
            subprocess.run([*sudo, "apt-get", "update", "-qq"], capture_output=True, env=quiet)
            subprocess.run(
                [*sudo, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *PACKAGES],
                capture_output=True,
                env=quiet,
            )
    return find()


def has_chinese_fonts() -> bool:
    """Tell whether Chinese text would be drawn, not boxed."""
    if not shutil.which("fc-list"):
        return False
    listed = subprocess.run(["fc-list", ":lang=zh-cn"], capture_output=True, text=True)
    return bool(listed.stdout.strip())
