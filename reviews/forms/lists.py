"""What does somebody say who decides about a list version in quarantine?"""

from django import forms

from reviews.forms.desk import ROWS


class ListDecisionForm(forms.Form):
    reason = forms.CharField(
        min_length=10,
        widget=forms.Textarea(attrs=ROWS),
        help_text="What you checked, and where. At least 10 characters; it is kept for ever.",
    )
