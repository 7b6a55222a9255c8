"""How does a test put a screening policy in force that suspends by itself?"""

import json
import tempfile
from pathlib import Path

from exports_portal.policy.loading import DATA, load


def suspending_policy() -> None:
    """The screening policy as shipped, but that a strong hit suspends a designated package."""
    policy = json.loads((DATA / "screening-2025-07-23.json").read_text())
    policy["payload"]["suspend_designated_on_strong_hit"] = True
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "screening.json"
        file.write_text(json.dumps(policy))
        load([file])
