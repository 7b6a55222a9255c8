"""Who owns an organization in the end, and how much of it?"""

from decimal import Decimal
from itertools import pairwise

import pytest

from exports_portal.accounts.drawing import MOST_DRAWN, drawing_of
from exports_portal.accounts.ownership import Share, ownership_of, with_parent, written


def owner(name, percent, held="", *, most=None, control=False, country="US", kind="ORGANIZATION"):
    return {
        "name": name,
        "percent": None if percent is None else Decimal(percent),
        "percent_at_most": None if most is None else Decimal(most),
        "holds_shares_in": held,
        "has_control": control,
        "country": country,
        "kind": kind,
    }


def ends(*rows):
    """In words, what each ultimate owner holds of the organization."""
    found = ownership_of("Harbor", rows).ultimate
    return {
        f"{node.name} in {node.gap_of}" if node.is_gap else node.name: str(share)
        for node, share in found
    }


def test_what_is_held_through_others_is_the_product_along_the_way():
    rows = (
        owner("Holding", 60),
        owner("Fund", 40),
        owner("Trust", 50, "Holding"),
        owner("Fund", 50, "holding"),  # however it is spelled
        owner("Ada", 100, "Trust"),
    )
    # Ada: 60 % of 50 %. Fund: 40 %, and 60 % of 50 %.
    assert ends(*rows) == {"Fund": "70 %", "Ada": "30 %"}


def test_what_nobody_is_named_for_is_an_owner_of_its_own_at_every_level():
    assert ends(owner("Holding", "62.5"), owner("Ada", 80, "Holding")) == {
        "Ada": "50 %",
        "Not disclosed in Harbor": "37.5 %",
        "Not disclosed in Holding": "12.5 %",
    }


def test_an_unknown_share_is_at_most_what_the_known_ones_leave():
    rows = (owner("Holding", 40), owner("Ada", None), owner("Ben", 50, "Holding"))
    rows += (owner("Cy", None, "Holding"),)
    assert ends(*rows) == {
        "Ada": "up to 60 %",
        "Not disclosed in Harbor": "up to 60 %",
        "Ben": "20 %",
        "Cy": "up to 20 %",
        "Not disclosed in Holding": "up to 20 %",
    }


def test_an_unknown_share_beside_owners_of_the_whole_says_that_none_is_left():
    graph = ownership_of("Harbor", [owner("Ada", 100), owner("Ben", None, control=True)])
    assert [edge.words for edge in graph.edges] == ["100 %", "unknown, none is left"]


def test_a_range_through_a_range_is_a_range_and_known_parts_are_its_least():
    rows = (owner("Holding", None), owner("Fund", 30), owner("Ada", 50, "Holding"))
    rows += (owner("Ada", 10),)
    # Holding: up to 60 %. Ada: 10 % for certain, and half of what Holding has.
    assert ends(*rows)["Ada"] == "10 to 40 %"


def test_a_range_bounds_its_owner_and_what_nobody_is_named_for():
    rows = [
        owner("Holding", 25, most=50),
        owner("Fund", None, most=10),
        owner("Ada", 80, "Holding"),
    ]
    assert ends(*rows) == {
        "Not disclosed in Harbor": "40 to 75 %",
        "Ada": "20 to 40 %",
        "Fund": "up to 10 %",
        "Not disclosed in Holding": "5 to 10 %",
    }


def test_no_range_takes_what_the_others_hold_at_least():
    graph = ownership_of("Harbor", [owner("Ada", 25, most=75), owner("Ben", 40)])
    assert [(edge.words, edge.is_vague) for edge in graph.edges] == [
        ("25 to 60 %", True),
        ("40 %", False),
        ("up to 35 %", True),
    ]


def test_shares_that_are_all_known_leave_nothing_open():
    rows = [owner("Ada", "33.33"), owner("Ben", "33.33"), owner("Cy", "33.34")]
    graph = ownership_of("Harbor", rows)
    assert sum(share.most for _, share in graph.ultimate) == 100
    assert not any(node.is_gap for node in graph.nodes.values())


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (Share(Decimal(5), Decimal(5)), "5 %"),
        (Share(Decimal(0), Decimal("12.50")), "up to 12.5 %"),
        (Share(Decimal("1.005"), Decimal("99.994")), "1.01 to 99.99 %"),
        (Share(Decimal("0.001"), Decimal("0.001")), "less than 0.01 %"),
        (Share(Decimal(60), Decimal(70)) + Share(Decimal(50), Decimal(50)), "100 %"),
        (Share(Decimal(10), Decimal(20)).of(Share(Decimal(50), Decimal(50))), "5 to 10 %"),
    ],
)
def test_ranges_are_added_multiplied_and_written(share, words):
    assert str(share) == words


