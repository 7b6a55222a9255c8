"""Which hits of a case does an officer want to see, and in which order?"""

from collections.abc import Sequence
from typing import Any

from django import forms

ORDERS = (
    ("open", "Open first, best first"),
    ("best", "Best first"),
    ("place", "In the order of the proposal"),
)


class HitFilterForm(forms.Form):
    """Kept in the address. Nothing chosen shows everything but the hits to watch."""

    kind = forms.ChoiceField(label="Parties", required=False)
    sort = forms.ChoiceField(label="Order", required=False, choices=ORDERS)
    open_only = forms.BooleanField(required=False, label="Only open hits")
    hide_history = forms.BooleanField(required=False, label="Hide expired listings (history)")
    watch = forms.BooleanField(required=False, label="Show hits to watch")

    def __init__(self, data: Any, *, kinds: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["kind"].choices = [("", "All kinds"), *kinds]  # type: ignore[attr-defined]
        self.is_valid()

    def chosen(self, name: str) -> Any:
        """What is typed right; a wrong value is said beside its field and filters nothing."""
        return self.cleaned_data.get(name) or ""
