"""Screen the parties on standard input, one JSON object a line.

python -m reviews.screening --list FILE [--policy FILE] < queries.jsonl > answers.jsonl
python -m reviews.screening --list FILE --pairs < pairs.jsonl > scores.jsonl
"""

import argparse
import json
import sys
from collections.abc import Mapping
from dataclasses import fields, replace
from pathlib import Path

from reviews.screening.answers import answer_of
from reviews.screening.candidates import ScreeningIndex
from reviews.screening.engine import MOST_OTHER_NAMES, screen
from reviews.screening.pairs import similarity_of_names
from reviews.screening.parties import Party, PartyKind, Policy
from reviews.screening.sources import ListRefused, read_list

# Low enough to measure with; issue 3 asks for every hit above 0.3.
_FLOOR = 0.3
_KINDS = {
    "Entity": PartyKind.ORGANIZATION,
    "Organization": PartyKind.ORGANIZATION,
    "Individual": PartyKind.PERSON,
    "Person": PartyKind.PERSON,
    "Address": PartyKind.ADDRESS,
}


class BadInput(Exception):
    """A line or file that cannot be used; the message names it."""


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    try:
        policy = _policy(options.policy)
        index = ScreeningIndex.build(read_list(options.list).parties)
        for number, line in enumerate(sys.stdin, 1):
            if line.strip():
                query = _query(line, number)
                answer = _pair(query, index) if options.pairs else _screened(query, index, policy)
                sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
    except (BadInput, ListRefused, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m reviews.screening", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--list", type=Path, required=True, help="trade.gov's JSON or CSV")
    parser.add_argument("--policy", type=Path, help="JSON object with the fields of Policy")
    parser.add_argument("--pairs", action="store_true", help="score 'left' against 'right'")
    return parser


def _policy(path: Path | None) -> Policy:
    """The shipped thresholds, or the file's own; hits down to the floor either way."""
    given = _object(path.read_text(encoding="utf-8"), str(path)) if path else {}
    known = {field.name for field in fields(Policy)}
    for name, value in given.items():
        if name not in known:
            raise BadInput(f"{path}: a policy has no {name!r}")
        if isinstance(value, bool) or not isinstance(
            value, str if name == "version" else int | float
        ):
            raise BadInput(f"{path}: {name!r} cannot be {value!r}")
    return replace(Policy(floor=_FLOOR), **given)  # type: ignore[arg-type]


def _object(text: str, where: str) -> dict[str, object]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadInput(f"{where}: not JSON") from error
    if not isinstance(found, dict):
        raise BadInput(f"{where}: not a JSON object")
    return found


def _query(line: str, number: int) -> dict[str, object]:
    return _object(line, f"line {number}") | {"_line": number}


def _screened(
    query: Mapping[str, object], index: ScreeningIndex, policy: Policy
) -> dict[str, object]:
    addresses = _texts(query, "addresses")
    party = Party(
        name=_text(query, "name"),
        kind=_KINDS.get(str(query.get("type")), PartyKind.UNKNOWN),
        countries=_texts(query, "countries"),
        other_names=_texts(query, "other_names"),
        address=addresses[0] if addresses else "",
        other_addresses=addresses[1:],
        dates_of_birth=_texts(query, "dates_of_birth"),
        ids=_texts(query, "ids"),
    )
    return answer_of(party, screen(party, index, policy))


def _pair(query: Mapping[str, object], index: ScreeningIndex) -> dict[str, object]:
    left, right = _text(query, "left"), _text(query, "right")
    return {"left": left, "right": right, "score": similarity_of_names(left, right, index.weights)}


def _text(query: Mapping[str, object], key: str) -> str:
    value = query.get(key)
    if not isinstance(value, str):
        raise BadInput(f"line {query['_line']}: {key!r} is not a text")
    return value


def _texts(query: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = query.get(key) or []
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise BadInput(f"line {query['_line']}: {key!r} is not a list of texts")
    if len(value) > MOST_OTHER_NAMES:
        raise BadInput(f"line {query['_line']}: {key!r} has more than {MOST_OTHER_NAMES} texts")
    return tuple(value)


if __name__ == "__main__":
    sys.exit(main())
