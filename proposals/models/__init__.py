"""What the applicants' side keeps: consortia, proposals, their sections and frozen versions."""

from proposals.models.amendment import Amendment
from proposals.models.call import CallForProposals
from proposals.models.certification import CertificationSignature, SignedPacket
from proposals.models.comment import Comment, CommentThread, Mention
from proposals.models.consortium import Consortium, ConsortiumMember, Invitation
from proposals.models.creation_key import CreationKey
from proposals.models.evidence import RecordEvidence
from proposals.models.notice import Notice, NoticeAnswer
from proposals.models.pending_import import PendingImport
from proposals.models.proposal import Proposal
from proposals.models.records import ContentRecord, RecordRevision
from proposals.models.version import NumberCounter, ProposalVersion

__all__ = [
    "Amendment",
    "CallForProposals",
    "CertificationSignature",
    "Comment",
    "CommentThread",
    "Consortium",
    "ConsortiumMember",
    "ContentRecord",
    "CreationKey",
    "Invitation",
    "Mention",
    "Notice",
    "NoticeAnswer",
    "NumberCounter",
    "PendingImport",
    "Proposal",
    "ProposalVersion",
    "RecordEvidence",
    "RecordRevision",
    "SignedPacket",
]
