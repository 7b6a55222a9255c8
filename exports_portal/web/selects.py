"""How are the controls of a form written without a template for each of them?

Django renders every `<option>` by a template of its own: 250 countries in 300 rows of three such
fields would be 225,000 of them. Here the options are written once, and the chosen one is marked.
An input and a text are the same two templates deep, for each field of each row.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, Self

from django import forms
from django.forms.utils import flatatt
from django.utils.choices import BaseChoiceIterator, normalize_choices
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString


class Choices(BaseChoiceIterator):
    """The same choices for every row of a page, or for every page: written once, never copied."""

    def __init__(self, pairs: Iterable[Any]) -> None:
        self.pairs: list[Any] = normalize_choices(list(pairs))

    def __iter__(self) -> Iterator[Any]:
        return iter(self.pairs)

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: Any) -> Self:
        return self

    @cached_property
    def options(self) -> str:
        return options_of(self.pairs)


# The templates of Django that say `<input>` and nothing else.
_INPUTS = frozenset(
    f"django/forms/widgets/{name}.html"
    for name in ("input", "text", "number", "email", "url", "date", "hidden", "checkbox")
)


def written(
    widget: forms.Widget, name: str, value: Any, attrs: Mapping[str, Any]
) -> SafeString | None:
    """The text that Django's templates make of it, but for blank lines; None for a control that has
    a template of its own.
    """
    if isinstance(widget, forms.Select) and _is_plain(widget):
        return _select(widget, name, value, attrs)
    if widget.template_name in _INPUTS:
        return _input(widget.get_context(name, value, dict(attrs))["widget"])
    if widget.template_name == forms.Textarea.template_name:
        return _textarea(widget.get_context(name, value, dict(attrs))["widget"])
    return None


def option(widget: Mapping[str, Any]) -> SafeString:
    """One box or one button of a group, with its label."""
    label, pk = widget["label"], widget["attrs"].get("id")
    kind = "radio" if widget["type"] == "radio" else "checkbox"
    return format_html(
        '<div class="usa-{}">{}<label class="usa-{}__label"{}>{}</label></div>',
        *(kind, _input(widget), kind, flatatt({"for": pk} if pk else {}), label),
    )


def _input(widget: Mapping[str, Any]) -> SafeString:
    value = widget["value"]
    said = format_html(' value="{}"', value) if value is not None else ""
    inside = flatatt(widget["attrs"])
    return format_html(
        '<input type="{}" name="{}"{}{}>', widget["type"], widget["name"], said, inside
    )


def _textarea(widget: Mapping[str, Any]) -> SafeString:
    inside = flatatt(widget["attrs"])
    value = widget["value"] or ""
    return format_html('<textarea name="{}"{}>\n{}</textarea>', widget["name"], inside, value)


def _is_plain(widget: forms.Select) -> bool:
    """A list of choices, drawn as Django draws it."""
    return not (
        widget.template_name not in (forms.Select.template_name, forms.SelectMultiple.template_name)
        or type(widget).optgroups is not forms.Select.optgroups
    )


def _select(widget: forms.Select, name: str, value: Any, attrs: Mapping[str, Any]) -> SafeString:
    choices = widget.choices
    options = choices.options if isinstance(choices, Choices) else options_of(choices)
    shown: Any = widget.format_value(value)  # a yes-or-no gives one text, any other a list
    all_chosen = [shown] if isinstance(shown, str) else shown
    for chosen in all_chosen if widget.allow_multiple_selected else all_chosen[:1]:
        option = f'<option value="{conditional_escape(chosen)}"'
        options = options.replace(f"{option}>", f"{option} selected>", 1)
    more = {"multiple": True} if widget.allow_multiple_selected else {}
    inside = flatatt(widget.build_attrs(widget.attrs, {**attrs, **more}))
    return format_html('<select name="{}"{}>{}</select>', name, inside, SafeString(options))


def options_of(choices: Iterable[Any]) -> str:
    return "".join(_option_or_group(value, label) for value, label in choices)


def _option_or_group(value: Any, label: Any) -> str:
    if isinstance(label, (list, tuple)):
        return format_html(
            '<optgroup label="{}">{}</optgroup>', value, SafeString(options_of(label))
        )
    return format_html('<option value="{}">{}</option>', "" if value is None else value, label)
