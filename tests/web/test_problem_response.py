"""Does a program learn what was wrong with its call, and where? (RFC 9457)"""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework import exceptions, serializers
from rest_framework.test import APIRequestFactory

from exports_portal import errors


class LayerSerializer(serializers.Serializer):
    name = serializers.CharField()
    value = serializers.DecimalField(max_digits=9, decimal_places=2)


class PackageSerializer(serializers.Serializer):
    title = serializers.CharField()
    layers = LayerSerializer(many=True)

    def validate(self, attrs):
        raise serializers.ValidationError("The layers do not add up.")


def answer(error):
    request = APIRequestFactory().get("/api/v1/proposals/")
    return errors.problem_response(error, {"request": request})


def problems_of(data):
    serializer = PackageSerializer(data=data)
    with pytest.raises(serializers.ValidationError) as refused:
        serializer.is_valid(raise_exception=True)
    return answer(refused.value).data


@pytest.mark.parametrize(
    ("error", "status", "title"),
    [
        (errors.NotPermitted("Only the signatory."), 403, "You may not do this"),
        (errors.NotFound("Nothing here."), 404, "Not found"),
        (errors.StepRefused("Not from here."), 409, "This step is not possible now"),
        (errors.EditConflict("Saved."), 409, "Somebody else saved this in the meantime"),
    ],
)
def test_an_error_of_our_own_keeps_its_status_and_its_reason(error, status, title):
    response = answer(error)
    assert response.status_code == status
    assert response.content_type == "application/problem+json"
    assert response.data == {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": str(error),
        "instance": "/api/v1/proposals/",
    }


def test_invalid_input_names_each_field():
    response = answer(errors.InvalidInput("Not saved.", fields={"a/b": ["Too long.", "Odd."]}))
    assert response.status_code == 422
    assert response.data["errors"] == [
        {"pointer": "#/a~1b", "detail": "Too long."},
        {"pointer": "#/a~1b", "detail": "Odd."},
    ]


def test_nested_messages_of_a_serializer_become_json_pointers():
    layers = [{"name": "GPU", "value": "1"}, {"name": "", "value": "x"}]
    body = problems_of({"layers": layers})
    assert body["status"] == 400
    assert body["errors"] == [
        {"pointer": "#/title", "detail": "This field is required."},
        {"pointer": "#/layers/1/name", "detail": "This field may not be blank."},
        {"pointer": "#/layers/1/value", "detail": "A valid number is required."},
    ]


def test_a_message_about_the_whole_points_to_the_whole():
    body = problems_of({"title": "T", "layers": []})
    assert body["errors"] == [{"pointer": "#", "detail": "The layers do not add up."}]


@pytest.mark.parametrize(
    ("error", "status", "detail"),
    [
        (Http404(), 404, "Not found."),
        (PermissionDenied(), 403, "You do not have permission to perform this action."),
        (exceptions.AuthenticationFailed(), 401, "Incorrect authentication credentials."),
        (exceptions.ParseError("Not JSON."), 400, "Not JSON."),
        (exceptions.MethodNotAllowed("PUT"), 405, 'Method "PUT" not allowed.'),
    ],
)
def test_the_framework_s_own_errors_are_problems_too(error, status, detail):
    response = answer(error)
    assert (response.status_code, response.content_type) == (status, "application/problem+json")
    assert (response.data["status"], response.data["detail"]) == (status, detail)


def test_a_throttled_call_still_says_when_to_come_back():
    assert answer(exceptions.Throttled(wait=30)).headers["retry-after"] == "30"


def test_a_fault_is_not_dressed_up_as_an_answer():
    assert answer(RuntimeError("secret")) is None
