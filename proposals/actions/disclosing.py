"""Does a text for other organizations repeat what is confidential where its writer takes part?

What the writer may read is named, with its place. What they may not read is not looked for by
name, amount or short sentence: the refusal itself would tell whoever tries values until one is
refused (decision 34).
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from exports_portal.errors import InvalidInput
from exports_portal.web.models import RateCount
from proposals.confidential import leaks_in, secrets_read_by, sentences_kept_from
from proposals.content import ProposalContent
from proposals.content.reading import Reader
from proposals.content.whole import anchor_of
from proposals.models import Proposal
from proposals.permissions import writes_for
from proposals.snapshot import content_of, markings_of

if TYPE_CHECKING:
    from exports_portal.accounts.models import User

KEPT_FROM_THEM = (
    "This text repeats something that is confidential in a proposal in which your organization "
    "takes part. Take out what is not public."
)


# In a day (UTC), whatever became of them: to search a text through every draft costs work (program
# default).
MOST_ATTEMPTS = 100
TOO_MANY = (
    "You sent {} texts for other organizations today, which is the limit. Try again tomorrow."
)


def refuse_confidential(by: "User", **texts: str) -> None:
    """InvalidInput beside each field whose text repeats something confidential, and beside all of
    them after too many attempts. Called outside of the transaction: a refused attempt counts too.
    """
    _count_attempt(by, texts)
    problems: dict[str, list[str]] = {}
    for proposal in Proposal.objects.of_applicant(by).select_related("consortium", "call"):
        for field, message in _problems(proposal, texts, by):
            problems.setdefault(field, [])
            if message not in problems[field]:
                problems[field].append(message)
    if problems:
        raise InvalidInput("Nothing confidential belongs here.", fields=problems)


def _count_attempt(by: "User", texts: Mapping[str, str]) -> None:
    if RateCount.objects.take_of_day(f"notices:{by.pk}") > MOST_ATTEMPTS:
        message = TOO_MANY.format(MOST_ATTEMPTS)
        raise InvalidInput(message, fields={field: [message] for field in texts})


def _problems(
    proposal: Proposal, texts: Mapping[str, str], by: "User"
) -> Iterator[tuple[str, str]]:
    said = tuple(texts.values())
    found = [(one, _reader(proposal, one, by)) for one in _as_it_stands(proposal)]
    named = leaks_in(said, *(secrets_read_by(reader, content) for content, reader in found))
    kept = leaks_in(said, *(sentences_kept_from(reader, content) for content, reader in found))
    for field, labels, others in zip(texts, named, kept, strict=True):
        for label in labels:
            yield field, f"This text repeats {label} in “{proposal.title}”, which is not public."
        if others:
            yield field, KEPT_FROM_THEM


def _as_it_stands(proposal: Proposal) -> list[ProposalContent]:
    """What was submitted last, and the draft while there is one: an amendment, too."""
    found = [version.content for version in proposal.versions.all()[:1]]
    return [content_of(proposal), *found] if proposal.is_editable or not found else found


def _reader(proposal: Proposal, content: ProposalContent, by: "User") -> Reader:
    members = proposal.consortium.current_members().filter(organization__memberships__user=by)
    own = frozenset(members.values_list("organization_id", flat=True))
    return Reader(
        organizations=own | writes_for(proposal, by),
        is_anchor=anchor_of(content) in own,
        also_marked=(*markings_of(proposal), *content.markings),
    )
