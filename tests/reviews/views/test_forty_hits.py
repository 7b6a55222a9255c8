"""Can an officer work through forty hits, and a second one clear the strong ones, by keyboard?

A real server and a real browser; after the first address nothing but keys.
"""

from itertools import product

import pytest

from reviews.desk import decision_gaps
from reviews.models import Adjudication, Finding, ScreeningHit
from reviews.states import AdjudicationCode, AdjudicationOutcome
from reviews.views.hit_groups import groups_of
from tests.factories import reviews
from tests.factories.proposals_ready import ANCHOR_OWNER, MEMBER_OWNER
from tests.reviews.views.hit_rooms import hit_page, page_of
from tests.reviews.views.test_in_browser import session_of
from tests.web.browser import opened

pytestmark = pytest.mark.django_db(transaction=True)
FORTY = 40
STRONG = (ANCHOR_OWNER, MEMBER_OWNER, "Lumen Harbor Systems")
# Enough letters to find each reason in the list, as a person types them.
KEY_OF_OUTCOME = {"f": "Another country", "t": "The same name and a", "e": "The list says"}
# What is typed holds every shortcut: none of them may act inside the field.
REASON = "Checked against the trade register: just another firm, for the file? Yes."


def misspelt(name):
    """The name with one vowel of its second and one of its third word changed."""
    first, second, third = name.split()
    found = [
        f"{first} {changed(second, -1, a)} {changed(third, 0, b)}"
        for a, b in product("aiou", "aeiu")
    ]
    return [other for other in found if other != name]


def changed(word, which, vowel):
    places = [place for place, letter in enumerate(word) if letter in "aeiou"]
    place = places[which]
    return word[:place] + vowel + word[place + 1 :]


def forty_entries():
    """Three of the very names, and people whose names resemble them: those are not strong."""
    resembling = [misspelt(name)[:13] for name in STRONG]
    names = [name for row in zip(*resembling, strict=True) for name in row]
    people = [{"name": name, "type": "Individual"} for name in names]
    return [*STRONG, *people][:FORTY]


def keys_for(case):
    """False positive on all, but one inconclusive and one true match, neither on a strong hit."""
    tiers = [group.best.hit.tier for group in groups_of(case.run, case.proposal)]
    not_strong = [place for place, tier in enumerate(tiers) if tier != "strong"]
    keys = ["f"] * len(tiers)
    keys[not_strong[0]], keys[not_strong[-1]] = "e", "t"
    return keys, tiers.count("strong")


def open_hits(case):
    return ScreeningHit.objects.filter(party__run=case.run).open_for(case.proposal)


def focused(tab):
    return tab.evaluate("document.activeElement.id || document.activeElement.name")


def judge(tab, key):
    """One hit: the outcome by its letter, Tab from field to field, Enter on the first button."""
    assert focused(tab) == "heading"
    tab.keyboard.press(key)
    assert focused(tab).startswith("id_outcome_")
    tab.keyboard.press("Tab")
    tab.keyboard.type(KEY_OF_OUTCOME[key])
    tab.keyboard.press("Tab")
    tab.keyboard.type(REASON)
    tab.keyboard.press("Tab")  # the evidence, which is not needed
    tab.keyboard.press("Tab")
    assert focused(tab) == "next"
    with tab.expect_navigation():
        tab.keyboard.press("Enter")


def start(tab, case):
    """From the list of hits: `j` goes to the first one, Enter opens it."""
    tab.goto(page_of(case))
    tab.keyboard.press("j")
    with tab.expect_navigation():
        tab.keyboard.press("Enter")


def work_through(tab, case, keys):
    """Judge what waits for this person, hit after hit; `keys` says which outcome, in order."""
    start(tab, case)
    for key in keys:
        judge(tab, key)
    assert "No open hit of this case waits for you." in tab.locator("main").inner_text()
    assert focused(tab) == "heading"
    assert tab.console == []


