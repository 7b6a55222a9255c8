"""Who signed which statement for which member, and on what?"""

from django.db import models
from django.utils import timezone

from exports_portal.accounts.models import Organization, User
from exports_portal.web.name_fields import UndirectedField
from proposals.models.proposal import Proposal


class CertificationSignature(models.Model):
    """A member's signature under a certification text.

    `signed_digest` is the material digest of the proposal when it was signed, so that a later
    change of members, owners, components or operators makes the signature stale (rule R34).
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
