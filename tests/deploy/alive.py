"""Does this process still run? One that ended and that nobody collected yet does not."""

from pathlib import Path


def is_alive(process: int) -> bool:
    state = Path(f"/proc/{process}/stat")
    return state.exists() and state.read_text().rpartition(")")[2].split()[0] != "Z"
