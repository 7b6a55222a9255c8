"""How is a list of choices written without a template for each of them?

Django renders every `<option>` by a template of its own: 250 countries in 300 rows of three such
fields would be 225,000 of them. Here the options are written once, and the chosen one is marked.
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

    def __deepcopy__(self, memo: Any) -> Self:
        return self

    @cached_property
    def options(self) -> str:
        return options_of(self.pairs)


def is_plain(widget: forms.Widget) -> bool:
    """A list of which one is chosen, drawn as Django draws it."""
    return isinstance(widget, forms.Select) and not (
        widget.allow_multiple_selected
        or widget.template_name != forms.Select.template_name
        or type(widget).optgroups is not forms.Select.optgroups
    )


def written(widget: forms.Select, name: str, value: Any, attrs: Mapping[str, Any]) -> SafeString:
    """The text that Django's templates make of it, but for blank lines."""
    choices = widget.choices
    options = choices.options if isinstance(choices, Choices) else options_of(choices)
    shown: Any = widget.format_value(value)  # a yes-or-no gives one text, any other a list
    for chosen in [shown] if isinstance(shown, str) else shown[:1]:
        option = f'<option value="{conditional_escape(chosen)}"'
        options = options.replace(f"{option}>", f"{option} selected>", 1)
    inside = flatatt(widget.build_attrs(widget.attrs, dict(attrs)))
    return format_html('<select name="{}"{}>{}</select>', name, inside, SafeString(options))


def options_of(choices: Iterable[Any]) -> str:
    return "".join(_option_or_group(value, label) for value, label in choices)


def _option_or_group(value: Any, label: Any) -> str:
    if isinstance(label, (list, tuple)):
        return format_html(
            '<optgroup label="{}">{}</optgroup>', value, SafeString(options_of(label))
        )
    return format_html('<option value="{}">{}</option>', "" if value is None else value, label)
