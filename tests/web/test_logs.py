"""Does a log line give away a link that opens a door?"""

import logging

import pytest

from exports_portal.web.logs import WithoutSecrets


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("GET /consortia/join/Zk3-secret_9/ 200", "GET /consortia/join/.../ 200"),
        ("Not Found: /accounts/confirm-email/MQ:1abc/", "Not Found: /accounts/confirm-email/.../"),
        ("/accounts/password/reset/key/1-set-password/", "/accounts/password/reset/key/.../"),
        (
            "/accounts/signup/?next=%2Fconsortia%2Fjoin%2FZk3-secret_9%2F",
            "/accounts/signup/?next=%2Fconsortia%2Fjoin%2F...%2F",
        ),
        ("GET /consortia/12/ 200", "GET /consortia/12/ 200"),
    ],
)
def test_a_secret_in_an_address_is_not_logged(line, written):
    record = logging.LogRecord("any", logging.INFO, "", 0, "%s", (line,), None)
    assert WithoutSecrets().filter(record)
    assert record.getMessage() == written
