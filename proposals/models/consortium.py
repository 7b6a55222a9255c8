"""Which organizations propose together, and who leads them?"""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from exports_portal.accounts.inviting import reads_own_address
from exports_portal.accounts.models import Organization, User
from exports_portal.web.name_fields import UndirectedField
from exports_portal.web.validators import no_control_characters
from proposals.queries import ConsortiumQuerySet


class Consortium(models.Model):
    """A standing team of organizations. No legal form is required (domain.md 1.3)."""

    name = UndirectedField(max_length=200, validators=(no_control_characters,))
    founded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    founded_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ConsortiumQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "consortia"
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name

    def current_members(self) -> "models.QuerySet[ConsortiumMember]":
        """The anchor member first, then the others in the order they joined."""
        return (
            self.members.filter(left_at=None).select_related("organization").order_by("role", "pk")
        )

    @property
    def anchor(self) -> Organization:
        """The organization that leads the consortium and submits for it."""
        return (
            self.members.select_related("organization")
            .get(role="ANCHOR", left_at=None)
            .organization
        )


class ConsortiumMember(models.Model):
    """An organization's place in a consortium. It may take part in several (domain.md 1.3).

    `anchor_writes`: it lets the people of the anchor member write its records, and so read them.
    """

    class Role(models.TextChoices):
        ANCHOR = "ANCHOR", "Anchor member"
        MEMBER = "MEMBER", "Member"

    consortium = models.ForeignKey(Consortium, on_delete=models.CASCADE, related_name="members")
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="consortium_memberships"
    )
    role = models.CharField(max_length=16, choices=Role)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)
    accepted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    left_at = models.DateTimeField(null=True, blank=True, editable=False)
    anchor_writes = models.BooleanField("the anchor member writes for it", default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("consortium",),
                condition=Q(role="ANCHOR", left_at=None),
                name="one_anchor_per_consortium",
            ),
            models.UniqueConstraint(
                fields=("consortium", "organization"),
                condition=Q(left_at=None),
                name="member_once_per_consortium",
            ),
        )

    def __str__(self) -> str:
        return f"{self.organization} ({self.get_role_display()})"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def waiting_for(self, user: User) -> "InvitationQuerySet":
        """Open ones to the address by which this person signs in, if they confirmed it.

        Whoever confirmed it read a mail there, as with the link of the invitation.
        """
        if not reads_own_address(user):
            return self.none()
        return self.filter(
            email__iexact=user.email,
            accepted_as=None,
            revoked_at=None,
            expires_at__gt=timezone.now(),
        )


class Invitation(models.Model):
    """The anchor asks somebody, by e-mail, to bring their organization into the consortium.

    Only the sha256 of the link's secret is kept, so the database does not open the door.
    """

    consortium = models.ForeignKey(Consortium, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField("e-mail address")
    secret_digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    accepted_as = models.ForeignKey(
        ConsortiumMember, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ("-invited_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("consortium", "email"),
                condition=Q(accepted_as=None, revoked_at=None),
                name="one_open_invitation_per_address",
            ),
        )

    def __str__(self) -> str:
        return self.email

    @property
    def is_open(self) -> bool:
        return (
            self.accepted_as_id is None
            and self.revoked_at is None
            and self.expires_at > timezone.now()
        )
