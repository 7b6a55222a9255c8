"""What does the program office say when it takes a notice down?"""

from django import forms

from exports_portal.web.fields import LongText
from exports_portal.web.validators import no_control_characters


class TakeDownForm(forms.Form):
    reason = LongText(
        label="Reason",
        help_text="The organization reads it. Say what is wrong, and what it may publish instead.",
        validators=[no_control_characters],
    )
