"""What does a program learn of where a proposal stands, and of what keeps it from being ready?"""

from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from exports_portal.policy.readers import snapshots_in_force
from proposals.models import ProposalVersion
from proposals.rules import Outcome
from proposals.rules.places import Section
from proposals.states import ProposalState
from proposals.views.history import last_note
from proposals.views.reading import Reading
from proposals.views.wording import WHAT_HAPPENS_NEXT


class FrozenVersion(serializers.ModelSerializer[ProposalVersion]):
    """What was submitted: `sha256` is over the canonical JSON of its content."""

    class Meta:
        model = ProposalVersion
        fields = ("number", "sha256", "frozen_at")
        read_only_fields = fields


class OpenQuestion(serializers.Serializer[Any]):
    question = serializers.CharField()
    asked_at = serializers.DateTimeField()
    due_on = serializers.DateField(allow_null=True)
    url = serializers.URLField(help_text="The page on which a person answers.")


class LetterLink(serializers.Serializer[Any]):
    issued_at = serializers.DateTimeField()
    sha256 = serializers.CharField()
    url = serializers.URLField(help_text="Opens in a browser, for people who are signed in.")
    api_url = serializers.URLField(help_text="The same file, for a program.")


class StatusForApplicant(serializers.Serializer[Reading]):
    """Where a proposal stands. Questions and notes are for the people of the anchor member."""

    id = serializers.IntegerField(source="proposal.pk")
    number = serializers.CharField(source="proposal.public_id", allow_null=True)
    state = serializers.ChoiceField(ProposalState.choices, source="proposal.state")
    applicant_label = serializers.CharField(source="proposal.applicant_label")
    what_happens_next = serializers.SerializerMethodField()
    note = serializers.SerializerMethodField(help_text="Why the proposal was returned, if it was.")
    submitted_at = serializers.DateTimeField(source="proposal.submitted_at", allow_null=True)
    versions = FrozenVersion(source="proposal.versions", many=True)
    open_question = serializers.SerializerMethodField()
    letters = serializers.SerializerMethodField()
    catalog_url = serializers.SerializerMethodField()

    def get_what_happens_next(self, reading: Reading) -> str:
        return WHAT_HAPPENS_NEXT[ProposalState(reading.proposal.state)]

    def get_note(self, reading: Reading) -> str:
        if reading.is_anchor and reading.proposal.state == ProposalState.RETURNED:
            return last_note(reading.proposal, "proposal.return_incomplete")
        return ""

    @extend_schema_field(OpenQuestion(allow_null=True))
    def get_open_question(self, reading: Reading) -> dict[str, Any] | None:
        """A question may speak of what is confidential."""
        if not reading.is_anchor:
            return None
        asked = reading.proposal.information_requests.filter(answered_at=None).first()
        if asked is None:
            return None
        url = self._url("cases:question", reading.proposal.pk, asked.pk)
        facts = {name: getattr(asked, name) for name in ("question", "asked_at", "due_on")}
        return dict(OpenQuestion(facts | {"url": url}).data)

    @extend_schema_field(LetterLink(many=True))
    def get_letters(self, reading: Reading) -> list[dict[str, Any]]:
        """Newest first. What the review keeps is reached through its relations, never imported."""
        found = reading.proposal.determinations.prefetch_related("letters")
        return [
            dict(LetterLink(self._letter(reading.proposal.pk, letter)).data)
            for determination in found
            for letter in determination.letters.all()
        ]

    def get_catalog_url(self, reading: Reading) -> str | None:
        entry = getattr(reading.proposal, "catalog_entry", None)
        return self._absolute(entry.get_absolute_url()) if entry else None

    def _letter(self, proposal: int, letter: Any) -> dict[str, Any]:
        return {
            "issued_at": letter.issued_at,
            "sha256": letter.sha256,
            "url": self._url("cases:letter", letter.pk),
            "api_url": self._url("api-letter", proposal, letter.pk),
        }

    def _url(self, name: str, *args: int) -> str:
        return self._absolute(reverse(name, args=args))

    def _absolute(self, path: str) -> str:
        address: str = self.context["request"].build_absolute_uri(path)
        return address


class FindingForApplicant(serializers.Serializer[Any]):
    rule_id = serializers.CharField()
    rule_version = serializers.IntegerField()
    title = serializers.CharField()
    outcome = serializers.ChoiceField([(outcome.value, outcome.label) for outcome in Outcome])
    message = serializers.CharField()
    explanation = serializers.CharField()
    section = serializers.ChoiceField([section.value for section in Section])
    source = serializers.CharField(  # type: ignore[assignment]  # a field of that name
        help_text="Where the rule comes from."
    )


class Snapshot(serializers.Serializer[Any]):
    """The policy data a finding was computed on."""

    kind = serializers.CharField()
    id = serializers.IntegerField()
    sha256 = serializers.CharField()
    source_date = serializers.DateField()
    title = serializers.CharField()


class ReadinessForApplicant(serializers.Serializer[Reading]):
    """Every readiness rule, judged now. `is_ready`: no rule blocks."""

    as_of = serializers.DateTimeField(source="at")
    is_ready = serializers.SerializerMethodField()
    findings = FindingForApplicant(many=True)
    snapshots = serializers.SerializerMethodField()

    def get_is_ready(self, reading: Reading) -> bool:
        return not reading.blocking

    @extend_schema_field(Snapshot(many=True))
    def get_snapshots(self, reading: Reading) -> list[dict[str, Any]]:
        refs = snapshots_in_force(reading.at.date())
        return list(Snapshot(refs, many=True).data)
