"""How long does an invitation wait, who may be told of it, and how many are made in a day?"""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress
from django.utils import timezone

from exports_portal.errors import InvalidInput

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from exports_portal.accounts.models import User

INVITATION_DAYS = 14  # program default, not published text
# Within 24 hours (program default); `MOST_BY_INVITER`: of one consortium, or of one organization.
MOST_BY_PERSON = 50
MOST_BY_INVITER = 70
MOST_TO_ADDRESS = 5


def reads_own_address(user: "User") -> bool:
    """Whether they confirmed the address by which they sign in: then they read a mail there.

    Of any other address nothing is told, not even that somebody invited it.
    """
    return (
        user.is_active
        and EmailAddress.objects.filter(user=user, email__iexact=user.email, verified=True).exists()
    )


def refuse_too_many(*counted: tuple["QuerySet[Any]", int, str]) -> None:
    """So that nobody mails the world in the portal's name: invitations, how many are the most in 24
    hours, and the sentence that says so. Counted as made, whatever became of them.
    """
    since = timezone.now() - timedelta(days=1)
    for invitations, most, sentence in counted:
        if invitations.filter(invited_at__gt=since).count() >= most:
            message = f"{sentence.format(most)}, which is the limit. Try again tomorrow."
            raise InvalidInput(message, fields={"email": [message]})
