"""What holds for every structure whatever?"""

import random
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from reviews.screening.ownership.assessment import assess
from reviews.screening.ownership.parts import Listing, Post, Stake, Structure
from tests.reviews.screening.ownership.rows import RULES, TODAY

names = st.sampled_from("ABCDEFGH")
shares = st.none() | st.decimals(min_value=0, max_value=100, places=2)
stakes = st.builds(
    Stake,
    holder=names,
    held=names,
    percent=shares,
    has_control=st.booleans(),
    is_majority=st.sampled_from([False, False, False, True]),
)
posts = st.builds(Post, person=st.sampled_from("ABpq"), body=names)
structures = st.builds(
    Structure,
    stakes=st.lists(stakes, max_size=25).map(tuple),
    posts=st.lists(posts, max_size=4).map(tuple),
)
listed = st.builds(
    Listing,
    party=st.sampled_from("ABCDEFGHp"),
    list_code=st.sampled_from(["SDN", "EL", "MEU", "SSI", "DPL"]),
    programs=st.sampled_from([(), ("SDGT",), ("IRAN",)]),
    is_open=st.booleans(),
)
days = st.sampled_from([date(2025, 9, 28), date(2025, 10, 1), date(2026, 5, 5), TODAY])


def levels(assessment):
    return {(r.body, r.rule.code): (r.level, r.is_majority) for r in assessment.results}


@given(structures, st.lists(listed, max_size=4), listed, days)
def test_one_more_listed_party_never_makes_a_result_milder(structure, before, one, day):
    settled = [Listing(party=x.party, list_code=x.list_code, programs=x.programs) for x in before]
    one_more = Listing(party=one.party, list_code=one.list_code, programs=one.programs)
    few = levels(assess(structure, settled, RULES, on=day))
    more = levels(assess(structure, [*settled, one_more], RULES, on=day))
    assert few.keys() == more.keys()
    for key, (level, is_majority) in few.items():
        assert more[key][0] >= level
        assert more[key][1] >= is_majority


@given(structures, st.lists(listed, max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_what_was_stated_does_not_matter(structure, listings, shuffler):
    mixed = Structure(
        stakes=tuple(shuffled(structure.stakes, shuffler)),
        posts=tuple(shuffled(structure.posts, shuffler)),
    )
    assert assess(structure, listings, RULES, on=TODAY) == assess(
        mixed, shuffled(listings, shuffler), RULES, on=TODAY
    )


def shuffled(rows, shuffler):
    return shuffler.sample(list(rows), len(rows))


@given(structures, st.lists(listed, max_size=4))
def test_a_share_never_exceeds_what_is_disclosed_and_decides_at_the_threshold(structure, listings):
    for result in assess(structure, listings, RULES, on=TODAY).results:
        held = {(s.holder, s.percent) for s in structure.stakes if s.held == result.body}
        majorities = sum(s.is_majority for s in structure.stakes if s.held == result.body)
        assert result.share <= sum((p or Decimal(0) for _, p in held), Decimal(50) * majorities)
        assert result.is_majority == (result.share >= 50)


@given(structures, st.lists(listed, max_size=4))
def test_every_body_has_one_result_under_each_rule_of_the_day(structure, listings):
    assessment = assess(structure, listings, RULES, on=TODAY)
    bodies = {s.held for s in structure.stakes if s.holder != s.held}
    bodies |= {post.body for post in structure.posts}
    assert len(assessment.results) == len(assessment.rules) * len(bodies)
    assert {result.body for result in assessment.results} == bodies


@given(structures, st.lists(listed, max_size=5))
def test_what_is_provisional_names_open_hits_and_is_no_milder_than_what_is_settled(
    structure, listings
):
    assessment = assess(structure, listings, RULES, on=TODAY)
    settled = levels(assessment)
    waiting = {listing.party for listing in listings if listing.is_open}
    for result in assessment.provisional:
        assert result.depends_on
        assert set(result.depends_on) <= waiting
        assert result.level >= settled[result.body, result.rule.code][0]


def test_a_thicket_of_cross_holdings_comes_to_an_end():
    chance = random.Random(7)
    names = [f"N{n}" for n in range(60)]
    stakes = tuple(
        Stake(holder=a, held=b, percent=Decimal(chance.randrange(0, 40)))
        for a in names
        for b in chance.sample(names, 8)
    )
    listings = [Listing(party=name, list_code="EL") for name in names[:5]]
    assessment = assess(Structure(stakes=stakes), listings, RULES, on=TODAY)
    assert len(assessment.results) == len({s.held for s in stakes if s.holder != s.held}) * 3
