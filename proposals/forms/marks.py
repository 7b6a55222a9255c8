"""Does what is typed here become public? Said on every field."""

from typing import Any, ClassVar

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString

PUBLIC = "Public"
CONFIDENTIAL = "Business confidential"


def mark(*, is_public: bool) -> SafeString:
    """The tag that stands at a field, or at the value of one."""
    if is_public:
        return format_html('<span class="portal-mark portal-mark--public">{}</span>', PUBLIC)
    return format_html('<span class="portal-mark">{}</span>', CONFIDENTIAL)


class MarkedForm(forms.Form):
    """A form of a proposal. What `public_fields` does not name is never published.

    What was typed becomes a `SectionDraft`, which `actions.drafts` writes.
    """

    public_fields: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            tag = mark(is_public=name in self.public_fields)
            field.help_text = format_html("{} {}", tag, field.help_text)
