"""Is a hostile payload answered with a short refusal, and never with a fault of ours?"""

import pytest
from django.urls import reverse

from tests.factories.proposals import CallFactory
from tests.proposals.api.calling import LIST, own, pointers, send, whole_draft

pytestmark = pytest.mark.django_db


def test_an_address_with_a_nul_leads_nowhere(client):
    assert client.get("/api/v1/calls/%00/").status_code == 404
    assert client.get("/api/v1/calls/AAEP%00/").status_code == 404


@pytest.mark.parametrize("code", ["AAEP-2026-PRESET-9", "FR.2026 (2)"])
def test_a_call_is_found_by_whatever_code_it_has(client, code):
    call = CallFactory(code=code)
    assert client.get(reverse("api-calls-detail", args=[call.code])).json()["code"] == code


@pytest.mark.parametrize("code", ["\x00", "AAEP\x00", 7, {}, ["AAEP"], True])
def test_a_call_that_is_no_text_or_has_a_nul_is_refused_beside_its_field(program_of, ready, code):
    response = send(program_of(ready.admin), "post", LIST, whole_draft(ready) | {"call": code})
    assert response.status_code == 422
    assert list(pointers(response)) == ["#/call"]


@pytest.mark.parametrize(
    ("sent", "pointer"),
    [
        ({"overview": {"sectors": [{}] * 3000}}, "#/overview/sectors"),
        ({"layers": [{"code": "L2_DATA", "providers": ["x"] * 3000}]}, "#/layers/0/providers"),
        ({"layers": [{}] * 3000}, "#/layers"),
        ({"operations": {"operating_roles": [0] * 3000}}, "#/operations/operating_roles"),
        ({"section_digests": {str(n): {} for n in range(3000)}}, "#/section_digests"),
    ],
)
def test_a_list_that_is_too_long_is_one_error_and_not_one_for_each_row(
    program_of, ready, sent, pointer
):
    response = send(program_of(ready.admin), "patch", own(ready), sent)
    assert response.status_code == 422
    assert [error["pointer"] for error in response.json()["errors"]] == [pointer]


def test_of_very_many_unknown_names_twenty_are_named_and_the_others_counted(program_of, ready):
    sent = {f"name{number}": 1 for number in range(3000)}
    found = pointers(send(program_of(ready.admin), "patch", own(ready), sent))
    assert len(found) == 21
    assert found["#"] == "2980 more names are not those of a field."


@pytest.mark.parametrize(
    ("sent", "pointer"),
    [
        ({"title": "Port\x0bStack"}, "#/title"),
        ({"overview": {"executive_summary": "One\x0cpage."}}, "#/overview/executive_summary"),
        ({"layers": [{"code": "L2_DATA", "description": "a\x01b"}]}, "#/layers/0/description"),
    ],
)
def test_a_control_character_in_a_public_text_is_refused_beside_its_field(
    program_of, ready, sent, pointer
):
    for method, url, body in (
        ("patch", own(ready), sent),
        ("post", LIST, whole_draft(ready) | sent),
    ):
        found = pointers(send(program_of(ready.admin), method, url, body))
        assert list(found) == [pointer]
        assert "control character" in found[pointer]
