"""What does an officer write down about a hit, or about several alike?"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from exports_portal.bounds import LARGEST_KEY
from exports_portal.files.forms import EvidenceField
from exports_portal.web.fields import LongText
from proposals.models import Proposal
from reviews.actions.adjudicate import SHORTEST_REASON, TOO_SHORT, Judgment
from reviews.states import CODES_FOR, AdjudicationCode, AdjudicationOutcome

CODES = [
    ("", "Choose a reason"),
    *(
        (str(outcome.label), [(code.value, str(code.label)) for code in codes])
        for outcome, codes in CODES_FOR.items()
    ),
]


class AdjudicationForm(forms.Form):
    """Every reason is offered, grouped by outcome; the action refuses one of another group."""

    outcome = forms.TypedChoiceField(
        label="What is this hit?",
        choices=AdjudicationOutcome.choices,
        coerce=AdjudicationOutcome,
        widget=forms.RadioSelect,
    )
    code = forms.TypedChoiceField(label="Why", choices=CODES, coerce=AdjudicationCode)
    reason = LongText(
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="What you compared, so that somebody else can check it. It is kept for ever.",
    )
    evidence = EvidenceField(
        label="Evidence",
        required=False,
        help_text="An extract of a register, a page, a scan. Officers alone can open it.",
    )
    also_in = forms.MultipleChoiceField(
        label="The very same pair is open in other cases. Record it there too",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Party and list entry are identical there, field by field. Each case gets an "
        "adjudication of its own, in your name.",
    )
    seen = forms.IntegerField(
        required=False, min_value=0, max_value=LARGEST_KEY, widget=forms.HiddenInput
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        files: Any = None,
        *,
        newest: int,
        also: Sequence[Proposal],
        is_answer: bool,
    ) -> None:
        super().__init__(data, files, initial={"seen": newest})
        self.newest = newest
        if is_answer:
            self._word_as_answer()
        if also:
            self.fields["also_in"].choices = [  # type: ignore[attr-defined]
                (case.public_id, f"{case.public_id}: {case.title}") for case in also
            ]
        else:
            del self.fields["also_in"]

    def _word_as_answer(self) -> None:
        """Somebody proposed to clear it: this person agrees or does not."""
        self.fields["outcome"].label = "Do you agree?"
        self.fields["outcome"].choices = [  # type: ignore[attr-defined]
            (AdjudicationOutcome.FALSE_POSITIVE, "I agree: false positive, another party"),
            (AdjudicationOutcome.TRUE_MATCH, "I do not agree: it is the listed party"),
            (AdjudicationOutcome.ESCALATE, "I do not agree: it is not settled yet"),
        ]

    def look_again(self) -> None:
        """Take what was recorded in the meantime as seen: the page shows it with the answer."""
        posted: Any = self.data
        self.data = posted.copy()
        self.data["seen"] = str(self.newest)  # type: ignore[index]

    def clean_reason(self) -> str:
        """Said together with what else is wrong; the action refuses it too."""
        reason: str = self.cleaned_data["reason"]
        if len(reason.strip()) < SHORTEST_REASON:
            raise forms.ValidationError(TOO_SHORT)
        return reason

    @property
    def also(self) -> frozenset[str]:
        """The numbers of the other cases that are ticked."""
        return frozenset(self.cleaned_data.get("also_in", ()))

    @property
    def judgment(self) -> Judgment:
        """What a valid form says."""
        said: dict[str, Any] = self.cleaned_data
        return Judgment(
            outcome=said["outcome"],
            code=said["code"],
            reason=said["reason"],
            evidence=said["evidence"],
        )
