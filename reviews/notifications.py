"""Which mails does the review send?"""

from django.utils import timezone

from exports_portal.mail.sending import send_each
from proposals.notifications import anchor_people
from reviews.models import DecisionLetter


def tell_decision(letter: DecisionLetter) -> None:
    """Tell the anchor's people that the decision letter can be read. The mail names no outcome."""
    proposal = letter.determination.proposal
    send_each(
        anchor_people(proposal),
        template="decision_letter",
        context={"proposal": proposal, "letter": letter},
        about=letter,
        key=f"decision_letter:{letter.pk}",
    )
    DecisionLetter.objects.filter(pk=letter.pk, told_at=None).update(told_at=timezone.now())
