"""Can the screening of a version carry a decision, whatever its hits ask for?"""

from collections import Counter
from collections.abc import Iterator

from exports_portal.canonical import canonical_json
from proposals.models import ProposalVersion
from reviews.freshness import list_standing
from reviews.models import ScreeningRun
from reviews.parties import parties_of
from reviews.watched import standing_of


def screened_gaps(version: ProposalVersion) -> Iterator[str]:
    """Why it cannot carry a determination yet.

    How long ago it was made does not matter: whatever changed since is screened by itself, and the
    list is confirmed in time or nothing is decided (decision 7).
    """
    yield from list_standing().gaps
    yield from coverage_gaps(version)
    run = ScreeningRun.objects.latest_of(version)
    if run is None or run.finished_at is None or run.list_version is None:
        return
    listed, _ = standing_of(run)
    if listed is None or not listed.in_force:
        yield "A newer version of the screening list is in force: screen again."


def coverage_gaps(version: ProposalVersion) -> Iterator[str]:
    """Is exactly everybody screened whom the version names, and as the version names them?

    Counted anew each time: a run of an earlier release that knew of fewer parties does not do.
    What members say of themselves since then is screened besides.
    """
    run = ScreeningRun.objects.latest_of(version)
    if run is None or run.finished_at is None or run.list_version is None:
        yield "The screening of this version is not finished."
        return
    named = Counter(canonical_json(party.query) for party in parties_of(version.content))
    of_version = run.parties.filter(since_submission=False).exclude(screened_at=None)
    queries = of_version.values_list("query", flat=True)
    screened = Counter(map(canonical_json, queries))
    if screened != named:
        covered, besides = (named & screened).total(), (screened - named).total()
        others = f", and {besides} that it does not name" if besides else ""
        yield f"{covered} of {named.total()} parties of this version are screened{others}."
