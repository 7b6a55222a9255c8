"""What does a mail say? Its template gives the subject, a blank line, and the text."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.template import Context, Engine

SUBJECT_LENGTH = 255


def render(template: str, context: Mapping[str, Any]) -> tuple[str, str]:
    """Subject and body of `templates/mail/<template>.txt`.

    Nothing is escaped: this is text, and "&amp;" in a company's name would be wrong. Links are
    made with `{{ portal_url }}{% url ... %}`, for no request is at hand.
    """
    source = Engine.get_default().get_template(f"mail/{template}.txt")
    portal = {"portal_url": settings.PORTAL_URL.rstrip("/")}
    text = source.render(Context({**context, **portal}, autoescape=False))
    # Up to the blank line, not to the end of the line: a name may hold a line break.
    subject, _, body = text.replace("\r\n", "\n").lstrip().partition("\n\n")
    return " ".join(subject.split())[:SUBJECT_LENGTH], body.strip() + "\n"
