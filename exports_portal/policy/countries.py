"""Which countries and territories are there, and what does the U.S. Government call them?"""

from functools import cache

import pycountry

from exports_portal.policy.spelling import spelled

# Where the short name in use by the Department of State differs from ISO 3166-1's.
US_GOVERNMENT_NAMES = {
    "BN": "Brunei",
    "BO": "Bolivia",
    "BS": "The Bahamas",
    "CC": "Cocos (Keeling) Islands",
    "CD": "Congo (Kinshasa)",
    "CG": "Congo (Brazzaville)",
    "CI": "Côte d'Ivoire",
    "CV": "Cabo Verde",
    "FK": "Falkland Islands (Islas Malvinas)",
    "FM": "Micronesia",
    "GM": "The Gambia",
    "HK": "Hong Kong",
    "IR": "Iran",
    "KP": "North Korea",
    "KR": "South Korea",
    "LA": "Laos",
    "MD": "Moldova",
    "MF": "Saint Martin",
    "MM": "Burma",
    "MO": "Macau",
    "PS": "Palestinian Territories",
    "RU": "Russia",
    "SH": "Saint Helena, Ascension, and Tristan da Cunha",
    "ST": "Sao Tome and Principe",
    "SX": "Sint Maarten",
    "SY": "Syria",
    "TL": "Timor-Leste",
    "TR": "Türkiye",
    "TW": "Taiwan",
    "TZ": "Tanzania",
    "US": "United States",
    "VA": "Holy See (Vatican City)",
    "VE": "Venezuela",
    "VG": "British Virgin Islands",
    "VI": "U.S. Virgin Islands",
    "VN": "Vietnam",
}

# What people also call them, besides the names of ISO 3166-1.
ALSO_CALLED = {
    "UK": "GB",
    "Great Britain": "GB",
    "Czech Republic": "CZ",
    "Holland": "NL",
    "Turkey": "TR",
    "Swaziland": "SZ",
    "Ivory Coast": "CI",
    "Cape Verde": "CV",
    "Myanmar": "MM",
    "Macao": "MO",
    "UAE": "AE",
}

# "United States" in 15 CFR 772.1: the States, the District of Columbia, Puerto Rico, and all
# territories, dependencies and possessions. The ISO codes of those that have one.
US_TERRITORIES = frozenset({"AS", "GU", "MP", "PR", "UM", "VI"})


def is_united_states(code: str) -> bool:
    """Whether this is the United States wherever a rule says "U.S."."""
    return code == "US" or code in US_TERRITORIES


@cache
def _names() -> dict[str, str]:
    iso = {country.alpha_2: country.name for country in pycountry.countries}
    return iso | US_GOVERNMENT_NAMES


def country_name(code: str) -> str:
    """The name people know; an unknown code is given back as it is, never hidden."""
    return _names().get(code.upper(), code)


def is_country(code: str) -> bool:
    """Whether this is an ISO 3166-1 alpha-2 code in capitals."""
    return code in _names()


def country_named(text: str) -> str:
    """The code of the country that somebody typed, by code or name; "" for none."""
    return _codes().get(spelled(text), "")


@cache
def _codes() -> dict[str, str]:
    """Every spelling -> code. A code counts before a name."""
    names = [(name, code) for code, name in _names().items()]
    names += ALSO_CALLED.items()
    for country in pycountry.countries:
        names += [
            (said, country.alpha_2)
            for key in ("name", "official_name", "common_name", "alpha_3", "alpha_2")
            if (said := getattr(country, key, ""))
        ]
    return {spelled(said): code for said, code in names}


@cache
def country_choices() -> list[tuple[str, str]]:
    """Pairs of code and name for a select box, in the order of the names."""
    return sorted(_names().items(), key=lambda pair: _sorting_name(pair[1]))


def _sorting_name(name: str) -> str:
    """The Bahamas stand under B, Åland and Côte d'Ivoire where an English reader looks."""
    plain = name.removeprefix("The ").translate(str.maketrans("ÅôéíçüãÇ", "AoeicuaC"))
    return plain.casefold()


COUNTRY_CHOICES = country_choices()
