"""Is an Authorization header that holds no token refused, whatever its bytes are?"""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("token", ["\xff", "\xc3\xa9", "\x00", "a\x7f", "none-such"])
def test_what_is_no_token_is_a_401_problem(client, token):
    answer = client.get("/api/v1/proposals/", headers={"authorization": f"Token {token}"})
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["WWW-Authenticate"] == "Token"
    assert answer.json()["detail"] == "Invalid token."
