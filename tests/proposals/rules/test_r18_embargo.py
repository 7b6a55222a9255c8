"""R18: no embargoed country and no occupied region."""

from dataclasses import replace

import pytest

from proposals.content import PartyRole
from proposals.rules.r18_embargo import embargo
from tests.proposals.rules.contents import (
    address,
    complete_content,
    component,
    context,
    involved_party,
    market,
    member,
    operating_role,
    outcomes,
)

SIMFEROPOL = {"city": "Simferopol", "region": "", "country": "UA"}


def judge(*markets, changed_context=None, **changes):
    content = complete_content(markets=markets or (market(),), **changes)
    return embargo(content, changed_context or context())


def test_a_complete_proposal_passes():
    assert outcomes(embargo(complete_content(), context())) == ["PASS"]


@pytest.mark.parametrize(
    ("code", "named"),
    [
        ("IR", "Iran, Islamic Republic of (D:2, D:3, D:4, D:5, E:1)"),
        ("KP", "Korea, Democratic People's Republic of (D:1, D:2, D:3, D:4, D:5, E:1)"),
        ("SY", "Syrian Arab Republic (D:3, D:4, D:5, E:1)"),
        ("CU", "Cuba (D:2, D:3, D:5, E:2)"),
    ],
)
def test_a_market_in_e1_or_e2_blocks_with_its_groups(code, named):
    (finding,) = judge(market(), market(code=code))
    assert outcomes([finding]) == ["BLOCK"]
    assert finding.message == f"Row 2: take out {named}. The embargo is comprehensive."
    assert finding.anchor == "markets-rows"
    assert finding.explanation.startswith("Program default")


@pytest.mark.parametrize("code", ["RU", "BY", "MM", "CN", "VE", "AE"])
def test_what_is_not_embargoed_is_left_to_other_rules(code):
    assert outcomes(judge(market(code=code))) == ["PASS"]


def test_a_bloc_is_judged_member_by_member_and_the_member_is_named():
    bloc = context(blocs={"LEAGUE": ("EG", "SY", "JO")})
    (finding,) = judge(market(kind="BLOC", code="LEAGUE"), changed_context=bloc)
    assert outcomes([finding]) == ["BLOCK"]
    assert finding.message.startswith(
        "Row 1: instead of LEAGUE as a whole, name its countries one by one, without Syrian Arab "
        "Republic (D:3, D:4, D:5, E:1)."
    )


@pytest.mark.parametrize("role", list(PartyRole))
def test_no_party_of_whatever_role_is_in_an_embargoed_country(role):
    (finding,) = judge(involved_parties=(involved_party(role, country="IR"),))
    assert (outcomes([finding]), finding.section) == (["BLOCK"], "parties")


def test_a_facility_that_stands_elsewhere_than_its_company_blocks_by_its_address():
    party = involved_party(PartyRole.FACILITY, country="KE", address=address(country="IR"))
    assert outcomes(judge(involved_parties=(party,))) == ["BLOCK"]


def test_a_majority_owner_there_blocks():
    party = involved_party(PartyRole.BUYER, majority_owner_country="KP")
    assert outcomes(judge(involved_parties=(party,))) == ["BLOCK"]


@pytest.mark.parametrize("role", ["BUILD", "OWN", "OPERATE"])
def test_nobody_there_builds_owns_or_operates(role):
    (finding,) = judge(operating_roles=(operating_role(role, country="CU"),))
    assert (outcomes([finding]), finding.anchor) == (["BLOCK"], f"role-{role}")


def test_a_member_with_an_office_there_blocks_even_by_its_address():
    there = member(addresses=(address(), address(country="SY")))
    (finding,) = judge(members=(there,))
    assert (outcomes([finding]), finding.anchor) == (["BLOCK"], "member-101")


@pytest.mark.parametrize(
    ("where", "region"),
    [
        ({"city": "Sevastopol", "region": "", "country": "UA"}, "Crimea"),
        ({"city": "Yalta", "region": "Republic of Crimea", "country": "RU"}, "Crimea"),
        ({"city": "Сімферополь", "region": "", "country": "UA"}, "Crimea"),
        ({"city": "Donets'k", "region": "", "country": "UA"}, "Donetsk"),
        ({"city": "Makiivka", "region": "DNR", "country": ""}, "Donetsk"),
        ({"city": "Луганськ", "region": "", "country": "UA"}, "Luhansk"),
        ({"city": "Yany Kapu", "region": "", "country": "UA"}, "Crimea"),
        ({"city": "Ялта", "region": "", "country": "RU"}, "Crimea"),
        ({"city": "Kyiv", "region": "Донецька обл.", "country": "UA"}, "Donetsk"),
        ({"city": "Sevаstороl", "region": "", "country": "UA"}, "Crimea"),
    ],
)
def test_an_address_in_an_occupied_region_blocks(where, region):
    site = involved_party(PartyRole.FACILITY, country="UA", address=address(**where))
    blocks = [f for f in judge(involved_parties=(site,)) if f.outcome == "BLOCK"]
    assert [f.message for f in blocks] == [
        f"Replace {site.name}: its address is in {region}, which is embargoed."
    ]


