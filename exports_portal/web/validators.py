"""Which texts does a field refuse: with control characters, or under which nobody can be found?"""

from django.core.exceptions import ValidationError

from exports_portal.web.characters import without_control_characters
from exports_portal.web.names import is_readable
from exports_portal.web.placeholders import is_placeholder


def no_control_characters(text: str) -> None:
    """A validator of model and form fields."""
    if text != without_control_characters(text):
        raise ValidationError(
            "The text contains a control character, often from pasting. Type it again, or paste "
            "it as plain text.",
            code="control_character",
        )


def names_somebody(name: str) -> None:
    """A validator of the names of parties: each of them is screened, so each must be readable."""
    if not is_readable(name):
        raise ValidationError(
            "Nobody can be screened under this name: write it with letters or digits.",
            code="unreadable_name",
        )
    if is_placeholder(name):
        raise ValidationError(
            f"“{name.strip()}” is not a name, so nobody can be screened under it. Write the full "
            "legal name, or leave the row out until it is known.",
            code="placeholder",
        )
