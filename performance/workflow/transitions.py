"""The tables of legal moves: of a submission (DESIGN.md section 4), and of a benchmark."""

from dataclasses import dataclass

from performance.states import (
    EDITABLE_STATES,
    OPEN_BENCHMARK,
    Action,
    BenchmarkState,
    State,
)


@dataclass(frozen=True, slots=True)
class Move:
    """From some states to one, by those who may do ``action``.

    ``done`` is the audit trail's word for it. ``action`` None: it follows from another move and
    is nobody's to make alone.
    """

    name: str
    done: str
    sources: tuple[State | BenchmarkState, ...]
    target: State | BenchmarkState
    action: Action | None
    needs_reason: bool = False


SUBMIT = Move("submit", "submitted", EDITABLE_STATES, State.SUBMITTED, Action.SUBMIT)
WITHDRAW = Move("withdraw", "withdrew", (State.SUBMITTED,), State.DRAFT, Action.WITHDRAW)
# What answers a return is returned work still, with its reason and its due date.
WITHDRAW_ANSWER = Move("withdraw", "withdrew", (State.SUBMITTED,), State.RETURNED, Action.WITHDRAW)
CHECK = Move("check", "checked", (State.SUBMITTED,), State.CHECKED, Action.CHECK)
SEND_BACK = Move(
    "send back",
    "sent back",
    (State.SUBMITTED, State.CHECKED),
    State.RETURNED,
    Action.SEND_BACK,
    needs_reason=True,
)
APPROVE = Move("approve", "approved", (State.CHECKED,), State.APPROVED, Action.APPROVE)
SUPERSEDE = Move("supersede", "superseded", (State.APPROVED,), State.SUPERSEDED, None)

MOVES = (SUBMIT, WITHDRAW, WITHDRAW_ANSWER, CHECK, SEND_BACK, APPROVE, SUPERSEDE)

REVISE_BENCHMARK = Move(
    "revise", "revised", OPEN_BENCHMARK, BenchmarkState.PROPOSED, Action.REVISE_BENCHMARK
)
APPROVE_BENCHMARK = Move(
    "approve",
    "approved",
    (BenchmarkState.PROPOSED,),
    BenchmarkState.APPROVED,
    Action.APPROVE_BENCHMARK,
)
RETURN_BENCHMARK = Move(
    "send back",
    "sent back",
    (BenchmarkState.PROPOSED,),
    BenchmarkState.RETURNED,
    Action.RETURN_BENCHMARK,
    needs_reason=True,
)
REAPPROVE_BENCHMARK = Move(
    "approve again",
    "approved again",
    (BenchmarkState.APPROVED,),
    BenchmarkState.APPROVED,
    Action.APPROVE_BENCHMARK,
)
WITHDRAW_BENCHMARK = Move(
    "withdraw", "withdrew", OPEN_BENCHMARK, BenchmarkState.WITHDRAWN, Action.WITHDRAW_BENCHMARK
)

BENCHMARK_MOVES = (
    REVISE_BENCHMARK,
    APPROVE_BENCHMARK,
    RETURN_BENCHMARK,
    REAPPROVE_BENCHMARK,
    WITHDRAW_BENCHMARK,
)
