"""What must the machine itself have, and how does a Debian machine get it?"""

import ctypes
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from deploy.terminal import SetUpError, call, say

# What WeasyPrint loads at run time, and the Debian package that brings it.
LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz.so.0": "libharfbuzz0b",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
FONT_SETTINGS = Path("/etc/fonts/fonts.conf")


def ensure_pdf_libraries() -> None:
    """See to the libraries the decision letters are rendered with."""
    missing = [package for library, package in LIBRARIES.items() if not is_loadable(library)]
    if not FONT_SETTINGS.exists():
        missing.append("fontconfig")
    if missing:
        install_debian_packages(missing, purpose="Letters are rendered with WeasyPrint")


def install_debian_packages(packages: Sequence[str], *, purpose: str) -> None:
    """Install with apt-get as root; otherwise say which packages are missing."""
    names = " ".join(packages)
    remedy = f"{purpose}, which needs Debian packages: sudo apt-get install {names}"
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise SetUpError(remedy)
    say(f"Installing Debian packages: {names}")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    call("apt-get", "update", env=quiet, otherwise=remedy)
    options = ("install", "--yes", "--no-install-recommends")
    call("apt-get", *options, *packages, env=quiet, otherwise=remedy)


def is_loadable(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
