"""How does a person add a row to a form without JavaScript?"""

from typing import Any

from django.forms import BaseFormSet
from django.forms.formsets import TOTAL_FORM_COUNT
from django.forms.utils import ErrorDict, ErrorList
from django.http import HttpRequest, QueryDict

ADD_ROW = "add_row"
LONGEST_COUNT = 6  # digits; int() refuses thousands of them


def wants_another_row(request: HttpRequest, *, prefix: str) -> bool:
    """The button "add another row" of this formset was pressed."""
    return request.POST.get(ADD_ROW) == prefix


def with_another_row(
    formset_class: type[BaseFormSet], data: QueryDict, *, prefix: str, **options: Any
) -> BaseFormSet:
    """The rows as typed plus an empty one, without messages: nothing has been handed in yet."""
    rows = data.copy()
    key = f"{prefix}-{TOTAL_FORM_COUNT}"
    count = rows.get(key, "")
    is_count = count.isdecimal() and len(count) <= LONGEST_COUNT
    rows[key] = str(int(count) + 1 if is_count else 1)
    formset = formset_class(rows, prefix=prefix, **options)
    without_messages(formset)
    return formset


def without_messages(formset: BaseFormSet) -> None:
    """Show what was typed, but do not judge it yet: Django looks here before it validates."""
    # The stubs leave out where a formset keeps its messages.
    for form in formset.forms:
        form._errors = ErrorDict()
    formset._errors = [form._errors for form in formset.forms]  # type: ignore[attr-defined]
    formset._non_form_errors = ErrorList()  # type: ignore[attr-defined]
