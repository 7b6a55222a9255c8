"""Where does each owner stand in the drawing? A graph in, boxes and lines out.

The organization stands at the left; its owners, and theirs, follow to the right, a level for each
column. Of many owners of one body the largest are drawn, the rest is one box: the table has all.
"""

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import wrap

from django.template.loader import render_to_string

from exports_portal.accounts.ownership import NOTHING, Edge, Ownership, Share

WIDTH, HEIGHT = 168, 54  # of a box
COLUMN, ROW = 314, 70  # from one to the next
HEADING, MARGIN = 34, 8
LEADING, BEND = 15, 26
LETTERS, LINES = 23, 2  # of a name in a box
MOST_DRAWN = 20  # owners of one body


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    x: int
    y: int
    lines: tuple[str, ...]
    full: str
    below: str = ""
    look: str = "owner"

    @property
    def middle(self) -> int:
        return self.x + WIDTH // 2

    @property
    def texts(self) -> list[tuple[int, str]]:
        """Each line of the name with its height: in the middle, with the country below."""
        count = len(self.lines) + bool(self.below)
        top = self.y + (HEIGHT - LEADING * count) // 2 + 11
        return [(top + LEADING * number, line) for number, line in enumerate(self.lines)]

    @property
    def foot(self) -> int:
        return self.texts[-1][0] + LEADING


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """From a body to its owner, with what the owner holds."""

    path: str
    words: str
    x: int
    y: int
    is_control: bool
    is_vague: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    headings: tuple[tuple[int, str], ...]
    is_cut: bool


def drawing_of(graph: Ownership) -> Drawing | None:
    """None where there is nothing to draw: no owner, or owners in a circle."""
    if graph.circle or len(graph.nodes) < 2:
        return None
    plan = _Plan(graph)
    plan.place("", 0)
    columns = 1 + max(column for column, _ in plan.places.values())
    rows = 1 + max(row for _, row in plan.places.values())
    headings = ["Organization", *(f"Level {number}" for number in range(1, columns))]
    return Drawing(
        width=2 * MARGIN + (columns - 1) * COLUMN + WIDTH,
        height=int(HEADING + rows * ROW),
        boxes=tuple(plan.boxes()),
        lines=tuple(plan.lines()),
        headings=tuple((MARGIN + n * COLUMN, said) for n, said in enumerate(headings)),
        is_cut=bool(plan.more),
    )


def picture_of(graph: Ownership, drawing: Drawing | None) -> str:
    """The drawing as an address that holds all of it, for a document."""
    context = {"graph": graph, "drawing": drawing, "id": "owners"}
    drawn = render_to_string("accounts/ownership_drawing.html", context)
    return f"data:image/svg+xml;base64,{b64encode(drawn.encode()).decode()}"


class _Plan:
    """Rows are given to the ends of the ways, one after the other; a body stands in the middle of
    its owners.
    """

    def __init__(self, graph: Ownership) -> None:
        self.graph = graph
        self.places: dict[str, tuple[int, float]] = {}
        self.more: dict[str, tuple[str, int, Share]] = {}
        self.drawn: list[Edge] = []
        self._next = 0
        self._labels: dict[str, int] = {}

    def place(self, key: str, column: int) -> None:
        """Owners first, then what they own, in the middle of those that stand here for it: an owner
        of two bodies stands once.
        """
        self.places[key] = (column, 0)
        first = self._next
        for edge in self._shown(key):
            if edge.owner not in self.places:
                self.place(edge.owner, self.graph.nodes[edge.owner].level)
        if key in self.more:
            self.places[self.more[key][0]] = (column + 1, self._row())
        if self._next == first:
            self._row()
        self.places[key] = (column, (first + self._next - 1) / 2)

    def _row(self) -> float:
        self._next += 1
        return self._next - 1

    def _shown(self, body: str) -> list[Edge]:
        """The largest, those with control rights before all; in the order of the rows."""
        edges = self.graph.into[body]
        if len(edges) > MOST_DRAWN:
            by_weight = sorted(edges, key=lambda edge: (not edge.has_control, -edge.share.most))
            rest, shown = by_weight[MOST_DRAWN - 1 :], set(by_weight[: MOST_DRAWN - 1])
            together = sum((edge.share for edge in rest), Share.exactly(NOTHING))
            self.more[body] = (f"{body}\n+", len(rest), together)
            edges = [edge for edge in edges if edge in shown]
        self.drawn += edges
        return edges

    def boxes(self) -> Iterator[Box]:
        for key, node in self.graph.nodes.items():
            if key in self.places:
                x, y = self._at(key)
                look = "gap" if node.is_gap else "owner" if key else "organization"
                lines, below = _fitting(node.name), node.country_label
                yield Box(x=x, y=y, lines=lines, full=node.name, below=below, look=look)
        for key, count, _ in self.more.values():
            x, y = self._at(key)
            words = f"{count} more owners"
            yield Box(x=x, y=y, lines=(words,), full=words, below="See the table", look="gap")

    def lines(self) -> Iterator[Line]:
        for edge in self.drawn:
            yield self._line(edge.body, edge.owner, edge)
        for body, (key, _, together) in self.more.items():
            edge = Edge(owner=key, body=body, share=together, is_known=True)
            yield self._line(body, key, edge)

    def _line(self, body: str, owner: str, edge: Edge) -> Line:
        (left, top), (right, low) = self._at(body), self._at(owner)
        begin, end = (left + WIDTH, top + HEIGHT // 2), (right, low + HEIGHT // 2)
        # An owner of two bodies has two labels, one below the other.
        self._labels[owner] = self._labels.get(owner, -26) + 26
        middle, turn = begin[0] + BEND // 2, begin[0] + BEND
        curve = f"C{middle} {begin[1]} {middle} {end[1]} {turn} {end[1]}"
        return Line(
            path=f"M{begin[0]} {begin[1]} {curve} H{right}",
            words=edge.words,
            x=end[0] - 8,
            y=end[1] - 6 + self._labels[owner],
            is_control=edge.has_control,
            is_vague=edge.is_vague,
        )

    def _at(self, key: str) -> tuple[int, int]:
        column, row = self.places[key]
        return MARGIN + column * COLUMN, int(HEADING + row * ROW)


def _fitting(name: str) -> tuple[str, ...]:
    """As much of a name as fits into a box; all of it stands in the table."""
    lines = wrap(name, LETTERS, max_lines=LINES, placeholder="…", break_on_hyphens=False)
    return tuple(lines) or (name[:LETTERS],)
