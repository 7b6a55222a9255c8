"""How does a refusal of an action get beside the field it is about?"""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS

from exports_portal.errors import InvalidInput
from exports_portal.web.strict import ALL_OF_IT, MOST_UNKNOWN, NO_FIELD


def put_beside_fields(form: forms.BaseForm, error: InvalidInput) -> None:
    """Messages for a field the form has go there; the others to the top of the form."""
    if not error.fields:
        form.add_error(None, list(error.reasons))
    for name, texts in error.fields.items():
        form.add_error(name if name in form.fields else None, texts)


def require_valid(form: forms.BaseForm) -> None:
    """InvalidInput with what is wrong at each field, for a program that sends what a form takes.

    A name that the form does not know is refused as well: nothing that is sent is dropped.
    """
    names = dict.fromkeys([*form.data, *form.files])
    unknown = [str(name) for name in names if name not in form.fields]
    found = {name: [NO_FIELD] for name in unknown[:MOST_UNKNOWN]}
    for name, texts in form.errors.items():
        found[ALL_OF_IT if name == NON_FIELD_ERRORS else name] = [str(text) for text in texts]
    if found:
        raise InvalidInput("Nothing was saved. See errors.", fields=found)
