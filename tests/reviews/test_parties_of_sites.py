"""Are operating sites screened with whoever is behind them, and parties with their numbers?"""

from dataclasses import replace

from proposals.content import PartyRole
from reviews.parties import parties_of
from tests.proposals.rules.contents import complete_content, involved_party
from tests.proposals.rules.sites import site


def test_a_site_is_screened_with_its_address_and_whoever_is_behind_it():
    hall = site(
        owner="Porto Claro Operadora",
        owner_country="BR",
        landlord="Cais Imóveis",
        builder="Lumen Harbor Systems",  # a member, screened as such
        builder_country="US",
    )
    content = replace(complete_content(), sites=(hall,))
    without = parties_of(replace(content, sites=()))
    assert [
        (party.kind, party.relation, party.query.name, party.query.countries)
        for party in parties_of(content)
        if party not in without
    ] == [
        ("FACILITY", "Operating site", "Porto Claro Compute Hall", ("BR",)),
        (
            "ADDRESS",
            "Address of the site Porto Claro Compute Hall",
            "Cais 4, Porto Claro, BR",
            ("BR",),
        ),
        (
            "OPERATOR",
            "Owns, operates the site Porto Claro Compute Hall",
            "Porto Claro Operadora",
            ("BR",),
        ),
        ("LANDLORD", "Lets the site Porto Claro Compute Hall", "Cais Imóveis", ()),
    ]


def test_the_numbers_of_a_party_are_screened_with_it():
    ship = involved_party(PartyRole.FORWARDER, imo="9074729", registration_no="PT 500")
    found = parties_of(replace(complete_content(), involved_parties=(ship,)))
    assert [p.query.ids for p in found if p.kind == "FORWARDER"] == [("PT 500", "9074729")]
