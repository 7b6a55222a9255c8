"""Does a mail wait that a person has to look at?"""

from datetime import timedelta
from typing import Any

from django.db.models import Min
from django.utils import timezone

from exports_portal.mail.models import SentMail

# A program default: by then seven attempts failed, and people miss what they wait for.
PATIENCE = timedelta(hours=1)


def health_report() -> dict[str, Any]:
    """What /health/ says about the mail: the age of the oldest that waits, and those given up."""
    oldest = SentMail.objects.to_send().aggregate(oldest=Min("created_at"))["oldest"]
    age = timezone.now() - oldest if oldest else timedelta()
    return {
        "mails_given_up": SentMail.objects.given_up().count(),
        "oldest_unsent_mail_seconds": round(age.total_seconds()),
        "problems": ["A mail has waited for more than an hour."] if age > PATIENCE else [],
    }