def test_nothing_that_is_something_is_written_as_nothing():
    assert [written(Decimal(text)) for text in ("0", "0.004", "100", "10")] == [
        "0",
        "less than 0.01",
        "100",
        "10",
    ]


def test_the_level_is_that_of_the_longest_way():
    rows = (owner("Fund", 10), owner("Holding", 90), owner("Fund", 100, "Holding"))
    graph = ownership_of("Harbor", rows)
    assert {node.name: node.level for node in graph.nodes.values()} == {
        "Harbor": 0,
        "Holding": 1,
        "Fund": 2,
    }


def test_owners_in_a_circle_are_named_with_the_path_and_not_drawn():
    rows = [owner("Holding", 100), owner("Fund", 50, "Holding"), owner("Holding", 50, "Fund")]
    graph = ownership_of("Harbor", rows)
    assert set(graph.circle) == {"Holding", "Fund"}
    assert graph.circle[0] == graph.circle[-1]
    assert drawing_of(graph) is None
    itself = ownership_of("Harbor", [owner("Harbor", 100)])
    assert itself.circle == ("Harbor", "Harbor")


def test_an_owner_whose_chain_does_not_end_at_the_organization_is_not_counted():
    graph = ownership_of("Harbor", [owner("Ada", 100), owner("Ben", 100, "Elsewhere")])
    assert [node.name for node, _ in graph.ultimate] == ["Ada"]


def test_the_parent_that_is_named_beside_the_owners_controls_with_an_unknown_share():
    rows = with_parent([owner("Ada", 80)], "Tidal Group", "GB")
    (edge,) = [each for each in ownership_of("Harbor", rows).edges if each.owner == "tidal group"]
    assert (edge.has_control, edge.words) == (True, "unknown, up to 20 %")
    assert with_parent([owner("TIDAL  group", 80)], "Tidal Group", "GB") == [
        owner("TIDAL  group", 80)
    ]


def test_of_sixty_owners_the_largest_and_who_controls_are_drawn_and_the_table_has_all():
    rows = [owner(f"Holder {n:02}", Decimal(n) / 40 + Decimal("0.5")) for n in range(60)]
    rows[3]["has_control"] = True
    graph = ownership_of("Harbor", rows)
    drawing = drawing_of(graph)
    names = {box.full for box in drawing.boxes}
    assert drawing.is_cut
    assert len(drawing.boxes) == MOST_DRAWN + 1  # with the organization
    assert {"Holder 03", "Holder 59", "42 more owners"} <= names
    assert "Holder 04" not in names
    assert len(graph.rows) == 61  # with what is not disclosed


def test_no_two_boxes_stand_on_each_other_and_all_are_within_the_drawing():
    rows = [owner(f"Fund {n}", 10) for n in range(8)]
    rows += [owner(f"Person {n}-{m}", 25, f"Fund {n}") for n in range(8) for m in range(3)]
    rows += [owner("Person 0-0", 10, "Fund 7")]
    # Two bodies that one and the same owner holds whole.
    rows += [owner("Left", 10), owner("Right", 10)]
    rows += [owner("Both", 100, held) for held in ("Left", "Right")]
    drawing = drawing_of(ownership_of("Harbor", rows))
    places = [(box.x, box.y) for box in drawing.boxes]
    assert len(places) == len(set(places))
    columns = {x: sorted(y for at, y in places if at == x) for x, _ in places}
    for heights in columns.values():
        assert all(low - high >= 54 for high, low in pairwise(heights))
    assert all(box.x + 168 <= drawing.width for box in drawing.boxes)
    assert all(box.y + 54 <= drawing.height for box in drawing.boxes)


def test_two_hundred_owners_one_behind_the_other_and_a_thicket_take_no_time():
    chain = [owner(f"Body {n}", 100, f"Body {n - 1}" if n else "") for n in range(200)]
    assert ends(*chain) == {"Body 199": "100 %"}
    assert len(drawing_of(ownership_of("Harbor", chain)).boxes) == 201
    thicket = [owner("A0", 50), owner("B0", 50)]
    for n in range(1, 48):
        thicket += [owner(f"{x}{n}", 50, f"{y}{n - 1}") for x in "AB" for y in "AB"]
    assert ends(*thicket) == {"A47": "50 %", "B47": "50 %"}
    assert drawing_of(ownership_of("Harbor", thicket)) is not None
