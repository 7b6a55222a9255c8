"""Which values does nobody send in good faith?"""

HOSTILE = (
    "abc",
    "-1",
    "0",
    "9" * 30,
    "9" * 5_000,
    "1e999",
    "NaN",
    "Infinity",
    "²",
    "٣",
    "a\0b",
    "9999-12-31T23:59:59-23:59",
    "0001-01-01T00:00:00+23:59",
    "x" * 5_000,
    "' OR 1=1 --",
)
