"""How does a form hand what was typed to an action, and where does a refusal of a value appear?"""

from collections.abc import Callable
from typing import Any

from django import forms

from exports_portal.errors import InvalidInput


def carried_out(
    form: forms.BaseForm, action: Callable[..., object], *subject: Any, **fixed: Any
) -> bool:
    """The form is valid and the action took it; a refused value is said beside its field.

    Every other refusal of the action passes through: the whole page answers with it.
    """
    if not form.is_valid():
        return False
    try:
        action(*subject, **form.cleaned_data, **fixed)
    except InvalidInput as error:
        say_beside(form, error)
        return False
    return True


def say_beside(form: forms.BaseForm, error: InvalidInput) -> None:
    """Put the messages of an action beside the fields they are about."""
    for name, texts in error.fields.items():
        form.add_error(name if name in form.fields else None, list(texts))
    if not error.fields:
        form.add_error(None, list(error.reasons))
