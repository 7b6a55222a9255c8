"""Does a text that leaves the Government repeat something that must stay inside?

Confidential are what the proposal does not make public, and what officers and agencies wrote for
each other: comments of the agencies and of the tracks, answers where a criterion is not met, and
the internal texts of findings.
"""

from proposals.confidential import Secrets, leaks_in, secrets_from_anchor, secrets_of
from proposals.models import ProposalVersion
from reviews.models import Finding, TrackAnswer


def leaks_to_public(text: str, version: ProposalVersion) -> list[str]:
    """In words for an officer, what of the proposal or of the case the text repeats."""
    return leaks_in((text,), secrets_of(version.content), _internal(version))[0]


def leaks_to_applicant(text: str, version: ProposalVersion) -> list[str]:
    """The same for a text that only the anchor member reads: the proposal is its own, but for what
    another member lets the program office alone read.
    """
    return leaks_in((text,), secrets_from_anchor(version.content), _internal(version))[0]


def _internal(version: ProposalVersion) -> Secrets:
    found = Secrets()
    for consultation in version.proposal.consultations.exclude(comment=""):
        found.add_passages(f"the comment of {consultation}", consultation.comment)
    for track in version.proposal.tracks.exclude(comment=""):
        found.add_passages(f"the comment on the track “{track}”", track.comment)
    for answer in TrackAnswer.objects.filter(track__proposal=version.proposal).select_related(
        "track"
    ):
        about = f"an answer on the track “{answer.track}”"
        found.add_passages(about, answer.answer)
    for finding in Finding.objects.filter(proposal=version.proposal).exclude(text_internal=""):
        found.add_passages("the internal text of a finding", finding.text_internal)
    return found
