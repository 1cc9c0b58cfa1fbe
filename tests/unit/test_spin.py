"""SPIN: chains from problem to payoff, counts against the deck's advice, questions that keep their chain, the bank."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaptui.editing.edits import Edit
from kaptui.editing.questions import AddQuestion, WriteQuestion
from kaptui.editing.session import Session
from kaptui.insight.limits import DEFAULT_LIMITS, limits_from
from kaptui.insight.spin import advice, chains, questions_of, rows_of, signals, threads_of_deal, threads_of_person
from kaptui.plan.document import AccountPlan
from kaptui.plan.paths import NoSuchPlace
from kaptui.plan.question_bank import QUESTION_BANK
from kaptui.plan.spin import QuestionKind, SpinThread

S, P, I, N = QuestionKind  # noqa: E741 - the letters of the method


def plan_of(*threads: dict[str, Any]) -> AccountPlan:
    return AccountPlan.model_validate({"id": "plan", "name": "x", "spin": threads})


def thread(**values: Any) -> SpinThread:
    return SpinThread.model_validate({"id": "t", **values})


def edited(before: SpinThread, edit: Edit) -> SpinThread:
    plan = AccountPlan.model_validate({"id": "plan", "name": "x", "spin": [before]})
    return edit.apply(plan).spin[0]


def shape(*threads: SpinThread) -> list[tuple[int, str, list[str], list[str]]]:
    return [
        (
            chain.number,
            chain.problem.text if chain.problem else "",
            [question.text for question in chain.implications],
            [question.text for question in chain.payoffs],
        )
        for chain in chains(threads)
    ]


def test_each_problem_leads_to_the_implication_and_the_payoff_on_its_line() -> None:
    found = thread(problem="p1\np2", implication="i1\ni2", need_payoff="n1\nn2")
    assert shape(found) == [(1, "p1", ["i1"], ["n1"]), (2, "p2", ["i2"], ["n2"])]
    assert not any(chain.is_broken for chain in chains([found]))


def test_what_stands_below_the_last_problem_amplifies_it() -> None:
    found = thread(problem="p", implication="i1\ni2\ni3", need_payoff="n")
    assert shape(found) == [(1, "p", ["i1", "i2", "i3"], ["n"])]


def test_a_blank_line_keeps_a_place() -> None:
    found = thread(problem="p1\np2", implication="\ni2", need_payoff="n1\n  \n")
    assert shape(found) == [(1, "p1", [], ["n1"]), (2, "p2", ["i2"], [])]
    assert [chain.missing for chain in chains([found])] == [(I,), (N,)]


def test_questions_without_a_problem_are_a_broken_chain_without_number() -> None:
    found = thread(problem="\np", implication="i0\ni1", need_payoff="")
    assert shape(found) == [(0, "", ["i0"], []), (1, "p", ["i1"], [])]
    assert chains([found])[0].missing == (P, N)


def test_problems_are_numbered_over_all_threads() -> None:
    first, second = thread(problem="a\nb"), SpinThread.model_validate({"id": "u", "problem": "c"})
    assert [(chain.thread, chain.number) for chain in chains([first, second])] == [("t", 1), ("t", 2), ("u", 3)]


def test_an_empty_thread_has_no_chain_and_no_question() -> None:
    assert chains([thread()]) == ()
    assert questions_of(thread(situation="\n \n"), S) == ()


def test_situation_questions_are_counted_a_thread_and_problems_a_deal() -> None:
    plan = plan_of(
        {"id": "a", "situation": "1\n2\n3", "problem": "x", "opportunity": "o"},
        {"id": "b", "problem": "y\nz", "implication": "i", "opportunity": "o"},
        {"id": "c", "problem": "other"},
    )
    of_a = {each.kind: each for each in advice(plan, plan.spin[:1])}
    assert (of_a[S].number, of_a[S].is_met) == (3, False)
    assert (of_a[P].number, of_a[P].total, of_a[P].is_met) == (1, 3, True)
    of_b = {each.kind: each for each in advice(plan, plan.spin[1:2])}
    assert of_b[S].is_met
    assert (of_b[I].number, of_b[I].total, of_b[I].is_met) == (1, 2, False)
    assert (of_b[N].number, of_b[N].is_met) == (0, False)
    of_c = {each.kind: each for each in advice(plan, plan.spin[2:])}
    assert (of_c[P].total, of_c[P].is_met) == (1, False)
    everything = {each.kind: each for each in advice(plan, plan.spin)}
    assert (everything[P].total, everything[S].number, everything[S].is_met) == (4, 3, False)


@pytest.mark.parametrize(("count", "is_met"), [(0, False), (2, False), (3, True), (5, True), (6, False)])
def test_three_to_five_problems_are_advised(count: int, is_met: bool) -> None:
    plan = plan_of({"id": "a", "problem": "\n".join(f"p{n}" for n in range(count))})
    found = next(each for each in advice(plan, plan.spin, DEFAULT_LIMITS) if each.kind is P)
    assert (found.total, found.is_met, found.low, found.high) == (count, is_met, 3, 5)
    fewer = advice(plan, plan.spin, limits_from({"spin_threads": 2, "spin_problems": 2}))
    assert next(each for each in fewer if each.kind is P).is_met == (count == 2)


def test_the_signal_that_counts_is_an_explicit_need_with_its_value_agreed() -> None:
    found = signals([
        thread(heard="hm"),
        thread(explicit_need=True),
        thread(explicit_need=True, value_acknowledged="saves ten"),
        thread(value_acknowledged="words alone"),
    ])  # fmt: skip
    assert found == (1, 2, 1)


def test_threads_are_found_by_deal_and_by_person() -> None:
    plan = plan_of({"id": "a", "opportunity": "o", "person": "p"}, {"id": "b", "opportunity": "o"}, {"id": "c"})
    assert [each.id for each in threads_of_deal(plan, "o")] == ["a", "b"]
    assert [each.id for each in threads_of_deal(plan, None)] == ["c"]
    assert [each.id for each in threads_of_person(plan, "p")] == ["a"]


def test_a_new_problem_begins_a_chain_below_what_amplifies_the_last() -> None:
    before = thread(problem="p1", implication="i1\ni2\ni3")
    assert shape(edited(before, AddQuestion("t", P, "p2"))) == [(1, "p1", ["i1", "i2", "i3"], []), (2, "p2", [], [])]


def test_a_new_problem_takes_up_questions_that_have_none() -> None:
    assert shape(edited(thread(implication="i"), AddQuestion("t", P, "p"))) == [(1, "p", ["i"], [])]


def test_a_new_implication_goes_to_the_first_chain_that_lacks_one() -> None:
    before = thread(problem="p1\np2\np3", implication="i1\n\ni3")
    assert edited(before, AddQuestion("t", I, "i2")).implication == "i1\ni2\ni3"


def test_a_new_implication_amplifies_the_chain_it_is_meant_for() -> None:
    before = thread(problem="p1\np2", implication="i1\ni2", need_payoff="n1\nn2")
    after = edited(before, AddQuestion("t", I, "more", chain=0))
    assert shape(after) == [(1, "p1", ["i1", "more"], ["n1"]), (2, "p2", ["i2"], ["n2"])]


def test_a_first_question_of_any_kind_is_taken() -> None:
    for kind in QuestionKind:
        after = edited(thread(), AddQuestion("t", kind, "  why?\n"))
        assert [question.text for question in questions_of(after, kind)] == ["why?"]


def test_an_empty_question_adds_nothing() -> None:
    assert edited(thread(), AddQuestion("t", P, "  ")) == thread()


def test_taking_a_question_out_leaves_the_others_in_their_chains() -> None:
    before = thread(problem="p1\np2", implication="i1\ni2", need_payoff="n1\nn2")
    after = edited(before, WriteQuestion("t", I, 0, ""))
    assert shape(after) == [(1, "p1", [], ["n1"]), (2, "p2", ["i2"], ["n2"])]
    for kind in (P, N):
        after = edited(after, WriteQuestion("t", kind, 0, ""))
    assert shape(after) == [(1, "p2", ["i2"], ["n2"])]


def test_a_changed_question_stays_where_it_is() -> None:
    before = thread(situation="a\nb", problem="p1\np2")
    assert edited(before, WriteQuestion("t", S, 1, "c")).situation == "a\nc"
    assert edited(before, WriteQuestion("t", P, 0, "p")).problem == "p\np2"
    assert edited(before, WriteQuestion("t", S, 0, "")).situation == "b"


def test_a_thread_that_is_gone_is_no_place() -> None:
    with pytest.raises(NoSuchPlace):
        AddQuestion("gone", P, "x").apply(plan_of())


lines = st.lists(st.sampled_from(["", "a", "b?", " c "]), max_size=4).map("\n".join)


@given(lines, lines, lines, st.sampled_from([P, I, N]), st.one_of(st.none(), st.integers(0, 3)))
def test_adding_a_question_moves_no_other_out_of_its_chain(
    problem: str, implication: str, payoff: str, kind: QuestionKind, chain: int | None
) -> None:
    before = thread(problem=problem, implication=implication, need_payoff=payoff)
    after = edited(before, AddQuestion("t", kind, "new", chain))
    without = []
    for number, words, implications, payoffs in shape(after):
        others = ([text for text in part if text != "new"] for part in (implications, payoffs))
        rest = ("" if words == "new" else words, *others)
        if any(rest):
            without.append(rest)
        assert number or not words
    assert without == [each[1:] for each in shape(before)]
    assert sum(question.text == "new" for question in questions_of(after, kind)) == 1


@given(lines, lines, lines, st.sampled_from([P, I, N]), st.integers(0, 4), st.sampled_from(["", "x"]))
def test_writing_a_question_touches_no_other_and_can_be_undone(
    problem: str, implication: str, payoff: str, kind: QuestionKind, line: int, words: str
) -> None:
    before = thread(problem=problem, implication=implication, need_payoff=payoff)
    session = Session(AccountPlan.model_validate({"id": "plan", "name": "x", "spin": [before]}))
    session.apply(WriteQuestion("t", kind, line, words))
    column = [P, I, N].index(kind)
    table = [list(row) for row in rows_of(before)]
    table += [["", "", ""] for _ in range(line + 1 - len(table))]
    table[line][column] = words
    assert [list(row) for row in rows_of(session.plan.spin[0])] == [row for row in table if any(row)]
    session.undo()
    assert session.plan.spin[0] in (before, session.saved.spin[0])


def test_the_bank_has_open_questions_of_every_kind_once_each() -> None:
    assert len({prompt.question for prompt in QUESTION_BANK}) == len(QUESTION_BANK)
    for kind in QuestionKind:
        assert sum(prompt.kind is kind for prompt in QUESTION_BANK) >= 6
    openings = ("what", "why", "how", "who", "where", "when", "which", "if", "have")
    assert all(prompt.question.lower().startswith(openings) for prompt in QUESTION_BANK)
    assert all(prompt.question.endswith("?") and len(prompt.question) <= 68 for prompt in QUESTION_BANK)
