"""Pasting an organisation: one edit that finds people again, adds the others and drops nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kaptui.editing.outline import Pasted, outline_edits
from kaptui.editing.session import Session
from kaptui.insight.wording import Message
from kaptui.plan.document import AccountPlan
from kaptui.plan.errors import Unreadable
from kaptui.plan.people import Person
from kaptui.plan.vocabulary import Contact, Relationship, Role, Standing, Style
from tests.unit.accounts import account, organisations, person

ORGANISATION = """\
Zhou / President                 A = 1 !!
  Chen / GM Service @Service     D P + 2 !
    Ma @Service                  UE 3
  TBD / CIO @IT
"""


def pasted(plan: AccountPlan, text: str) -> tuple[AccountPlan, Pasted]:
    result = outline_edits(plan, text)
    return result.edit.apply(plan), result


def named(plan: AccountPlan, name: str) -> Person:
    (found,) = [each for each in plan.people if each.name == name]
    return found


def boss_names(plan: AccountPlan) -> list[tuple[str, str | None]]:
    names = {each.id: each.name for each in plan.people}
    return [(each.name, names.get(each.reports_to or "")) for each in plan.people]


def sentences(result: Pasted) -> list[str]:
    return [
        complaint.why.msgid.format(**complaint.why.values) if isinstance(complaint.why, Message) else "unreadable"
        for complaint in result.complaints
    ]


def test_an_outline_becomes_an_organisation() -> None:
    plan, result = pasted(account(), ORGANISATION)
    assert boss_names(plan) == [("Zhou", None), ("Chen", "Zhou"), ("Ma", "Chen"), ("", "Zhou")]
    chen = named(plan, "Chen")
    assert (chen.title, chen.department, chen.roles) == ("GM Service", "Service", (Role.DECIDER,))
    assert (chen.style, chen.relationship) == (Style.PRAGMATIST, Relationship.SUPPORTER)
    assert (chen.contact, chen.standing) == (Contact.MULTIPLE, Standing.STRUCTURE)
    assert (len(result.added), result.changed, result.complaints) == (4, (), ())


def test_pasting_it_again_changes_nothing() -> None:
    plan, _ = pasted(account(), ORGANISATION)
    again, result = pasted(plan, ORGANISATION)
    assert again == plan
    assert (result.added, result.changed, result.edit.edits) == ((), (), ())


def test_people_already_there_keep_what_the_outline_leaves_out() -> None:
    plan = account(person("m", name="Ma", title="Head", style="V", notes="plays golf"))
    after, result = pasted(plan, "Chen\n  Ma =\n")
    ma = named(after, "Ma")
    assert (ma.id, ma.title, ma.style, ma.relationship) == ("m", "Head", Style.VISIONARY, Relationship.NEUTRAL)
    assert boss_names(after) == [("Ma", "Chen"), ("Chen", None)]
    assert result.changed == ("m",)
    assert result.lines[1].changes == ("relationship", "reports_to")


def test_the_top_of_the_outline_keeps_its_boss() -> None:
    plan = account(person("z", name="Zhou"), person("c", name="Chen", reports_to="z"))
    after, _ = pasted(plan, "Chen\n  Ma\n")
    assert boss_names(after) == [("Zhou", None), ("Chen", "Zhou"), ("Ma", "Chen")]


def test_turning_boss_and_report_round_closes_no_loop() -> None:
    plan = account(person("z", name="Zhou"), person("c", name="Chen", reports_to="z"))
    after, _ = pasted(plan, "Chen\n  Zhou\n")
    assert boss_names(after) == [("Zhou", "Chen"), ("Chen", None)]


def test_an_unreadable_line_is_kept_with_its_reports() -> None:
    plan, result = pasted(account(), "Bob X=\n  Ann +\n--\n")
    assert boss_names(plan) == [("Bob X=", None), ("Ann", "Bob X="), ("--", None)]
    assert [each.assumed for each in plan.people] == [True, False, True]
    assert [complaint.number for complaint in result.complaints] == [1, 3]
    assert all(isinstance(complaint.why, Unreadable) for complaint in result.complaints)
    assert pasted(plan, "Bob X=\n  Ann +\n--\n")[0] == plan


def test_a_line_too_long_for_a_name_keeps_its_whole_text_in_the_notes() -> None:
    plan, result = pasted(account(), "x" * 3000)
    assert plan.people[0].notes == "x" * 3000
    assert len(result.complaints) == 1


def test_a_name_twice_in_the_outline_is_told_and_means_two_people() -> None:
    plan, result = pasted(account(), "Li / Sales\nLi / Service\n")
    assert [(each.name, each.title) for each in plan.people] == [("Li", "Sales"), ("Li", "Service")]
    assert sentences(result) == ["Li appears more than once: each line is a separate person"]
    again, result = pasted(plan, "Li / Service +\nLi / Sales -\n")
    assert [(each.title, each.relationship) for each in again.people] == [("Sales", "-"), ("Service", "+")]


def test_a_name_that_several_people_have_is_told_and_changes_none_of_them() -> None:
    plan = account(person("1", name="Li", title="Sales"), person("2", name="Li", title="Service"))
    after, result = pasted(plan, "Li X\n")
    assert [each.relationship for each in after.people] == [None, None, Relationship.ENEMY]
    assert sentences(result) == ["2 people are called Li: this line adds another"]
    after, result = pasted(plan, "Li / Service X\n")
    assert [each.relationship for each in after.people] == [None, Relationship.ENEMY]
    assert not result.complaints


def test_an_archived_person_comes_back() -> None:
    plan = account(person("1", name="Li", archived=True))
    after, result = pasted(plan, "Li +\n")
    assert not named(after, "Li").archived
    assert sentences(result) == ["Li was archived and comes back"]


def test_a_note_behind_the_code_is_added_once() -> None:
    plan = account(person("1", name="Li", notes="plays golf"))
    text = "Li   +   supports H\n"
    after, _ = pasted(plan, text)
    assert named(after, "Li").notes == "plays golf\nsupports H"
    assert pasted(after, text)[0] == after


def test_everything_is_one_step_of_undo() -> None:
    before = account(person("z", name="Zhou"))
    session = Session(before)
    session.apply(outline_edits(before, ORGANISATION).edit)
    assert len(session.plan.people) == 4
    session.undo()
    assert session.plan == before
    assert session.undo() is None


LINES = st.lists(
    st.tuples(
        st.integers(0, 4),
        st.sampled_from(["p0", "p1", "p2", "Ann", "Ann", "TBD / CIO", "王伟", "Bob X=", "--", "x" * 2500, "A\u0000b"]),
        st.sampled_from(["", " / Sales", " @IT", " AP=2!!", " x", "  + 2   met in May"]),
    ),
    max_size=12,
)


@given(organisations(), LINES)
def test_any_outline_on_any_plan_keeps_every_line_and_closes_no_loop_through_it(
    plan: AccountPlan, lines: list[tuple[int, str, str]]
) -> None:
    text = "\n".join(f"{' ' * depth}{name}{rest}" for depth, name, rest in lines)
    after, result = pasted(plan, text)
    by_id = {each.id: each for each in after.people}
    assert len(result.lines) == len(lines)
    assert len({line.person for line in result.lines}) == len(lines)
    assert all(line.person in by_id for line in result.lines)
    assert len(after.people) == len(plan.people) + len(result.added)
    for line in result.lines:
        passed = []
        here = by_id[line.person].reports_to
        while here in by_id and here not in passed and here is not None:
            passed.append(here)
            here = by_id[here].reports_to
        assert line.person not in passed
