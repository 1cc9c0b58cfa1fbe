"""Limits are read completely or refused with every reason at once."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from kaptui.insight.limits import (
    DEFAULT_LIMITS,
    GROUPS,
    LIMITS,
    BadLimits,
    LimitFault,
    Limits,
    limits_from,
)


def test_the_defaults_are_the_method_s() -> None:
    limits = DEFAULT_LIMITS
    assert (limits.standing_inner, limits.standing_structure, limits.standing_outside) == (3, 2, 1)
    assert (limits.role_decider, limits.role_approver, limits.role_evaluator) == (4, 4, 2)
    assert (limits.role_user, limits.role_none) == (1, 0)
    scores = (limits.support_enemy, limits.support_non_supporter, limits.support_supporter, limits.support_mentor)
    assert scores == (-2, -1, 1, 2)
    assert (limits.alone_share, limits.ready_share, limits.spin_problems) == (50, 50, 5)
    assert (limits.near_probability, limits.near_days, limits.known_share) == (50, 90, 50)
    assert (limits.review_days, limits.review_near_days, limits.review_develop_days) == (30, 14, 90)
    assert (limits.stale_key_days, limits.stale_other_days) == (60, 180)


def test_settings_change_only_what_they_name() -> None:
    limits = limits_from({"near_days": 30, "known_share": 60})
    assert limits == replace(DEFAULT_LIMITS, near_days=30, known_share=60)
    assert limits_from({}) == DEFAULT_LIMITS


def test_every_problem_is_named_at_once() -> None:
    with pytest.raises(BadLimits) as refused:
        limits_from({"nonsense": 1, "near_days": "90", "known_share": 101, "spin_threads": True, "way_line": 0})
    faults = {problem.name: problem.fault for problem in refused.value.problems}
    assert faults == {
        "nonsense": LimitFault.UNKNOWN, "near_days": LimitFault.NOT_WHOLE, "known_share": LimitFault.OUT_OF_RANGE,
        "spin_threads": LimitFault.NOT_WHOLE, "way_line": LimitFault.OUT_OF_RANGE,
    }
    assert "known_share: 101 is not between 0 and 100" in str(refused.value)


def test_support_scores_cannot_change_their_order() -> None:
    names = ("support_enemy", "support_non_supporter", "support_supporter", "support_mentor")
    bounds = [(spec.low, spec.high) for spec in LIMITS if spec.name in names]
    assert [high for _, high in bounds[:-1]] == [-2, 0, 2]
    assert all(high <= low for (_, high), (low, _) in pairwise(bounds))
    for wrong in ({"support_enemy": -1}, {"support_non_supporter": 1}, {"support_supporter": 3}, {"support_mentor": 0}):
        with pytest.raises(BadLimits):
            limits_from(wrong)


def test_limits_made_in_code_keep_their_bounds_too() -> None:
    with pytest.raises(BadLimits):
        Limits(standing_outside=0)


@pytest.mark.parametrize("spec", LIMITS, ids=lambda spec: spec.name)
def test_each_limit_is_described_and_stands_within_its_bounds(spec: object) -> None:
    limit = next(each for each in LIMITS if each is spec)
    assert limit.label
    assert limit.low <= limit.default <= limit.high
    assert limit.group in GROUPS
