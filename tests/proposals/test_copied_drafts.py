"""Does the migration to records keep what a draft said, and who said it?"""

from datetime import timedelta
from decimal import Decimal
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.utils import timezone

from proposals.models import ConsortiumMember
from tests.factories.accounts import OrganizationFactory
from tests.factories.proposals import ConsortiumFactory

MIGRATION = import_module("proposals.migrations.0010_records")


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (Decimal(0), {"share": "0"}),
        (Decimal("0.00"), {"share": "0"}),
        (Decimal("1E+3"), {"share": "1000"}),
        (Decimal("12.50"), {"share": "12.5"}),
        (True, {"share": True}),
        (None, {}),
        (False, {}),
        ("", {}),
        ([], {}),
    ],
)
def test_zero_is_a_figure_and_only_what_was_not_said_is_left_out(value, kept):
    assert MIGRATION._data(SimpleNamespace(share=value), ("share",)) == kept


def led_by(consortium, left_at):
    return ConsortiumMember.objects.create(
        consortium=consortium,
        organization=OrganizationFactory(),
        role="ANCHOR",
        accepted_by=consortium.founded_by,
        left_at=left_at,
    )


@pytest.mark.django_db
def test_the_records_are_of_the_anchor_of_today_and_not_of_one_that_left():
    consortium, now = ConsortiumFactory(), timezone.now()
    for days in (1, 30):
        led_by(consortium, now - timedelta(days=days))
    drafts = [SimpleNamespace(consortium_id=consortium.pk)]
    assert MIGRATION._anchors(apps, drafts) == {consortium.pk: consortium.anchor.pk}


@pytest.mark.django_db
def test_without_an_anchor_of_today_the_records_are_of_the_last_one():
    consortium, now = ConsortiumFactory(), timezone.now()
    consortium.members.update(left_at=now - timedelta(days=30))
    last = led_by(consortium, now - timedelta(days=1))
    drafts = [SimpleNamespace(consortium_id=consortium.pk)]
    assert MIGRATION._anchors(apps, drafts) == {consortium.pk: last.organization_id}
