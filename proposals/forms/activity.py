"""By what is the activity of a proposal filtered?"""

from collections.abc import Iterable
from typing import Any, cast

from django import forms

Choices = Iterable[tuple[Any, str]]


class ActivityForm(forms.Form):
    event = forms.ChoiceField(label="What", required=False)
    member = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)
    person = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)

    def __init__(
        self, *args: Any, events: Choices, members: Choices, people: Choices, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offered = {"event": events, "member": members, "person": people}
        for name, choices in offered.items():
            cast(forms.ChoiceField, self.fields[name]).choices = [("", "All"), *choices]

    def asked(self, name: str) -> Any:
        """The choice, and nothing for what is none."""
        return self.cleaned_data.get(name) if self.is_valid() else None
