"""What does docs/workflow.md say? The state table, drawn from the code that runs."""

from collections.abc import Iterator

from django_fsm import GET_STATE, Transition

from proposals.guards import Guard
from proposals.models import Proposal
from proposals.permissions import Permission
from proposals.states import APPLICANT_LABELS, ProposalState

INTRODUCTION = """# The life of a proposal

Generated from `proposals/workflow.py` by `make docs`; a test fails when this page is stale.
"""


def page() -> str:
    """The whole page as Markdown, with a Mermaid diagram and two tables."""
    steps = sorted(_steps(), key=_order)
    parts = (INTRODUCTION, _diagram(steps), _step_table(steps), _state_table())
    return "\n".join(parts)


def steps_of(name: str) -> list[Transition]:
    """Every transition with this name, one per source."""
    return [step for step in _steps() if step.name == name]


def step_holders() -> dict[str, str]:
    """Who may take each step, by the name of the step."""
    return {step.name: _holders(step) for step in sorted(_steps(), key=_order)}


def targets(step: Transition) -> list[str]:
    """Where a step can lead."""
    if isinstance(step.target, GET_STATE):
        return [str(state) for state in step.target.allowed_states or ()]
    return [str(step.source if step.target is None else step.target)]


def _steps() -> list[Transition]:
    return list(Proposal().get_all_state_transitions())  # type: ignore[attr-defined]  # FSMField adds it


def _order(step: Transition) -> tuple[int, str]:
    return list(ProposalState).index(ProposalState(str(step.source))), step.name


def _diagram(steps: list[Transition]) -> str:
    lines = [
        f"    {step.source} --> {target}: {step.name}" for step in steps for target in targets(step)
    ]
    return "\n".join(
        ["```mermaid", "stateDiagram-v2", f"    [*] --> {ProposalState.DRAFT}", *lines, "```", ""]
    )


def _step_table(steps: list[Transition]) -> str:
    rows = ["## Steps", "", "| step | from | to | who | what must hold | what it means |"]
    rows.append("|---|---|---|---|---|---|")
    names = dict.fromkeys(step.name for step in steps)
    return "\n".join([*rows, *(_step_row(name) for name in names), ""])


def _step_row(name: str) -> str:
    steps = steps_of(name)
    sources = ", ".join(dict.fromkeys(ProposalState(str(step.source)).label for step in steps))
    reached = dict.fromkeys(target for step in steps for target in targets(step))
    labels = ", ".join(ProposalState(target).label for target in reached)
    holds = "; ".join(_guards(steps[0])) or "–"
    return (
        f"| `{name}` | {sources} | {labels} | {_holders(steps[0])} | {holds} | {_meaning(name)} |"
    )


def _guards(step: Transition) -> Iterator[str]:
    return (guard.summary for guard in step.conditions if isinstance(guard, Guard))


def _holders(step: Transition) -> str:
    return step.permission.holders if isinstance(step.permission, Permission) else "nobody"


def _meaning(name: str) -> str:
    return " ".join((getattr(Proposal, name).__doc__ or "").split())


def _state_table() -> str:
    rows = ["## States", "", "| code name | officers read | applicants read |", "|---|---|---|"]
    rows += [f"| `{s.value}` | {s.label} | {APPLICANT_LABELS[s]} |" for s in ProposalState]
    return "\n".join([*rows, ""])