PLACES = {
    "Crimea": "Yalta Ялта Kerch Керч Керчь Simferopol Симферополь Sevastopol Севастополь Alupka "
    "Sewastopol Feodosia Feodosiya Феодосия Феодосія Yevpatoria Yevpatoriya Евпатория Євпаторія "
    "Evpatoria Dzhankoi Джанкой Bakhchysarai Бахчисарай Alushta Алушта Sudak Судак Армянск Saky",
    "Donetsk": "Donetsk Donets’k Донецк Донецьк Mariupol Маріуполь Мариуполь Mariupol' Horlivka "
    "Горлівка Gorlovka Горловка Makiivka Makeyevka Макеевка Макіївка Yenakiieve Єнакієве Енакиево "
    "Debaltseve Дебальцево Volnovakha Волноваха Bakhmut Артёмовск Avdiivka Авдеевка Вугледар",
    "Luhansk": "Luhansk Lugansk Луганск Луганськ Alchevsk Алчевськ Lysychansk Лисичанск Лисичанськ "
    "Sievierodonetsk Severodonetsk Северодонецк Сєвєродонецьк Сіверськодонецьк Rubizhne Рубежное "
    "Starobilsk Старобільськ Антрацит Svatove Кремінна Stakhanov Кадіївка",
}


@pytest.mark.parametrize(
    ("region", "city"), [(region, city) for region in PLACES for city in PLACES[region].split()]
)
def test_the_larger_places_of_an_occupied_region_block_in_each_spelling(region, city):
    place = address(city=city, region="", country="UA")
    site = involved_party(PartyRole.FACILITY, country="UA", address=place)
    (finding,) = judge(involved_parties=(site,))
    assert outcomes([finding]) == ["BLOCK"]
    assert f"its address is in {region}," in finding.message


@pytest.mark.parametrize(
    "doubtful",
    [
        {"street": "5 Yalta Street", "city": "Kyiv", "region": "", "country": "UA"},
        {"street": "вул. Маріупольська 3", "city": "Київ", "region": "", "country": "UA"},
        {"street": "Mira 1", "city": "Krymsk", "region": "Krasnodar", "country": "RU"},
        {"street": "Mira 1", "city": "Donetsk", "region": "Rostov Oblast", "country": "RU"},
        {"street": "Mira 1", "city": "Донецк", "region": "Ростовская область", "country": "RU"},
        {"street": "Mira 1, Sevastopol", "city": "-", "region": "", "country": ""},
    ],
)
def test_a_place_that_is_only_called_like_one_there_needs_a_person(doubtful):
    site = involved_party(PartyRole.SUPPLIER, country="UA", address=address(**doubtful))
    found = [f for f in judge(involved_parties=(site,)) if "embargoed, or only" in f.message]
    assert outcomes(found) == ["NEEDS_HUMAN"]


def test_a_street_that_names_the_region_needs_a_person():
    kyiv = address(street="Donetska 4", city="Kyiv", region="", country="UA")
    (finding,) = judge(involved_parties=(involved_party(PartyRole.BUYER, address=kyiv),))
    assert outcomes([finding]) == ["NEEDS_HUMAN"]


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"city": "Kyiv", "region": "", "country": "UA"},
        {"city": "Sevastopol", "region": "CA", "country": "US"},
        {"city": "Dnipro", "region": "Dnipropetrovsk", "country": "UA"},
        {"city": "Zaporizhzhia", "region": "", "country": "UA"},
        {"city": "Odesa", "region": "Одеська область", "country": "UA"},
        {"city": "Kharkiv", "region": "", "country": "UA"},
    ],
)
def test_what_is_not_occupied_passes(elsewhere):
    site = involved_party(PartyRole.FACILITY, country="UA", address=address(**elsewhere))
    assert outcomes(judge(involved_parties=(site,))) == ["PASS"]


def test_a_members_address_in_an_occupied_region_blocks():
    (finding,) = judge(members=(member(addresses=(address(**SIMFEROPOL),)),))
    assert (outcomes([finding]), finding.section) == (["BLOCK"], "members")


def test_the_groups_and_the_policy_come_from_the_context():
    none = context(destinations=replace(context().destinations, embargoed_groups=frozenset()))
    assert outcomes(judge(market(code="IR"), changed_context=none)) == ["PASS"]
    moved = context(country_groups={"FR": ("E:1",)})
    assert outcomes(judge(market(code="FR"), changed_context=moved)) == ["BLOCK"]


def test_without_a_market_there_is_nothing_to_judge():
    assert outcomes(embargo(complete_content(markets=()), context())) == ["WARN"]


@pytest.mark.parametrize("where", ["origin_country_fab", "origin_country"])
def test_hardware_that_is_made_under_embargo_blocks(where):
    (finding,) = judge(components=(component(), component(**{where: "IR"})))
    assert outcomes([finding]) == ["BLOCK"]
    assert finding.message.startswith("Replace Lantern rack server, which is made in Iran")
    assert (finding.section, finding.anchor) == ("hardware", "hardware-rows")
