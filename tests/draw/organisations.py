"""Organisations for the map's tests: random ones of any shape, and those of the deck's slides 9 and 10."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from kaptui.draw.width import clip, visible
from kaptui.plan.document import AccountPlan

DATA = Path(__file__).resolve().parents[2] / "data"

_LETTERS = "abcdefgh WXYZ.-'éßжЖΩ王副总経理부장ภา(&)👍"
_HOSTILE = "ab 王\x1b[31m\u202e\u200d\ufe0fe\u0301👨\u200d👩\u200d👧🇨🇳שלוםمرحبا[/]\x07|`-+~:"

readable_names = (
    st.text(st.sampled_from(_LETTERS), min_size=1, max_size=40)
    .map(lambda text: clip(" ".join(text.split()), 40, mark="").strip(" -"))
    .filter(lambda name: name != "" and visible(name) == name)
)
"""Names of 1 to 40 cells in mixed scripts, as somebody would write them: no two spaces in a row, no dash in front."""

hostile_names = st.one_of(
    readable_names, st.text(st.sampled_from(_HOSTILE), max_size=12), st.text(max_size=20),
    st.sampled_from(["长" * 300, ""]),
)  # fmt: skip


@st.composite
def plans(
    draw: st.DrawFn, names: st.SearchStrategy[str] = readable_names, most: int = 12, sound: bool = False, least: int = 0
) -> AccountPlan:
    """A plan of up to ``most`` people with any attributes. Unless ``sound``: loops, missing bosses, archived people."""
    count = draw(st.integers(least, most))
    ids = [f"p{number}" for number in range(count)]
    people = [_person(draw, number, ids, names, sound) for number in range(count)]
    somebody = st.sampled_from([*ids, "gone"])
    links = draw(
        st.lists(
            st.builds(
                lambda source, target, kind, strength: {
                    "source": source, "target": target, "kind": kind, "strength": strength,
                },
                somebody, somebody, st.sampled_from(["influences", "conflicts", "dotted"]), st.integers(1, 3),
            ),
            max_size=count,
        )
    )  # fmt: skip
    steps = [{"id": f"s{number}", "step": draw(names), "people": draw(st.lists(somebody, max_size=3, unique=True))}
             for number in range(draw(st.integers(0, 11)))]  # fmt: skip
    needs = [{"id": "n", "departments": draw(st.lists(st.sampled_from(["IT", "采购部"]), unique=True))}]
    return AccountPlan.model_validate(
        {"id": "plan", "people": people, "needs": needs,
         "links": [{"id": f"l{number}", **link} for number, link in enumerate(links)],
         "opportunities": [{"id": "deal", "steps": steps, "overrides": _overrides(draw, ids)}]}
    )  # fmt: skip


def _person(draw: st.DrawFn, number: int, ids: list[str], names: st.SearchStrategy[str], sound: bool) -> dict[str, Any]:
    earlier = st.sampled_from([None, *ids[:number]])
    boss = earlier if sound else st.one_of(earlier, st.sampled_from([*ids, "gone"]))
    kinds = ["member"] if sound else ["member"] * 8 + ["consultant", "colleague", "salesperson"]
    return {
        "id": ids[number], "name": draw(names)[:1000], "reports_to": draw(boss), "kind": draw(st.sampled_from(kinds)),
        "department": draw(st.sampled_from(["", "IT", "客户服务部"])), "title": draw(st.sampled_from(["", "总经理"])),
        "archived": False if sound else draw(st.sampled_from([False] * 9 + [True])), **attributes(draw),
    }  # fmt: skip


def attributes(draw: st.DrawFn) -> dict[str, Any]:
    """Random codes of one person."""
    return {
        "roles": draw(st.lists(st.sampled_from("UEDA"), unique=True)),
        "style": draw(st.sampled_from([*"IVPCL", None])),
        "relationship": draw(st.sampled_from([*"X-=+*", None])),
        "contact": draw(st.sampled_from([0, 1, 2, 3, None])),
        "standing": draw(st.sampled_from(["outside", "structure", "inner", None])),
    }


def _overrides(draw: st.DrawFn, ids: list[str]) -> dict[str, Any]:
    chosen = draw(st.lists(st.sampled_from(ids), unique=True, max_size=3)) if ids else []
    every = {person: attributes(draw) for person in chosen}
    return {
        person: {name: values[name] for name in ("roles", "relationship", "standing") if draw(st.booleans())}
        for person, values in every.items()
    }


def plan_of(outline: str, **tables: Any) -> AccountPlan:
    """A plan from lines ``id|name|ROLES|style|relationship|contact|standing|kind``, indented under their boss."""
    people: list[dict[str, Any]] = []
    bosses: list[str] = []
    for line in outline.strip("\n").splitlines():
        depth = (len(line) - len(line.lstrip())) // 2
        person = _read_line(line.strip(), bosses[depth - 1] if depth else None)
        del bosses[depth:]
        bosses.append(person["id"])
        people.append(person)
    return AccountPlan.model_validate({"id": "plan", "people": people, **tables})


def _read_line(line: str, boss: str | None) -> dict[str, Any]:
    person_id, name, roles, style, relationship, contact, standing, kind = (*line.split("|"), *[""] * 7)[:8]
    return {
        "id": person_id, "name": name, "reports_to": boss, "roles": list(roles), "style": style or None,
        "relationship": relationship or None, "contact": int(contact) if contact else None,
        "standing": {"!!": "inner", "!": "structure", ".": "outside"}.get(standing), "kind": kind or "member",
    }  # fmt: skip


def slide_9() -> AccountPlan:
    """The deck's first map: who reports to whom is illustrative, the codes are the slide's where it has them."""
    return plan_of(
        """
