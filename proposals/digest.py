"""What does somebody hear of in one mail a day, who does not want each mail at once?

Once a day and person, by the day in Washington. The lines are the subjects of the mails that
waited: what they tell may be told in a mail.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from exports_portal.accounts.models import User
from exports_portal.mail.kinds import Way
from exports_portal.mail.models import SentMail
from exports_portal.mail.sending import send
from proposals.models import Proposal

MOST_LINES = 20  # of one proposal; program default
OF_PROPOSALS = Proposal._meta.label_lower


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What is new on one proposal: each line once, with how often it came."""

    proposal: Proposal
    lines: tuple[tuple[str, int], ...]
    more: int


def send_digests() -> None:
    """To everybody for whom a mail waits. Twice is once."""
    waiting = SentMail.objects.for_digest().order_by("person")
    for pk in waiting.values_list("person", flat=True).distinct():
        send_digest(User.objects.get(pk=pk))


@transaction.atomic
def send_digest(person: User) -> None:
    """All that waits for them, unless they had their mail of today. What is about a proposal of
    which they may not know any more is dropped, and all of it where they want none.
    """
    waits = SentMail.objects.for_digest().filter(person=person)
    waiting = list(waits.select_for_update(no_key=True).order_by("pk"))
    key = f"digest:{person.pk}:{timezone.localdate().isoformat()}"
    if not waiting or SentMail.objects.filter(key=key).exists():
        return
    wanted = person.is_active and person.mail_way != Way.NEVER
    news = _news(waiting, _known_to(person, waiting)) if wanted else []
    told = [mail for mail in waiting if any(_is_about(mail, one.proposal) for one in news)]
    if told:
        digest = send(template="digest", to=person, context={"news": news}, key=key)
        SentMail.objects.filter(pk__in=[mail.pk for mail in told]).update(told_in=digest)
    left = {mail.pk for mail in waiting} - {mail.pk for mail in told}
    SentMail.objects.filter(pk__in=left).update(dropped_at=timezone.now())


def _known_to(person: User, waiting: Iterable[SentMail]) -> Mapping[str, Proposal]:
    """The proposals that these mails are about, of which this person may know now."""
    keys = {int(mail.subject_id) for mail in waiting if mail.subject_type == OF_PROPOSALS}
    found = Proposal.objects.of_applicant(person).filter(pk__in=keys).select_related("consortium")
    return {str(proposal.pk): proposal for proposal in found.order_by("pk")}


def _news(waiting: Iterable[SentMail], known: Mapping[str, Proposal]) -> list[News]:
    subjects: dict[str, Counter[str]] = {pk: Counter() for pk in known}
    for mail in waiting:
        if mail.subject_type == OF_PROPOSALS and mail.subject_id in known:
            subjects[mail.subject_id][mail.subject] += 1
    return [
        News(
            proposal=known[pk],
            lines=tuple(counted.items())[:MOST_LINES],
            more=sum([*counted.values()][MOST_LINES:]),
        )
        for pk, counted in subjects.items()
        if counted
    ]


def _is_about(mail: SentMail, proposal: Proposal) -> bool:
    return (mail.subject_type, mail.subject_id) == (OF_PROPOSALS, str(proposal.pk))
