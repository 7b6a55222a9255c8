"""How does every form of the portal look? One renderer, in the U.S. Web Design System."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import Input
from django.utils.safestring import SafeString

from exports_portal.web.selects import option, written

# The first class that fits, so special widgets stand before the general ones:
# CheckboxSelectMultiple is a RadioSelect by inheritance.
CLASS_OF_WIDGET: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxSelectMultiple, "usa-checkbox__input"),
    (forms.RadioSelect, "usa-radio__input"),
    (forms.CheckboxInput, "usa-checkbox__input"),
    (forms.Select, "usa-select"),
    (forms.Textarea, "usa-textarea"),
    (forms.FileInput, "usa-file-input"),
    (forms.HiddenInput, ""),
    (Input, "usa-input"),
)
BOXES = (forms.RadioSelect, forms.CheckboxInput)


class UswdsBoundField(BoundField):
    """A field that knows its USWDS class and how its messages are tied to it."""

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: forms.Widget | None = None
    ) -> dict[str, Any]:
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        classes = [widget.attrs.get("class", ""), self._uswds_class(widget)]
        if self.errors and not isinstance(widget, BOXES):
            classes.append("usa-input--error")
        if joined := " ".join(name for name in classes if name):
            attrs["class"] = joined
        return attrs

    def as_widget(
        self,
        widget: forms.Widget | None = None,
        attrs: dict[str, Any] | None = None,
        only_initial: bool = False,
    ) -> SafeString:
        own = widget or self.field.widget
        if only_initial:
            return super().as_widget(widget, attrs, only_initial)
        given = self.build_widget_attrs(dict(attrs or {}), own)
        if self.auto_id and "id" not in own.attrs:
            given.setdefault("id", self.auto_id)
        own.is_localized = own.is_localized or self.field.localize
        text = written(own, self.html_name, self.value(), given)
        return super().as_widget(widget, attrs) if text is None else text

    @property
    def choices(self) -> SafeString:
        """The boxes or buttons of a group, each with its label."""
        return SafeString("".join(option(one.data) for one in self.subwidgets))

    @staticmethod
    def _uswds_class(widget: forms.Widget) -> str:
        return next((name for kind, name in CLASS_OF_WIDGET if isinstance(widget, kind)), "")

    @property
    def is_choice_group(self) -> bool:
        return isinstance(self.field.widget, forms.RadioSelect)

    @property
    def is_single_checkbox(self) -> bool:
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def first_control_id(self) -> str:
        """Where a link in the error summary leads: a group has no id of its own."""
        return f"{self.auto_id}_0" if self.is_choice_group else str(self.id_for_label)


class UswdsRenderer(TemplatesSetting):
    form_template_name = "components/form.html"
    formset_template_name = "components/formset_with_summary.html"
    field_template_name = "components/field.html"
    bound_field_class = UswdsBoundField


@dataclass(frozen=True, slots=True)
class Correction:
    """One line of the error summary: what is wrong, and where."""

    label: str
    message: str
    href: str


def corrections(forms_and_sets: Iterable[forms.BaseForm | forms.BaseFormSet]) -> list[Correction]:
    """All messages of the forms and formsets of a page, in the order of the page."""
    return [line for part in forms_and_sets for line in _lines(part)]


def _lines(part: forms.BaseForm | forms.BaseFormSet) -> Iterator[Correction]:
    if isinstance(part, forms.BaseForm):
        yield from _form_lines(part)
        return
    if not part.is_bound:
        return
    yield from (
        Correction("", str(text), f"#{part.prefix}-rows") for text in part.non_form_errors()
    )
    for number, form in enumerate(part.forms, start=1):
        yield from _form_lines(form, row=f"Row {number}: ")


def _form_lines(form: forms.BaseForm, row: str = "") -> Iterator[Correction]:
    yield from (Correction(row, str(text), "") for text in form.non_field_errors())
    for field in form.hidden_fields():
        yield from (Correction(f"{row}{field.name}", str(text), "") for text in field.errors)
    for field in form.visible_fields():
        href = f"#{getattr(field, 'first_control_id', field.id_for_label)}"
        yield from (Correction(f"{row}{field.label}", str(text), href) for text in field.errors)
