"""Who signs in, and which roles has the program office granted them?"""

from functools import cached_property
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from exports_portal.accounts.roles import CASE_READERS, OFFICERS, Agency, Role
from exports_portal.mail.kinds import Way
from exports_portal.web.name_fields import NameField
from exports_portal.web.validators import names_somebody


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):  # type: ignore[django-manager-missing]  # knox's is untyped
    """A person. The e-mail address is the user name, whatever its case."""

    email = models.EmailField("e-mail address")
    # Whoever signs for a member is screened under this name.
    full_name = NameField("full name", max_length=150, validators=(names_somebody,))
    job_title = models.CharField("job title", max_length=150, blank=True)
    mail_way = models.CharField(
        "Mails on which you need not act", max_length=16, choices=Way, default=Way.AT_ONCE
    )
    is_staff = models.BooleanField("may use the administration pages", default=False)
    is_active = models.BooleanField("may sign in", default=True)
    date_joined = models.DateTimeField(default=timezone.now, editable=False)

    objects = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    class Meta:
        constraints = (
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique",
                violation_error_message="There is already an account with this e-mail address.",
            ),
        )

    def __str__(self) -> str:
        return self.full_name or self.email

    def get_full_name(self) -> str:
        return self.full_name

    @cached_property
    def roles(self) -> frozenset[str]:
        return (
            frozenset(self.role_grants.values_list("role", flat=True)) if self.pk else frozenset()
        )

    def has_role(self, *roles: Role) -> bool:
        return self.is_active and not self.roles.isdisjoint(roles)

    @property
    def is_officer(self) -> bool:
        """Works for the Government here, so must sign in with a second factor."""
        return self.has_role(*OFFICERS)

    @property
    def may_have_parts(self) -> bool:
        """Not whoever works for the program office: a part in a member would bar them from its
        case, and an applicant must not choose who reviews it.
        """
        return self.is_active and not (self.is_officer or self.is_staff)

    @property
    def is_case_reader(self) -> bool:
        return self.has_role(*CASE_READERS)

    @cached_property
    def agencies(self) -> frozenset[str]:
        """The agencies this person answers consultations for."""
        grants = self.role_grants.filter(role=Role.AGENCY_CONSULTANT).exclude(agency="")
        return frozenset(grants.values_list("agency", flat=True))


class RoleGrant(models.Model):
    """A role that the program office gave to a person."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="role_grants")
    role = models.CharField(max_length=32, choices=Role)
    agency = models.CharField(max_length=16, choices=Agency, blank=True)
    granted_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    granted_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("user", "role", "agency"), name="role_granted_once"),
            models.CheckConstraint(
                name="consultants_have_an_agency",
                condition=models.Q(role=Role.AGENCY_CONSULTANT) ^ models.Q(agency=""),
                violation_error_message="An agency consultant, and nobody else, has an agency.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"
