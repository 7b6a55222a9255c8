"""What do the forms of a section page have in common?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self, cast

from django import forms
from django.forms import BaseFormSet
from django.forms.formsets import DELETION_FIELD_NAME
from django.http import QueryDict

from exports_portal.bounds import MOST_MARKETS, MOST_REQUESTS, MOST_ROWS
from exports_portal.web.formsets import (
    BoundedRows,
    rows_of_form,
    with_another_row,
    without_message,
    without_messages,
)
from proposals.actions.drafts import SectionDraft
from proposals.actions.records import Row
from proposals.content import Market
from proposals.content.meanings import Known
from proposals.content.saying import kind_of
from proposals.content.whole import Part
from proposals.forms.derived import form_class
from proposals.forms.markets import market_form


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedRow:
    """A row that is always there: a layer, or one of the three operating roles."""

    anchor: str
    legend: str
    key: Row
    form: forms.Form
    is_dropped_when_empty: bool = False

    @property
    def is_kept(self) -> bool:
        return not self.is_dropped_when_empty or any(self.form.cleaned_data.values())


@dataclass(slots=True, kw_only=True)
class SectionForms:
    """The forms of one page, as saved or as typed. `rows` are those a person adds and removes."""

    form: forms.Form | None = None
    fixed: Sequence[FixedRow] = ()
    rows: BaseFormSet | None = None
    legend: str = ""

    @property
    def add(self) -> str:
        """The button for another row."""
        return f"Add another {self.legend.lower()}"

    @property
    def parts(self) -> list[forms.BaseForm | BaseFormSet]:
        """In the order of the page."""
        own = [self.form] if self.form is not None else []
        rows = [self.rows] if self.rows is not None else []
        return [*own, *(row.form for row in self.fixed), *rows]

    def is_valid(self) -> bool:
        return all(part.is_valid() for part in self.parts)

    def draft(self) -> SectionDraft:
        """What was typed, once it is valid."""
        values = self.form.cleaned_data if self.form is not None else {}
        rows = [dict(row.key) | row.form.cleaned_data for row in self.fixed if row.is_kept]
        if self.rows is not None:
            rows += list(typed_rows(self.rows))
        has_rows = bool(self.fixed) or self.rows is not None
        return SectionDraft(values=values, rows=rows if has_rows else None)

    @property
    def typed_rows(self) -> QueryDict | None:
        """The rows as they stand in the browser, where they were sent."""
        if self.rows is None or not self.rows.is_bound:
            return None
        return cast("QueryDict", self.rows.data)

    def not_judged(self) -> Self:
        """As typed, without messages."""
        for part in self.parts:
            if isinstance(part, BaseFormSet):
                without_messages(part)
            else:
                without_message(part)
        return self

    def with_another_row(self, data: QueryDict) -> Self:
        """As typed, with an empty row more, and not judged yet."""
        self.not_judged()
        if self.rows is None:
            return self
        rows = with_another_row(
            type(self.rows),
            data,
            prefix=self.rows.prefix or "",
            form_kwargs=self.rows.form_kwargs,
        )
        return replace(self, rows=rows)


# How many rows of a kind are typed on one page.
MOST = {"markets": MOST_MARKETS, "support_requests": MOST_REQUESTS}


def form_of_row(part: Part, known: Known) -> type[Any]:
    """The form of one row, on a page with others or on its own."""
    return market_form(known) if part.of is Market else form_class(part.of, known)


def row_class(part: Part, known: Known) -> type[BaseFormSet]:
    """The rows of a kind: each knows which record it is."""
    form = form_of_row(part, known)
    key = kind_of(part.of).key
    shown_at = "market" if part.of is Market else "".join(key[-1:])
    with_id = type(
        form.__name__, (form,), {"id": forms.UUIDField(required=False, widget=forms.HiddenInput)}
    )
    rows = type(
        f"{part.of.__name__}Rows",
        (RowsWithoutRepeats if key else BoundedRows,),
        {"unique_fields": key, "shown_at": shown_at},
    )
    return rows_of_form(with_id, rows, most=MOST.get(part.name, MOST_ROWS))


def rows_of(
    rows_class: type[BaseFormSet],
    data: QueryDict | None,
    *,
    prefix: str,
    saved: Sequence[Row],
    **form_kwargs: Any,
) -> BaseFormSet:
    """The rows as typed, or else as saved: with an empty one to start from when there is none."""
    if data is not None:
        return rows_class(data, prefix=prefix, form_kwargs=form_kwargs)
    rows = rows_class(initial=saved, prefix=prefix, form_kwargs=form_kwargs)
    rows.extra = 0 if saved else 1
    return rows


def typed_rows(rows: BaseFormSet) -> Iterator[dict[str, Any]]:
    """The valid rows that are neither empty nor removed."""
    for form in rows.forms:
        if form.has_changed() and not form.cleaned_data.get(DELETION_FIELD_NAME):
            yield {k: v for k, v in form.cleaned_data.items() if k != DELETION_FIELD_NAME}


class RowsWithoutRepeats(BoundedRows):
    """No two rows may name the same thing; the message stands at the later one."""

    unique_fields: tuple[str, ...] = ()
    shown_at = ""
    message = "This is named in an earlier row. Keep one of them."

    def clean(self) -> None:
        seen: set[tuple[object, ...]] = set()
        for form in self.forms:
            values = getattr(form, "cleaned_data", {})
            named = tuple(values[name] for name in self.unique_fields if values.get(name))
            if not named or values.get(DELETION_FIELD_NAME):
                continue
            if named in seen:
                form.add_error(self.shown_at, self.message)
            seen.add(named)
