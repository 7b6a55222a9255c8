"""How does a bare Debian machine with Python 3.12+ become one that can run the portal?

Standard library only: at this point nothing is installed yet. Doing it twice does nothing.
"""

import fcntl
import hashlib
import importlib.util
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from deploy.machine import ensure_pdf_libraries, install_debian_packages
from deploy.node import ensure_assets
from deploy.terminal import PYTHON, ROOT, VENV, call, run_as_program, say, succeeds

OLDEST_PYTHON = "import sys, pip; sys.exit(sys.version_info < (3, 12))"
RUNTIME = ("requirements.txt",)
TESTS = ("requirements-dev.txt", "requirements.txt")


def main(arguments: Sequence[str]) -> int:
    """Set up the portal; with --tests also what the tests and gates need."""
    os.umask(0o022)  # PostgreSQL runs as its own user when we are root, and must read its programs
    with (ROOT / "deploy" / "bootstrap.py").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        ensure_venv()
        ensure_packages(TESTS if "--tests" in arguments else RUNTIME)
        ensure_pdf_libraries()
        ensure_assets()
    return 0


def ensure_venv() -> None:
    if succeeds(PYTHON, "-c", OLDEST_PYTHON):
        return
    if importlib.util.find_spec("ensurepip") is None:
        package = f"python3.{sys.version_info.minor}-venv"
        install_debian_packages([package], purpose="The portal lives in a virtual environment")
    say(f"Making the virtual environment {VENV.name} (Python {sys.version.split()[0]})")
    sorry = f"{sys.executable} could not make a virtual environment."
    call(sys.executable, "-m", "venv", "--clear", VENV, otherwise=sorry)


def ensure_packages(files: Sequence[str]) -> None:
    """Install the pinned packages of the first file, unless exactly these are installed already."""
    if is_installed(files):
        return
    say(f"Installing the pinned packages of {files[0]} (a minute or two the first time)")
    pip = (PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input")
    call(*pip, "-r", ROOT / files[0], otherwise="pip failed. Does the machine reach pypi.org?")
    stamp(files).write_text(digest(files))
    if files == TESTS:
        stamp(RUNTIME).write_text(digest(RUNTIME))


def is_installed(files: Sequence[str]) -> bool:
    return stamp(files).exists() and stamp(files).read_text() == digest(files)


def stamp(files: Sequence[str]) -> Path:
    return VENV / f".installed-{files[0]}"


def digest(files: Sequence[str]) -> str:
    return hashlib.sha256(b"".join((ROOT / name).read_bytes() for name in files)).hexdigest()


if __name__ == "__main__":
    run_as_program(main)
