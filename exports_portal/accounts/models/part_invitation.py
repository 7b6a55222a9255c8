"""Who is invited to a part in an organization, and what became of it?"""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from exports_portal.accounts.inviting import reads_own_address
from exports_portal.accounts.models.organization import Organization
from exports_portal.accounts.models.user import User
from exports_portal.accounts.roles import Part

UNSETTLED = Q(accepted_at=None, declined_at=None, revoked_at=None)


class PartInvitationQuerySet(models.QuerySet["PartInvitation"]):
    def unsettled(self) -> "PartInvitationQuerySet":
        """Neither accepted nor declined nor taken back; it may have expired."""
        return self.filter(UNSETTLED)

    def addressed_to(self, user: User) -> "PartInvitationQuerySet":
        """To the confirmed address by which this person signs in, whatever became of them.

        Who works for the program office is told of none: they could not accept it.
        """
        if not (user.may_have_parts and reads_own_address(user)):
            return self.none()
        return self.filter(email__iexact=user.email)

    def waiting_for(self, user: User) -> "PartInvitationQuerySet":
        return self.addressed_to(user).unsettled().filter(expires_at__gt=timezone.now())


class PartInvitation(models.Model):
    """An administrator asks somebody, by e-mail, to take a part in the organization.

    It holds no secret: whoever signs in by the address, confirmed, finds it.
    """

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="part_invitations"
    )
    email = models.EmailField("e-mail address")
    part = models.CharField(max_length=16, choices=Part)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    accepted_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    accepted_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = PartInvitationQuerySet.as_manager()

    class Meta:
        ordering = ("-invited_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                "organization",
                Lower("email"),
                "part",
                condition=UNSETTLED,
                name="one_open_invitation_per_part",
            ),
            models.CheckConstraint(
                name="part_invitation_accepted_by_somebody",
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.email

    @property
    def is_settled(self) -> bool:
        return any((self.accepted_at, self.declined_at, self.revoked_at))

    @property
    def is_expired(self) -> bool:
        return self.expires_at <= timezone.now()
