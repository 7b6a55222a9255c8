"""With which form is a value marked? Its fields are those of `ConfidentialityMarking`."""

from typing import Any

from django import forms

from proposals.content import Audience, ConfidentialityMarking
from proposals.content.evidence import Marking
from proposals.content.known import Known
from proposals.content.marked import NARROWER
from proposals.forms.derived import form_class

IDENTITY = frozenset({"record", "value"})
LETS_MORE_READ = "I know that this lets more people read it than now."


def marking_form(
    declared: Audience, now: Audience, data: Any = None, initial: Any = None
) -> "WideningForm":
    """`declared`: who could read it without a marking; `now`: who reads it. Only who may be chosen
    is offered, and whoever lets more people read it than now says so.
    """
    base = form_class(ConfidentialityMarking, Known(), leave_out=IDENTITY)
    made: Any = type("MarkingForm", (WideningForm, base), {"now": now})(data, initial=initial)
    made.fields["readers"].choices = [
        (mark.value, mark.label) for mark in Marking if _is_offered(mark.audience, declared)
    ]
    if all(not _is_wider(Audience(code), now) for code, _ in made.fields["readers"].choices):
        del made.fields["widens"]
    shown: WideningForm = made
    return shown


class WideningForm(forms.Form):
    """Asks once more where a choice lets more people read."""

    now: Audience
    widens = forms.BooleanField(label=LETS_MORE_READ, required=False)

    field_order = (
        *("readers", "widens", "basis", "justification", "public_substitute", "expires_on"),
    )

    @property
    def answers(self) -> dict[str, Any]:
        """What is said of the marking, once it is valid."""
        return {name: value for name, value in self.cleaned_data.items() if name != "widens"}

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        asked = values.get("readers")
        if asked and _is_wider(Audience(str(asked)), self.now) and not values.get("widens"):
            self.add_error("widens", "Tick this to let more people read it, or choose fewer.")
        return values


def _is_offered(asked: Audience, declared: Audience) -> bool:
    """A marking lets nobody read what is declared for fewer, but for what is shared."""
    return declared is Audience.PROGRAM or not _is_wider(asked, declared)


def _is_wider(asked: Audience, than: Audience) -> bool:
    return NARROWER.index(asked) < NARROWER.index(than)
