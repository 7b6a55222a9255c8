"""R28: who computes at the sites from afar? BIS statements of May 13, 2025, and May 31, 2026."""

import pytest

from proposals.content import PartyRole
from proposals.content.sites import RemoteAccess
from proposals.rules.r28_remote_access import remote_access
from tests.proposals.rules.contents import complete_content, context, involved_party, outcomes
from tests.proposals.rules.sites import site


def judge(access, *tenants):
    content = complete_content(sites=(site(remote_access=access),), involved_parties=tenants)
    return remote_access(content, context())


def tenant(**changes):
    return involved_party(PartyRole.TENANT, **changes)


@pytest.mark.parametrize(
    ("access", "tenants", "expected"),
    [
        (RemoteAccess.NONE, (), "PASS"),
        (RemoteAccess.LISTED, (tenant(),), "PASS"),
        (RemoteAccess.LISTED, (), "NEEDS_HUMAN"),
        (RemoteAccess.OPEN, (tenant(),), "NEEDS_HUMAN"),
        (None, (tenant(),), "NEEDS_HUMAN"),
    ],
)
def test_tenants_that_nobody_named_need_a_person(access, tenants, expected):
    assert outcomes(judge(access, *tenants)) == [expected]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"country": "BY"}, "NEEDS_HUMAN"),
        ({"country": "MO"}, "NEEDS_HUMAN"),
        ({"country": "HK"}, "NEEDS_HUMAN"),
        ({"majority_owner_name": "Amber", "majority_owner_country": "CN"}, "NEEDS_HUMAN"),
        ({"country": ""}, "NEEDS_HUMAN"),
        ({"country": "VN"}, "PASS"),
    ],
)
def test_a_tenant_from_d5_macau_or_nowhere_needs_a_person(changes, expected):
    assert outcomes(judge(RemoteAccess.LISTED, tenant(**changes))) == [expected]


def test_without_a_site_there_is_nothing_to_pass():
    assert outcomes(remote_access(complete_content(sites=()), context())) == ["WARN"]
