"""Which organizations take part, where are they, and who owns them?"""

from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.utils import timezone

from exports_portal.accounts.models.user import User
from exports_portal.accounts.ownership import share_in_words
from exports_portal.accounts.queries import MembershipQuerySet, OrganizationQuerySet, note_ended
from exports_portal.accounts.roles import Part
from exports_portal.bounds import MOST_NAMES
from exports_portal.policy.countries import country_choices, is_united_states
from exports_portal.web.name_fields import NameField, NamesField
from exports_portal.web.validators import names_somebody, no_control_characters

# Of everybody who is screened: a name that cannot be read cannot be looked for.
NAME = (no_control_characters, names_somebody)


def country_field(label: str, **options: Any) -> "models.CharField[str, str]":
    """An ISO 3166-1 alpha-2 code, chosen from the list of countries."""
    return models.CharField(label, max_length=2, choices=country_choices, **options)


class Organization(models.Model):
    """A company or body that is, or may become, a member of a consortium."""

    legal_name = NameField("legal name", max_length=300, validators=NAME)
    other_names = NamesField(
        NameField(max_length=300, validators=NAME),
        size=MOST_NAMES,
        verbose_name="other names",
        default=list,
        blank=True,
        help_text="Trade names, former names and names in other languages.",
    )
    incorporation_country = country_field("country of incorporation")
    headquarters_country = country_field("country of headquarters")
    principal_place_country = country_field("country of principal place of business")
    parent_name = NameField("ultimate parent", max_length=300, blank=True, validators=NAME)
    parent_country = country_field("country of the ultimate parent's headquarters", blank=True)
    website = models.URLField(blank=True)
    registered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    registered_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        ordering = ("legal_name", "pk")

    def __str__(self) -> str:
        return self.legal_name

    @property
    def is_us_entity(self) -> bool:
        """Incorporated and headquartered in the United States (domain.md R02)."""
        stated = (self.incorporation_country, self.headquarters_country)
        return all(is_united_states(country) for country in stated)


class OrganizationAddress(models.Model):
    """A place where an organization is: every one of them is screened."""

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="addresses"
    )
    street = models.CharField("street address", max_length=300)
    city = models.CharField(max_length=120)
    region = models.CharField("state or region", max_length=120, blank=True)
    postal_code = models.CharField("postal code", max_length=20, blank=True)
    country = country_field("country")

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        parts = (self.street, self.city, self.region, self.postal_code, self.country)
        return ", ".join(part for part in parts if part)


class OwnershipStake(models.Model):
    """Who owns an organization, and how much of it. An unknown share is said, not left out.

    An owner of an owner is a stake of the same organization that says in whom it holds shares.
    """

    class Kind(models.TextChoices):
        PERSON = "PERSON", "Person"
        ORGANIZATION = "ORGANIZATION", "Organization"
        GOVERNMENT = "GOVERNMENT", "Government"

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="owners")
    name = NameField("owner's name", max_length=300, validators=NAME)
    kind = models.CharField("kind of owner", max_length=16, choices=Kind)
    country = country_field("country")
    percent = models.DecimalField(
        "share in percent",
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=(MinValueValidator(Decimal("0.01")), MaxValueValidator(Decimal(100))),
        help_text="Of a range, the least. Leave empty if the share is not known.",
    )
    percent_at_most = models.DecimalField(
        "at most, in percent",
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=(MinValueValidator(Decimal("0.01")), MaxValueValidator(Decimal(100))),
        help_text="Only for a range: the most that the share can be.",
    )
    has_control = models.BooleanField(
        "has control rights",
        default=False,
        help_text="For example a veto, a right to name directors, or a majority of votes.",
    )
    holds_shares_in = models.CharField(
        "holds shares in",
        max_length=300,
        blank=True,
        validators=(no_control_characters,),
        help_text=(
            "Leave empty if it owns a part of the organization itself. For an owner of an owner: "
            "the name of that owner, as in its own row."
        ),
    )

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                name="ownership_percent_is_a_share",
                condition=models.Q(percent__isnull=True)
                | models.Q(percent__gt=0, percent__lte=100),
            ),
            models.CheckConstraint(
                name="ownership_percent_at_most_is_more",
                condition=models.Q(percent_at_most__isnull=True)
                | models.Q(percent_at_most__gt=0, percent_at_most__lte=100)
                & models.Q(
                    models.Q(percent__isnull=True)
                    | models.Q(percent_at_most__gt=models.F("percent"))
                ),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def share_in_words(self) -> str:
        return share_in_words(self.percent, self.percent_at_most)


class Officer(models.Model):
    """Who directs or manages an organization: no more of a person than screening needs."""

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="officers"
    )
    name = NameField("full name", max_length=300, validators=NAME)
    title = models.CharField(
        max_length=150,
        validators=(no_control_characters,),
        help_text="For example director, chief executive or general counsel.",
    )
    nationality = country_field("country of nationality", blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.name}, {self.title}"


class Membership(models.Model):
    """A person's part in an organization. One person may have several parts."""

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="memberships"
    )
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    part = models.CharField(max_length=16, choices=Part)
    since = models.DateTimeField(default=timezone.now, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("organization", "user", "part"), name="membership_once_per_part"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.get_part_display()} of {self.organization}"

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            note_ended([self])
            return super().delete(*args, **kwargs)


class PastMembership(models.Model):
    """Who belonged where, and until when that keeps them from its cases. Written when it ends."""

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="past_memberships"
    )
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="past_memberships")
    part = models.CharField(max_length=16, choices=Part)
    since = models.DateTimeField()
    ended_at = models.DateTimeField()
    bars_until = models.DateTimeField()

    class Meta:
        ordering = ("-ended_at", "-pk")

    def __str__(self) -> str:
        part = self.get_part_display()
        return f"{self.user}: {part} of {self.organization} until {self.ended_at:%Y-%m-%d}"
