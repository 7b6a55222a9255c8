"""Which license position has an item at a destination? Without a database.

python -m reviews.destinations --item 4A090.a --country AE [--place CITY] [--json]
python -m reviews.destinations --item 4A090.a --country PL --headquarters PL --ultimate-parent CN
python -m reviews.destinations --item 4A090.a --bloc ASEAN [--json]
python -m reviews.destinations --table [--item ITEM] [--json]
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from reviews.destinations.position import Position
from reviews.destinations.question import BadQuestion, Question, answers, item_of
from reviews.destinations.shipped import BadPolicy, shipped_snapshot
from reviews.destinations.snapshot import Snapshot
from reviews.destinations.table import plain, readable, rows, table


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    try:
        lines = _lines(options, shipped_snapshot(options.policy))
        sys.stdout.writelines(f"{line}\n" for line in lines)
    except (BadQuestion, BadPolicy) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m reviews.destinations", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--item", help="an ECCN (3A090.a, 5A992.z, EAR99), or .z, or other")
    parser.add_argument("--country", help="an ISO 3166-1 code, a name, or an occupied region")
    parser.add_argument("--place", help="the city or region within the country")
    parser.add_argument("--headquarters", help="where the party has its headquarters")
    parser.add_argument("--ultimate-parent", help="where its ultimate parent has them")
    parser.add_argument("--bloc", help="the code of a bloc, judged member by member")
    parser.add_argument("--table", action="store_true", help="every country")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument(
        "--policy",
        type=Path,
        action="append",
        default=[],
        help="a policy file in the place of the shipped one of its kind; may be repeated",
    )
    return parser


def _lines(options: argparse.Namespace, snapshot: Snapshot) -> Iterable[str]:
    if options.table:
        codes = [found.code for found in snapshot.licenses.classes]
        items = [item_of(options.item, snapshot)] if options.item else codes
        if options.json:
            return _json(rows(items, snapshot))
        return table(items, snapshot)
    found = _answers(options, snapshot)
    if options.json:
        return _json(found)
    return (readable(*answer, snapshot) for answer in found)


def _json(found: Iterable[tuple[str, str, Position]]) -> Iterator[str]:
    return (json.dumps(plain(*answer), ensure_ascii=False) for answer in found)


def _answers(options: argparse.Namespace, snapshot: Snapshot) -> list[tuple[str, str, Position]]:
    if not options.item or bool(options.country) == bool(options.bloc):
        raise BadQuestion("Give --item, and --country or --bloc; or give --table.")
    asked = Question(
        item=options.item,
        country=options.country or "",
        bloc=options.bloc or "",
        place=options.place or "",
        headquarters=options.headquarters,
        ultimate_parent=options.ultimate_parent,
    )
    return [(one.item, one.country, one.position) for one in answers(asked, snapshot)]


if __name__ == "__main__":
    sys.exit(main())
