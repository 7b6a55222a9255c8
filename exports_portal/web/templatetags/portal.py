"""Which tags does every template have? The components; see docs/pages.md."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BaseFormSet
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from exports_portal.web.forms import corrections
from exports_portal.web.typed import WRITTEN_BY, mark_of

register = template.Library()

ALERT_KINDS = {"debug": "info", "info": "info", "success": "success", "warning": "warning"}


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A USWDS icon. Without a label it is decoration and hidden from screen readers."""
    sprite = f"{static('portal/vendor/uswds/img/sprite.svg')}#{name}"
    said = SafeString('aria-hidden="true"')
    if label:
        said = format_html('role="img" aria-label="{}"', label)
    return format_html(
        '<svg class="usa-icon" focusable="false" {}><use href="{}"></use></svg>', said, sprite
    )


@register.simple_tag(takes_context=True)
def written_by(context: Context) -> SafeString:
    """In a form whose view keeps what was typed when the session ends (`keeps_typed`)."""
    mark = mark_of(context["request"].user)
    return format_html('<input type="hidden" name="{}" value="{}">', WRITTEN_BY, mark)


@register.inclusion_tag("components/alert.html")
def alert(text: str, kind: str = "info", heading: str = "", slim: bool = False) -> dict[str, Any]:
    return {"text": text, "kind": kind, "heading": heading, "slim": slim}


@register.filter
def alert_kind(level: str) -> str:
    """The USWDS alert for a level of django.contrib.messages."""
    return ALERT_KINDS.get(level, "error")


@register.simple_tag
def status(label: str, tone: str = "neutral") -> SafeString:
    """Tones: neutral, info, good, warning, bad. The words carry the meaning, not the colour. A page
    can have hundreds, so they are written without a template.
    """
    return format_html(
        '<span class="usa-tag portal-status portal-status--{}">{}</span>', tone, label
    )


@register.inclusion_tag("components/summary_list.html")
def summary_list(rows: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    return {"rows": rows}


@register.inclusion_tag("components/breadcrumbs.html")
def breadcrumbs(*parts: str) -> dict[str, Any]:
    """`{% breadcrumbs "Proposals" url "AAEP-26-0001" %}`: pairs of label and address, then here."""
    pairs = list(zip(parts[:-1:2], parts[1::2], strict=True))
    return {"crumbs": pairs, "here": parts[-1]}


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: Context, page: Page, label: str = "Pages") -> dict[str, Any]:
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {"page": page, "numbers": numbers, "label": label, "request": context.get("request")}


@register.inclusion_tag("components/empty_state.html")
def empty_state(heading: str, text: str = "", url: str = "", action: str = "") -> dict[str, Any]:
    return {"heading": heading, "text": text, "url": url, "action": action}


@register.inclusion_tag("components/side_nav.html")
def side_nav(steps: Sequence[Any], label: str = "Sections") -> dict[str, Any]:
    return {"steps": steps, "label": label}


@register.inclusion_tag("components/card_list.html")
def card_list(cards: Iterable[Any], level: int = 2) -> dict[str, Any]:
    return {"cards": cards, "level": level}


@register.inclusion_tag("components/timeline.html")
def timeline(events: Iterable[Any]) -> dict[str, Any]:
    return {"events": events}


@register.inclusion_tag("components/progress.html")
def progress(done: int, total: int, label: str, poll_url: str = "") -> dict[str, Any]:
    """With `poll_url`, htmx fetches the fragment anew every two seconds."""
    return {"done": done, "total": total, "label": label, "poll_url": poll_url}


@register.inclusion_tag("components/buttons.html")
def buttons(submit: str, cancel: str = "", kind: str = "", name: str = "") -> dict[str, Any]:
    """`kind`: empty, secondary (for what cannot be undone) or outline."""
    return {"submit": submit, "cancel": cancel, "kind": kind, "name": name}


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms: BaseForm | BaseFormSet) -> dict[str, Any]:
    return {"corrections": corrections(forms)}


@register.inclusion_tag("components/fields.html")
def render_fields(form: BaseForm) -> dict[str, Any]:
    """The fields alone, for pages with one summary over several forms."""
    return {"form": form}


@register.inclusion_tag("components/formset.html")
def render_formset(
    formset: BaseFormSet, legend: str = "Row", add: str = "Add another row"
) -> dict[str, Any]:
    return {"formset": formset, "legend": legend, "add": add}


@register.inclusion_tag("components/filter_form.html", takes_context=True)
def filter_form(context: Context, form: BaseForm, submit: str = "Apply filters") -> dict[str, Any]:
    return {"form": form, "submit": submit, "request": context.get("request")}
