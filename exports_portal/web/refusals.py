"""How does a refusal of an action get beside the field it is about?"""

from django import forms

from exports_portal.errors import InvalidInput


def put_beside_fields(form: forms.BaseForm, error: InvalidInput) -> None:
    """Messages for a field the form has go there; the others to the top of the form."""
    if not error.fields:
        form.add_error(None, list(error.reasons))
    for name, texts in error.fields.items():
        form.add_error(name if name in form.fields else None, texts)
