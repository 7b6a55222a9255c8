"""Which mails does the review send?"""

from django.utils import timezone

from exports_portal.mail.sending import send
from proposals.notifications import anchor_people
from reviews.models import DecisionLetter


def tell_decision(letter: DecisionLetter) -> None:
    """Tell the anchor's people that the decision letter can be read. The mail names no outcome."""
    proposal = letter.determination.proposal
    for person in anchor_people(proposal):
        send(
            template="decision_letter",
            to=person,
            context={"proposal": proposal, "letter": letter},
            about=letter,
            key=f"decision_letter:{letter.pk}:{person.pk}",
        )
    DecisionLetter.objects.filter(pk=letter.pk, told_at=None).update(told_at=timezone.now())
