"""What would an officer sign as the reason for this hit?"""

from collections.abc import Sequence

from reviews.screening import floors
from reviews.screening.addresses import FoundPlace
from reviews.screening.alignment import Alignment, WordPair
from reviews.screening.calibration import Signs
from reviews.screening.evidence import Evidence
from reviews.screening.listed_names import ListedName
from reviews.screening.parties import ListedIdentifier, ListedParty, MatchedOn, Tier

EQUAL = "The names are equal once case, accents and punctuation are set aside."
ELSEWHERE = "The names are the same but for a place and the legal form."
NEARLY_EQUAL = (
    "The names are the same but for blanks, hyphens, look-alike digits or the legal form and how it"
    " is spelled."
)


def name_match(
    *,
    entry: ListedParty,
    name: ListedName,
    query: str,
    alignment: Alignment | None,
    judgement: Sequence[str],
    evidence: Evidence,
    score: float,
    tier: Tier,
) -> str:
    which = "the name" if name.kind is MatchedOn.NAME else "the alias"
    sentences = [f'"{query}" resembles {which} "{name.text}" of {_entry(entry)}.']
    if name.text != name.cell:
        sentences.append(f'It stands in the name cell "{name.cell}".')
    if alignment is None:
        sentences.append(
            EQUAL if score == 1.0 else ELSEWHERE if score == floors.ELSEWHERE else NEARLY_EQUAL
        )
    else:
        sentences += _words(alignment)
        sentences += judgement
        sentences += evidence.reasons
    return " ".join([*sentences, _verdict(score, tier)])


def identifier_match(
    *, entry: ListedParty, identifier: ListedIdentifier, score: float, tier: Tier
) -> str:
    number = " ".join(filter(None, (identifier.type, identifier.number, identifier.country)))
    reason = f"The screened party gives the identifier {number} of {_entry(entry)}."
    return f"{reason} The names were not found alike. {_verdict(score, tier)}"


def address_match(
    *, entry: ListedParty, found: FoundPlace, query: str, score: float, tier: Tier
) -> str:
    sentences = [
        f'The address "{query}" resembles the address "{found.place.text}" of {_entry(entry)}.',
        *_words(found.alignment),
        *found.reasons,
        _verdict(score, tier),
    ]
    return " ".join(sentences)


def calibrated(signs: Signs, judged: float) -> str:
    """The step from the word score to the judged one."""
    return (
        f"Words {signs.words:.2f}, letters in common {signs.letters:.2f}, best word"
        f" {signs.best_word:.2f}: judged together {judged:.2f}."
    )


def joined(score: float) -> str:
    return f"Without word breaks they are the same: no less than the words, {score:.2f}."


def other_number(factor: float) -> str:
    return f"Another number names another ship, fund or unit: x {factor:g}."


def _entry(entry: ListedParty) -> str:
    number = f", entity number {entry.entity_number}" if entry.entity_number else ""
    own = f' "{entry.name}"' if entry.name else ""
    return f"the {entry.list_code} entry{own}{number}"


def _words(alignment: Alignment) -> list[str]:
    return [
        f"Word by word, likeness x weight: {'; '.join(map(_pair, alignment.pairs)) or 'none'}.",
        *(f"{note[0].upper()}{note[1:]}." for note in alignment.notes),
        *_left_over("screened text", alignment.screened_left_over),
        *_left_over("listed text", alignment.listed_left_over),
        _shares(alignment),
    ]


def _shares(alignment: Alignment) -> str:
    ours, theirs = alignment.screened_share, alignment.listed_share
    return f"Found again: {ours:.0%} of the screened text, {theirs:.0%} of the listed text."


def _pair(pair: WordPair) -> str:
    words = pair.listed
    if pair.screened != pair.listed:
        words = f"{pair.screened} read as {pair.listed}"
    return f"{words} {pair.similarity:.2f} x {pair.weight:.2f}"


def _left_over(side: str, left: Sequence[tuple[str, float]]) -> list[str]:
    if not left:
        return []
    words = ", ".join(f"{word} ({weight:.2f})" for word, weight in left)
    return [f"Left over in the {side}: {words}."]


def _verdict(score: float, tier: Tier) -> str:
    return f"Score {score:.2f} ({tier})."
