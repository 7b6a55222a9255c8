"""Which answers about an organization cannot be true?"""

from collections.abc import Iterable
from decimal import Decimal

from django.core.exceptions import ValidationError

WHOLE = Decimal(100)


def check_shares(shares: Iterable[Decimal | None]) -> None:
    """Owners hold no more than the whole. An unknown share counts as nothing here."""
    total = sum((share for share in shares if share is not None), Decimal(0))
    if total > WHOLE:
        raise ValidationError(
            f"The shares add up to {total:f} %, which is more than 100 %.", code="more_than_whole"
        )
