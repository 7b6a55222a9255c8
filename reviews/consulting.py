"""From when does it count that an agency said nothing?"""

from datetime import date, timedelta

from django.utils import timezone

from exports_portal.policy.readers import agency_has_days
from reviews.models import Consultation


def silence_counts_from(consultation: Consultation) -> date:
    """The first day on which the case lead may record that the agency sent no comment.

    It is the day after the due date, and never before the time is over that the policy of the day
    on which it was asked gives an agency (a program default, not published text).
    """
    asked_on = timezone.localdate(consultation.requested_at)
    due_on = asked_on + timedelta(days=agency_has_days(asked_on))
    return max(due_on, consultation.due_on or due_on) + timedelta(days=1)
