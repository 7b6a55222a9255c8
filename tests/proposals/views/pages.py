"""What does a page say, and what would its form send as it stands?"""

import html
import re
from html.parser import HTMLParser

IGNORED = {"add_row", "continue", "csrfmiddlewaretoken"}


class _Fields(HTMLParser):
    """The fields of every form of the page, as a browser without JavaScript would send them."""

    def __init__(self):
        super().__init__()
        self.sent: dict[str, list[str]] = {}
        self._textarea = None
        self._select = None

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        name = found.get("name")
        if tag == "input" and name and found.get("type") not in {"checkbox", "radio"}:
            self._add(name, found.get("value") or "")
        elif tag == "input" and name and "checked" in found:
            self._add(name, found.get("value", "on"))
        elif tag == "textarea":
            self._textarea = name
            self._add(name, "")
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in found:
            self._add(self._select, found.get("value", ""))

    def handle_data(self, data):
        if self._textarea:
            self.sent[self._textarea][-1] += data

    def handle_endtag(self, tag):
        if tag == "textarea":
            # HTML drops the first line break of a text area.
            text = self.sent[self._textarea][-1]
            self.sent[self._textarea][-1] = text.removeprefix("\r\n").removeprefix("\n")
            self._textarea = None
        elif tag == "select":
            self._select = None

    def _add(self, name, value):
        if name not in IGNORED:
            self.sent.setdefault(name, []).append(value)


def form_data(response) -> dict[str, list[str]]:
    """What pressing a button of this page's form would send, before anything is typed."""
    parser = _Fields()
    parser.feed(response.content.decode())
    return parser.sent


def ids(response) -> list[str]:
    return re.findall(r'\sid="([^"]+)"', response.content.decode())


def text(response) -> str:
    """Visible words, with tags taken out and spaces made one."""
    page = re.sub(r"<(script|style).*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())