def test_forty_hits_by_keyboard_and_the_strong_ones_by_a_second_person(chromium, live_server):
    case = reviews.case_in_review(listed=forty_entries())
    assert open_hits(case).count() == FORTY
    keys, strong = keys_for(case)

    with opened(chromium, live_server.url, session=session_of(case.lead)) as tab:
        work_through(tab, case, keys)

    rows = Adjudication.objects.filter(by=case.lead)
    assert rows.count() == FORTY
    assert {row.reason for row in rows} == {REASON}
    assert set(rows.values_list("outcome", "code")) == {
        (AdjudicationOutcome.FALSE_POSITIVE, AdjudicationCode.DIFFERENT_PLACE),
        (AdjudicationOutcome.TRUE_MATCH, AdjudicationCode.SAME_NAME_PLACE),
        (AdjudicationOutcome.ESCALATE, AdjudicationCode.LISTING_VAGUE),
    }
    gaps = decision_gaps(case.proposal)
    assert f"{strong} screening hits wait for a second person." in gaps
    assert "1 screening hit is not adjudicated." in gaps

    second = reviews.colleague()
    with opened(chromium, live_server.url, session=session_of(second)) as tab:
        work_through(tab, case, "f" * (strong + 1))

    assert Adjudication.objects.filter(by=second, first_person=case.lead).count() == strong >= 3
    assert open_hits(case).count() == 0
    assert not any("screening hit" in gap for gap in decision_gaps(case.proposal))
    assert Finding.objects.filter(text_internal__contains="is the listed party").count() == 1


def test_the_shortcuts_can_be_turned_off_and_stay_off(chromium, live_server):
    case = reviews.case_in_review(listed=[ANCHOR_OWNER])
    place, chosen = hit_page(case), "input[name=outcome]:checked"
    with opened(chromium, live_server.url, session=session_of(case.lead)) as tab:
        tab.goto(f"{place}#heading")
        tab.keyboard.press("Control+f")
        assert tab.locator(chosen).count() == 0
        tab.keyboard.press("?")
        assert tab.locator("#keys").get_attribute("open") is not None
        tab.keyboard.press("Tab")
        tab.keyboard.press("Enter")
        assert "Turn the shortcuts on" in tab.locator("#keys").inner_text()
        tab.keyboard.press("f")
        assert tab.locator(chosen).count() == 0

        tab.reload()
        tab.keyboard.press("t")
        assert tab.locator(chosen).count() == 0
        assert "(off)" in tab.locator("#keys summary").inner_text()


@pytest.mark.parametrize("javascript", [True, False], ids=["with", "without"])
def test_a_refused_save_puts_the_focus_on_what_is_wrong(chromium, live_server, javascript):
    case = reviews.case_in_review(listed=[ANCHOR_OWNER])
    place, session = hit_page(case), session_of(case.lead)
    with opened(chromium, live_server.url, javascript=javascript, session=session) as tab:
        tab.goto(f"{place}#judge")
        for key in ("Tab", "Space", "Tab", "Tab"):
            tab.keyboard.press(key)
        tab.keyboard.type("no")
        for key in ("Tab", "Tab"):
            tab.keyboard.press(key)
        with tab.expect_navigation():
            tab.keyboard.press("Enter")
        assert focused(tab) == "error-summary"
        assert "2 answers need a correction" in tab.locator("#error-summary").inner_text()
        assert tab.locator("[name=reason]").input_value() == "no"
        assert tab.locator("[name=outcome]:checked").count() == 1


def test_a_hit_is_judged_by_tab_and_enter_without_javascript(chromium, live_server):
    case = reviews.case_in_review(listed=["Lumen Hurbor Systams", "Juniper Employeos Trist"])
    first, second = case.hits
    place, following = hit_page(case, first), hit_page(case, second)
    with opened(chromium, live_server.url, javascript=False, session=session_of(case.lead)) as tab:
        tab.goto(f"{place}#heading")
        tab_to(tab, "To the form")
        tab.keyboard.press("Enter")
        tab.keyboard.press("Tab")
        tab.keyboard.press("Space")  # the first outcome: a false positive
        tab.keyboard.press("Tab")
        tab.keyboard.type("Another country")
        tab.keyboard.press("Tab")
        tab.keyboard.type(REASON)
        tab.keyboard.press("Tab")
        tab.keyboard.press("Tab")
        with tab.expect_navigation():
            tab.keyboard.press("Enter")
        assert tab.url.endswith(f"{following}#heading")

    assert list(Adjudication.objects.values_list("hit", "code")) == [(first.pk, "DIFFERENT_PLACE")]


def tab_to(tab, text):
    for _ in range(6):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement.textContent.trim()") == text:
            return
    raise AssertionError(f"Tab does not lead to {text!r}")
