"""Who signed which statement for which member, and on what?"""

from django.db import models
from django.utils import timezone

from exports_portal.accounts.models import Organization, User
from exports_portal.web.name_fields import UndirectedField
from proposals.content import ProposalContent
from proposals.formats import content_from_json
from proposals.models.proposal import Proposal


class CertificationSignature(models.Model):
    """A member's signature under a certification text.

    `signed_digest` is that of its packet when it was signed (`SignedPacket`), so that a later
    change of it makes the signature stale (rule R34). Before packets it was the digest of the whole
    material content.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="certifications")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=32)
    text_version = models.CharField(max_length=16)
    signer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    signer_name = UndirectedField("your full name", max_length=150)
    signer_title = models.CharField("your title", max_length=150)
    signed_at = models.DateTimeField(default=timezone.now, editable=False)
    signed_digest = models.CharField(max_length=64, editable=False)

    class Meta:
        ordering = ("organization_id", "code")
        constraints = (
            models.UniqueConstraint(
                fields=("proposal", "organization", "code"), name="certification_signed_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.code}, {self.organization}"


class SignedPacket(models.Model):
    """What exactly a member signed, kept word for word. `told_at`: its signatories were told that
    the signature no longer holds.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="packets")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, editable=False)
    document = models.JSONField()
    signed_at = models.DateTimeField(default=timezone.now, editable=False)
    told_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ("proposal", "organization", "-signed_at")
        constraints = (
            models.UniqueConstraint(
                fields=("proposal", "organization", "digest"), name="packet_signed_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.organization}, {self.digest[:8]}"

    @property
    def content(self) -> ProposalContent:
        return content_from_json(self.document)
