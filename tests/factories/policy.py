"""Which policy is in force in a test, when it is not the one that ships?"""

from django.utils import timezone

from exports_portal.policy.models import Kind, PolicySnapshot
from exports_portal.policy.readers import snapshot_in_force


def screening_lines(**scores: float) -> PolicySnapshot:
    """Other lines between the tiers from today: `screening_lines(strong=0.78)`."""
    today = timezone.localdate()
    shipped = snapshot_in_force(Kind.SCREENING, today)
    return PolicySnapshot.objects.create(
        kind=Kind.SCREENING,
        title="Other lines between the tiers",
        source="This test",
        source_date=today,
        effective_from=today,
        is_program_default=True,
        sha256="0" * 64,
        payload=shipped.payload | {tier: str(score) for tier, score in scores.items()},
    )
