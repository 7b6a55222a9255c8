"""Which types can a field of a dossier have? Each carries its meaning and its bounds."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from exports_portal.bounds import LONGEST_NOTE, LONGEST_STATEMENT, MOST_CODES, MOST_MARKETS
from proposals.content import identifiers, meanings
from proposals.content.meanings import Codes, Count, CountryCode, Several, Words

Line = Annotated[str, Words(200)]
Statement = Annotated[str, Words(LONGEST_STATEMENT, has_lines=True)]
Note = Annotated[str, Words(LONGEST_NOTE, has_lines=True)]
ShortNote = Annotated[str, Words(2_000, has_lines=True)]
Eccn = Annotated[str, identifiers.Eccn(20)]
Lei = Annotated[str, identifiers.Lei(40)]
ImoNumber = Annotated[str, identifiers.ImoNumber(20)]
Short = Annotated[str, Words(60)]
PartyName = Annotated[str, meanings.Name(300)]
PartyNames = Annotated[tuple[str, ...], meanings.Names()]
Street = Annotated[str, meanings.Place(300)]
City = Annotated[str, meanings.Place(120)]
PostalCode = Annotated[str, meanings.Place(20)]
Country = Annotated[str, CountryCode()]
Key = Annotated[int, meanings.Key()]
Countries = Annotated[tuple[str, ...], meanings.CountryCodes(MOST_MARKETS)]
Day = Annotated[date, meanings.Day()]
Moment = Annotated[datetime, meanings.Moment()]
Digest = Annotated[str, Words(64)]
Quantity = Annotated[int, Count(1, 10_000_000)]
Dollars = Annotated[Decimal, meanings.Dollars(Decimal(0), Decimal(999_999_999_999), 2)]
LargeDollars = Annotated[Decimal, meanings.Dollars(Decimal(0), Decimal(99_999_999_999_999), 2)]
Percent = Annotated[Decimal, meanings.Percent(Decimal(0), Decimal(100), 2)]
Sectors = Annotated[tuple[str, ...], Several(Codes.SECTORS, MOST_CODES)]
Members = Annotated[tuple[int, ...], Several(Codes.MEMBERS, MOST_CODES)]
Instrument = Annotated[str, meanings.Code(Codes.INSTRUMENTS, 32)]
Requirement = Annotated[str, meanings.Code(Codes.REQUIREMENTS, 32)]
