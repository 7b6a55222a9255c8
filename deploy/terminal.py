"""How does the set-up speak to the person at the terminal, and start other programs?"""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
SILENCE_SECONDS = 10


class SetUpError(Exception):
    """The set-up cannot go on; the message is a sentence that says what to do."""


def say(sentence: str) -> None:
    print(f"==> {sentence}", flush=True)


@contextmanager
def patience() -> Iterator[None]:
    """While this lasts, say every few seconds that it goes on: silence looks like a fault."""
    over = threading.Event()

    def tell() -> None:
        begun = time.monotonic()
        while not over.wait(SILENCE_SECONDS):
            print(f"    … {time.monotonic() - begun:.0f} seconds", flush=True)

    teller = threading.Thread(target=tell, daemon=True)
    teller.start()
    try:
        yield
    finally:
        over.set()
        teller.join()


def call(*command: str | Path, otherwise: str, env: dict[str, str] | None = None) -> None:
    """Run a program in silence; when it fails, show what it said, and say what that means."""
    with patience():
        done = subprocess.run(
            [str(part) for part in command],
            cwd=ROOT,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
    if done.returncode:
        raise SetUpError(f"{done.stdout.strip()}\n\n{otherwise}")


def succeeds(*command: str | Path) -> bool:
    try:
        return subprocess.run(list(command), capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def run_as_program(main: Callable[[Sequence[str]], int]) -> None:
    """Run main; a set-up error is one sentence on the terminal, never a traceback."""
    try:
        sys.exit(main(sys.argv[1:]))
    except SetUpError as error:
        print(f"\n{error}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
