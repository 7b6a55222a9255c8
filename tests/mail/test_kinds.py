"""Is it said of every mail whether it asks somebody to act?"""

from exports_portal.mail.kinds import ASKS_TO_ACT, TELLS, Way, way_of
from tests.contracts.code import ROOT

TEMPLATES = {file.stem for file in (ROOT / "templates" / "mail").glob("*.txt")} - {"layout"}


class Person:
    def __init__(self, mail_way):
        self.mail_way = mail_way


def test_every_mail_stands_in_one_list():
    assert TEMPLATES == ASKS_TO_ACT | TELLS
    assert frozenset() == ASKS_TO_ACT & TELLS


def test_what_asks_to_act_comes_at_once_whatever_was_chosen():
    for way in Way:
        assert {way_of(name, Person(way)) for name in ASKS_TO_ACT} == {Way.AT_ONCE}
        assert {way_of(name, Person(way)) for name in TELLS} == {way}


def test_an_address_without_an_account_and_a_mail_of_signing_in_come_at_once():
    assert way_of("comment_mention", "invited@else.example") == Way.AT_ONCE
    assert way_of("account/email/password_reset_key", Person(Way.NEVER)) == Way.AT_ONCE
