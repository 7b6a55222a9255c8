"""What is the hardware worth by category, and what of it is known?"""

from decimal import Decimal

from proposals.content import Category
from proposals.rules.content_by_category import by_category
from proposals.views.content_picture import WIDTH, bars
from tests.proposals.rules.contents import component


def told(*rows):
    return [
        (one.category, one.rows, one.value, one.us_value, one.unknown) for one in by_category(rows)
    ]


def test_values_are_added_by_category_the_most_valuable_first():
    switch = component(
        category="NETWORK", quantity=2, unit_value=Decimal(500), us_origin_percent=Decimal(10)
    )
    server = component(quantity=3, unit_value=Decimal(1000), us_origin_percent=Decimal(60))
    assert told(switch, server, server) == [
        (Category.SERVER, 2, Decimal(6000), Decimal(3600), 0),
        (Category.NETWORK, 1, Decimal(1000), Decimal(100), 0),
    ]


def test_a_row_without_its_share_counts_with_its_value_and_one_without_a_value_not():
    no_share = component(quantity=1, unit_value=Decimal(100), us_origin_percent=None)
    no_value = component(quantity=1, unit_value=None, us_origin_percent=Decimal(50))
    assert told(no_share, no_value) == [(Category.SERVER, 2, Decimal(100), Decimal(0), 2)]


def test_bars_are_as_long_as_their_values():
    switch = component(
        category="NETWORK", quantity=1, unit_value=Decimal(50), us_origin_percent=Decimal(100)
    )
    server = component(quantity=1, unit_value=Decimal(100), us_origin_percent=Decimal(25))
    drawn = [(bar.length, bar.us_length) for bar in bars(by_category([switch, server]))]
    assert drawn == [(WIDTH, WIDTH // 4), (WIDTH // 2, WIDTH // 2)]


def test_nothing_is_drawn_where_nothing_has_a_value():
    assert bars(by_category([])) == bars(by_category([component(unit_value=None)])) == []
