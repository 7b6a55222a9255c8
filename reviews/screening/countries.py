"""Which country does a published country value mean?"""

# The values of the list of 2026-07-31 that are not ISO 3166 two-letter codes, and trade.gov's own
# longer names seen in party data. A region that is no country (KASHMIR, NORTHERN MALI where the
# border is the question, the CIS) gives no evidence and stays blank.
_CODES = {
    "TURKIYE": "TR",
    "TÜRKIYE": "TR",
    "TURKEY": "TR",
    "PRC": "CN",
    "CHINA": "CN",
    "REGION: CHINA": "CN",
    "MACAU": "MO",
    "MACAO": "MO",
    "MAN, ISLE OF": "IM",
    "CRIMEA (OCCUPIED)": "UA",
    "REGION: WEST BANK": "PS",
    "REGION: NORTHERN GAZA": "PS",
    "REGION: NORTH GAZA": "PS",
    "REGION: IRAN": "IR",
    "REGION: RUSSIA": "RU",
    "REGION: NORTHERN MALI": "ML",
    "UK": "GB",
    "USA": "US",
}


def iso_code(value: str) -> str:
    """'cn' -> 'CN', 'TURKIYE' -> 'TR', 'REGION: KASHMIR' -> '' (no evidence either way)."""
    text = value.strip().upper()
    if text in _CODES:
        return _CODES[text]
    return text if len(text) == 2 and text.isascii() and text.isalpha() else ""


def is_published_country(value: str) -> bool:
    """Does this last part of an address name a country, in one of the published spellings?"""
    text = value.strip()
    return text == text.upper() and bool(iso_code(text) or text.startswith("REGION: "))
