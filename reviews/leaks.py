"""Does a text that leaves the Government repeat something that must stay inside?

Confidential are what the proposal does not make public, and what officers and agencies wrote for
each other: comments of the agencies, of the tracks, and the internal texts of findings.
"""

from collections.abc import Iterator

from proposals.confidential import Secret, leaks_in, passages, secrets_of
from proposals.models import ProposalVersion
from reviews.models import Finding


def leaks_to_public(text: str, version: ProposalVersion) -> list[str]:
    """In words for an officer, what of the proposal or of the case the text repeats."""
    return leaks_in((text,), (*secrets_of(version.content), *_internal(version)))[0]


def leaks_to_applicant(text: str, version: ProposalVersion) -> list[str]:
    """The same for a text that only the consortium reads: the proposal is its own."""
    return leaks_in((text,), tuple(_internal(version)))[0]


def _internal(version: ProposalVersion) -> Iterator[Secret]:
    for consultation in version.proposal.consultations.exclude(comment=""):
        yield from passages(f"the comment of {consultation}", consultation.comment)
    for track in version.proposal.tracks.exclude(comment=""):
        yield from passages(f"the comment on the track “{track}”", track.comment)
    for finding in Finding.objects.filter(proposal=version.proposal).exclude(text_internal=""):
        yield from passages("the internal text of a finding", finding.text_internal)
