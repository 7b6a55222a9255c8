"""What stands in the sections of a draft that have rows?"""

from django.core.exceptions import ValidationError
from django.db import models

from exports_portal.accounts.models import Organization
from exports_portal.bounds import LONGEST_NOTE, LONGEST_STATEMENT
from exports_portal.policy.countries import country_choices
from exports_portal.web.fields import AmountField, LongTextField, WholeNumberField
from exports_portal.web.name_fields import NameField
from exports_portal.web.validators import names_somebody, no_control_characters
from proposals.content import LAYER_LABELS, PARTY_ROLE_LABELS, PartyRole
from proposals.models.proposal import Proposal

LAYERS = [(code.value, label) for code, label in LAYER_LABELS.items()]
PARTY_ROLES = [(role.value, label) for role, label in PARTY_ROLE_LABELS.items()]
TEXT = (no_control_characters,)
NAME = (no_control_characters, names_somebody)  # of somebody who is screened


class LayerOffering(models.Model):
    """One of the five layers of the stack, and the members that provide it."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="layers")
    code = models.CharField(max_length=20, choices=LAYERS)
    description = LongTextField(
        max_length=LONGEST_STATEMENT,
        blank=True,
        validators=(no_control_characters,),
        help_text="Public.",
    )
    confidential_detail = LongTextField(
        max_length=LONGEST_STATEMENT,
        blank=True,
        validators=(no_control_characters,),
        help_text="Business confidential.",
    )
    us_manufacture_statement = LongTextField(
        max_length=LONGEST_STATEMENT,
        blank=True,
        validators=(no_control_characters,),
        help_text="Whether and to what extent these items are manufactured in the United States.",
    )
    providers = models.ManyToManyField(Organization, blank=True, related_name="+")

    class Meta:
        ordering = ("code",)
        constraints = (
            models.UniqueConstraint(fields=("proposal", "code"), name="layer_once_per_proposal"),
        )

    def __str__(self) -> str:
        return self.get_code_display()


class Component(models.Model):
    """A row of the hardware bill of materials. Business confidential as a whole."""

    class Category(models.TextChoices):
        CHIP = "CHIP", "Chip"
        ACCELERATOR = "ACCELERATOR", "Accelerator"
        SERVER = "SERVER", "Server"
        STORAGE = "STORAGE", "Data-center storage"
        CLOUD = "CLOUD", "Cloud service"
        NETWORK = "NETWORK", "Networking"
        OTHER = "OTHER", "Other"

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="components")
    position = models.PositiveIntegerField(default=0, editable=False)
    name = models.CharField(max_length=200)
    category = models.CharField(max_length=16, choices=Category)
    manufacturer = NameField(max_length=300, validators=NAME)
    quantity = WholeNumberField(least=1, most=10_000_000)
    unit_value = AmountField(
        "value of one, in U.S. dollars",
        max_digits=14,
        decimal_places=2,
        least=0,
        most=999_999_999_999,
        null=True,
        blank=True,
    )
    us_origin_percent = AmountField(
        "U.S.-origin share in percent",
        max_digits=5,
        decimal_places=2,
        least=0,
        most=100,
        null=True,
        blank=True,
    )
    origin_country = models.CharField(
        "country of assembly", max_length=2, choices=country_choices, blank=True
    )
    eccn = models.CharField("ECCN", max_length=12, blank=True)

    class Meta:
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.name


class TargetMarket(models.Model):
    """A country or regional bloc that the package is meant for."""

    class Kind(models.TextChoices):
        COUNTRY = "COUNTRY", "Country"
        BLOC = "BLOC", "Regional bloc"

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="markets")
    kind = models.CharField(max_length=8, choices=Kind)
    code = models.CharField("country or bloc", max_length=16)
    rationale = LongTextField("why this market", max_length=LONGEST_NOTE, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("proposal", "kind", "code"), name="market_once_per_proposal"
            ),
        )

    def __str__(self) -> str:
        return self.code


class OperatingRole(models.Model):
    """Who builds, owns and operates data centers and infrastructure: three separate answers."""

    class Role(models.TextChoices):
        BUILD = "BUILD", "Builds"
        OWN = "OWN", "Owns"
        OPERATE = "OPERATE", "Operates"

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="operating_roles")
    role = models.CharField(max_length=8, choices=Role)
    name = NameField("organization", max_length=300, blank=True, validators=NAME)
    country = models.CharField(max_length=2, choices=country_choices, blank=True)
    to_be_decided = models.BooleanField("to be decided", default=False)
    explanation = LongTextField(max_length=LONGEST_NOTE, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("proposal", "role"), name="operating_role_once"),
        )

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.name or 'to be decided'}"


class InvolvedParty(models.Model):
    """A party to the transaction that is no member. Business confidential as a whole."""

    proposal = models.ForeignKey(
        Proposal, on_delete=models.CASCADE, related_name="involved_parties"
    )
    position = models.PositiveIntegerField(default=0, editable=False)
    role = models.CharField("part in the transaction", max_length=16, choices=PARTY_ROLES)
    name = NameField(max_length=300, validators=NAME)
    country = models.CharField(
        "country of headquarters", max_length=2, choices=country_choices, blank=True
    )
    street = models.CharField("street address", max_length=300, blank=True, validators=TEXT)
    city = models.CharField(max_length=120, blank=True, validators=TEXT)
    region = models.CharField("state or region", max_length=120, blank=True, validators=TEXT)
    postal_code = models.CharField("postal code", max_length=20, blank=True, validators=TEXT)
    address_country = models.CharField(
        "country of the address", max_length=2, choices=country_choices, blank=True
    )
    majority_owner_name = NameField("majority owner", max_length=300, blank=True, validators=NAME)
    majority_owner_country = models.CharField(
        "country of the majority owner", max_length=2, choices=country_choices, blank=True
    )
    note = LongTextField(blank=True, max_length=2000, validators=TEXT)

    class Meta:
        ordering = ("position", "pk")
        verbose_name_plural = "involved parties"

    def __str__(self) -> str:
        return f"{self.name} ({self.get_role_display().lower()})"

    def clean(self) -> None:
        """Where a facility stands is what is screened of it first."""
        missing = {}
        if self.role == PartyRole.FACILITY:
            missing = {
                name: "A facility needs its full address: it is screened."
                for name in ("street", "city", "address_country")
                if not getattr(self, name)
            }
        if self.majority_owner_country and not self.majority_owner_name:
            missing["majority_owner_name"] = "Say who it is, or leave the country empty too."
        if missing:
            raise ValidationError(missing)


class SupportRequest(models.Model):
    """A Federal instrument the consortium asks for. A request is not a grant."""

    proposal = models.ForeignKey(
        Proposal, on_delete=models.CASCADE, related_name="support_requests"
    )
    code = models.CharField("instrument", max_length=32)
    amount = AmountField(
        "amount in U.S. dollars",
        max_digits=16,
        decimal_places=2,
        least=0,
        most=99_999_999_999_999,
        null=True,
        blank=True,
    )
    purpose = LongTextField(max_length=LONGEST_NOTE, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("proposal", "code"), name="instrument_once_per_proposal"
            ),
        )

    def __str__(self) -> str:
        return self.code
