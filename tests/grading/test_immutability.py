"""Nothing that the engine is given or hands out can be changed, or take a misspelt name."""

import inspect
import pkgutil
from dataclasses import is_dataclass
from importlib import import_module

import pytest

import performance.grading

MODULES = [
    import_module(f"{performance.grading.__name__}.{found.name}")
    for found in pkgutil.iter_modules(performance.grading.__path__)
]
KINDS = sorted(
    {
        kind
        for module in MODULES
        for _, kind in inspect.getmembers(module, inspect.isclass)
        if is_dataclass(kind) and kind.__module__.startswith(performance.grading.__name__)
    },
    key=lambda kind: kind.__qualname__,
)
# So many numbers and days that their order would be guessed.
NAMED_ONLY = {"Benchmark", "Rubric", "SeriesInputs"}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_value_of_the_engine_stays_as_it_was_made(kind):
    assert kind.__dataclass_params__.frozen


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_value_of_the_engine_has_no_room_for_a_misspelt_name(kind):
    assert "__dict__" not in dir(kind)


def test_what_has_many_fields_is_made_by_name():
    assert {kind.__name__ for kind in KINDS if not kind.__match_args__} == NAMED_ONLY
