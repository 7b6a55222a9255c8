"""How many rows has a form at most, and how does a person add one without JavaScript?"""

from typing import Any

from django import forms
from django.forms import BaseForm, BaseFormSet
from django.forms.formsets import TOTAL_FORM_COUNT
from django.forms.utils import ErrorDict, ErrorList
from django.http import HttpRequest, QueryDict

from exports_portal.errors import InvalidInput

ADD_ROW = "add_row"
LONGEST_COUNT = 6  # digits; int() refuses thousands of them


class BoundedRows(BaseFormSet):
    """No more rows than `max_num`: a larger count is refused before a single form is made."""

    def total_form_count(self) -> int:
        if self.is_bound:
            count = self.management_form.cleaned_data[TOTAL_FORM_COUNT] or 0
            most: int = self.max_num or 0
            if count > most:
                raise InvalidInput(f"{too_many(most)} {count} were sent.")
        return super().total_form_count()


def rows_of_form(
    form: type[forms.BaseForm],
    formset: type[BaseFormSet] = BoundedRows,
    *,
    most: int,
    extra: int = 0,
) -> type[BaseFormSet]:
    """Rows that a person adds and removes, `most` of them at most."""
    return forms.formset_factory(
        form,
        formset,
        extra=extra,
        can_delete=True,
        max_num=most,
        absolute_max=most,
        validate_max=True,
    )


def too_many(most: int) -> str:
    return f"At most {most} rows can be kept here."


def wants_another_row(request: HttpRequest, *, prefix: str) -> bool:
    """The button "add another row" of this formset was pressed."""
    return request.POST.get(ADD_ROW) == prefix


def with_another_row(
    formset_class: type[BaseFormSet], data: QueryDict, *, prefix: str, **options: Any
) -> BaseFormSet:
    """The rows as typed plus an empty one, without messages: nothing has been handed in yet.

    Where there is no room for another row it says so, and keeps what was typed.
    """
    rows = data.copy()
    key = f"{prefix}-{TOTAL_FORM_COUNT}"
    count = _count(rows.get(key, ""))
    has_room = count != formset_class.max_num
    rows[key] = str(count + has_room)
    formset = formset_class(rows, prefix=prefix, **options)
    without_messages(formset)
    if not has_room:
        say = too_many(count)
        formset._non_form_errors = ErrorList([say])  # type: ignore[attr-defined]  # as below
    return formset


def _count(typed: str) -> int:
    return int(typed) if typed.isdecimal() and len(typed) <= LONGEST_COUNT else 0


def without_messages(formset: BaseFormSet) -> None:
    """Show what was typed, but do not judge it yet: Django looks here before it validates."""
    # The stubs leave out where a formset keeps its messages.
    for form in formset.forms:
        without_message(form)
    formset._errors = [form._errors for form in formset.forms]  # type: ignore[attr-defined]
    formset._non_form_errors = ErrorList()  # type: ignore[attr-defined]


def without_message(form: BaseForm) -> None:
    """Show what was typed, but do not judge it yet."""
    form._errors = ErrorDict()  # type: ignore[attr-defined]  # the stubs leave it out
