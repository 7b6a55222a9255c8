"""Who may read what is typed here? Said on every field."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, ClassVar

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString

from proposals.content import Audience


def mark(audience: Audience) -> SafeString:
    """The tag that stands at a field."""
    css = "portal-mark portal-mark--public" if audience is Audience.PUBLIC else "portal-mark"
    return format_html('<span class="{}">{}</span>', css, audience.mark)


class MarkedForm(forms.Form):
    """A form of a proposal. A field that is not in `audiences` is confidential.

    What was typed becomes a `SectionDraft`, which `actions.drafts` writes.
    """

    audiences: ClassVar[Mapping[str, Audience]] = MappingProxyType({})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            tag = mark(self.audiences.get(name, Audience.ANCHOR))
            field.help_text = format_html("{} {}", tag, field.help_text)