svp|SeniorVP|A|P|=|1|!!
  mkt|Dir.Sales&Mktg|E|C|X|0|!!
    sales|Sales Mgr||L|=|1|.
    prod|Prod.Mktg Mgr|||||.
  eng|Dir.Engineering|E|C|-|1|!
    rd|R&D Mgr||||0|.
    mfg|Mfg. Mgr||||0|.
  is|Dir.Info Services|D|V|=|2|!!
    sys|Systems Mgr|UE|I|+|3|!
    ops|Operations Mgr|UE|V|=|2|.
con|Consultants|||=|1||consultant
col|Colleagues|||+|3||colleague
sal|Salespeople|||X|0||salesperson
""",
        links=[
            {"id": "a", "source": "sys", "target": "is", "strength": 3},
            {"id": "b", "source": "con", "target": "is", "strength": 2},
            {"id": "c", "source": "eng", "target": "is", "strength": 1},
        ],
        opportunities=[{"id": "deal", "name": "Deal", "steps": [
            {"id": "1", "step": "Specification", "people": ["sys", "ops"], "date": "2026-12-11", "done": True},
            {"id": "2", "step": "Evaluation", "people": ["mkt", "eng"]},
            {"id": "3", "step": "Decision", "people": ["is"], "date": "2027-01-15"},
            {"id": "4", "step": "Approval", "people": ["svp"]},
        ]}],
    )  # fmt: skip


def slide_10() -> AccountPlan:
    """The deck's second map, the Chinese one; one department of the needs has nobody on it."""
    return plan_of(
        """
w|王副总|A|V|=|1|!!
  c|C部门总经理|ED|P|=|2|!
    yy|YY中心主任|UE|P|+|3|.
z|张副总|A|P|=|1|!!
  a|A部总经理|ED|P|=|1|!
    xx|XX中心主任|UE|V|=|2|.
l|李副总|A|P|=|0|!!
  b|B部门总经理|D|V|X|1|!!
    s1|系统建设部经理|UE|P|=|2|!
    s2|业务支撑部经理|UE|P|+|3|!
    s3|系统运维部经理|UE|C||0|.
""",
        links=[
            {"id": "a", "source": "s2", "target": "b", "strength": 3},
            {"id": "b", "source": "b", "target": "l", "strength": 3},
            {"id": "c", "source": "s1", "target": "s3", "kind": "conflicts"},
            {"id": "d", "source": "yy", "target": "z", "kind": "dotted"},
        ],
        needs=[{"id": "n", "challenge": "客服成本", "departments": ["客户服务部"]}],
        opportunities=[{"id": "deal", "name": "智能客服", "steps": [
            {"id": "1", "step": "提出需求", "people": ["yy", "xx"]},
            {"id": "2", "step": "技术评估", "people": ["s1", "s2", "s3"], "date": "2026-12-20"},
            {"id": "3", "step": "部门意见", "people": ["c", "a"]},
            {"id": "4", "step": "立项", "people": ["b"]},
            {"id": "5", "step": "批准", "people": ["w", "z", "l"]},
        ], "overrides": {"b": {"relationship": "-"}, "s1": {"roles": ["U", "E", "D"]}}}],
    )  # fmt: skip


def demonstration(language: str) -> AccountPlan:
    """The demonstration plan in one of its two languages."""
    return AccountPlan.model_validate(json.loads((DATA / f"demo_{language}.json").read_text(encoding="utf-8")))


