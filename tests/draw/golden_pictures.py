"""The pictures kept as golden files: the deck's slides 9 and 10, the demonstration plan, and a broken organisation.

``python -m tests.draw.golden_pictures`` writes them anew; look at the difference before committing it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from kaptui.draw.glyphs import UNICODE
from kaptui.draw.map import draw_map
from kaptui.draw.map_filter import matching
from kaptui.draw.map_options import View, Zoom
from kaptui.draw.map_overlay import Overlay, overlay_tags
from kaptui.draw.map_scene import scene_of
from kaptui.draw.picture import Picture
from kaptui.insight.view import view_of
from kaptui.plan.document import AccountPlan
from kaptui.text import use_language
from tests.draw.organisations import demonstration, plan_of, slide_9, slide_10

FOLDER = Path(__file__).parent / "golden"


def broken() -> AccountPlan:
    """A loop of three, somebody whose boss is gone, a seat without holder, hostile names, a step of two digits."""
    plan = plan_of(
        "a|Ann|D||X|0|!!\n  b|Bob||V|*|2|!\n    c|长长长长长长长长长长\n"
        "d|[/] \x1b[31m red 👨‍👩‍👧 é\n  e|\nk|עברית|||+|||consultant",
        opportunities=[{"id": "deal", "steps": [
            {"id": str(number), "step": f"Step {number}", "people": ["b"] if number == 10 else []}
            for number in range(1, 11)
        ]}],
    )  # fmt: skip
    bosses = {"a": "c", "d": "gone"}
    people = (
        person.model_copy(update={"reports_to": bosses.get(person.id, person.reports_to)}) for person in plan.people
    )
    return plan.model_copy(update={"people": tuple(people)})


def _slide_9() -> dict[str, Picture]:
    plan = slide_9()
    scene = scene_of(plan)
    weights = overlay_tags(Overlay.WEIGHT, view_of(plan), date(2026, 11, 23))
    return {
        "outline_ascii": draw_map(scene),
        "outline_unicode_links": draw_map(scene, glyphs=UNICODE, selected="is", show_links=True),
        "outline_narrow": draw_map(scene, width=40),
        "outline_weight": draw_map(scene, overlay=weights),
        "outline_filter": draw_map(scene, matches=matching(scene, "role:U")),
        "chart_dot": draw_map(scene, view=View.CHART, zoom=Zoom.DOT),
        "chart_tag": draw_map(scene, view=View.CHART, zoom=Zoom.TAG),
        "chart_box_ascii": draw_map(scene, view=View.CHART),
        "chart_box_selected": draw_map(scene, view=View.CHART, selected="is"),
        "chart_box_unicode_selected": draw_map(scene, view=View.CHART, selected="is", glyphs=UNICODE),
        "chart_box_folded": draw_map(scene, view=View.CHART, folded={"mkt", "is"}),
        "chart_box_30_wide": draw_map(scene, view=View.CHART, width=30),
        "chart_card_unicode": draw_map(scene, view=View.CHART, zoom=Zoom.CARD, glyphs=UNICODE),
        "process": draw_map(scene, view=View.PROCESS, zoom=Zoom.TAG),
        "matrix": draw_map(scene, view=View.MATRIX),
    }


def _slide_10() -> dict[str, Picture]:
    scene, deal = scene_of(slide_10()), scene_of(slide_10(), "deal")
    return {
        "outline_ascii": draw_map(scene),
        "outline_deal_unicode": draw_map(deal, glyphs=UNICODE, show_links=True),
        "chart_tag_unicode": draw_map(scene, view=View.CHART, zoom=Zoom.TAG, glyphs=UNICODE),
        "chart_box_ascii": draw_map(scene, view=View.CHART),
        "chart_box_unicode_deal": draw_map(deal, view=View.CHART, glyphs=UNICODE, selected="b"),
        "chart_box_conflict": draw_map(scene, view=View.CHART, selected="s1"),
        "chart_card_ascii": draw_map(scene, view=View.CHART, zoom=Zoom.CARD),
        "process_box": draw_map(scene, view=View.PROCESS),
        "matrix_unicode": draw_map(scene, view=View.MATRIX, glyphs=UNICODE, selected="b"),
    }


def _demonstration(language: str) -> dict[str, Picture]:
    scene = scene_of(demonstration(language))
    return {
        "outline": draw_map(scene),
        "outline_links": draw_map(scene, show_links=True, glyphs=UNICODE),
        "chart": draw_map(scene, view=View.CHART, show_links=True),
        "process": draw_map(scene, view=View.PROCESS, zoom=Zoom.TAG, glyphs=UNICODE),
        "matrix": draw_map(scene, view=View.MATRIX),
    }


def _broken() -> dict[str, Picture]:
    scene, nobody = scene_of(broken()), scene_of(plan_of(""))
    return {
        "outline": draw_map(scene),
        "chart": draw_map(scene, view=View.CHART),
        "tag": draw_map(scene, view=View.CHART, zoom=Zoom.TAG),
        "nobody_outline": draw_map(nobody),
        "nobody_chart": draw_map(nobody, view=View.CHART),
        "nobody_process": draw_map(nobody, view=View.PROCESS),
    }


SETS: Mapping[str, tuple[str, Callable[[], dict[str, Picture]]]] = {
    "slide09": ("en", _slide_9),
    "slide10": ("zh", _slide_10),
    "demo_zh": ("zh", lambda: _demonstration("zh")),
    "demo_en": ("en", lambda: _demonstration("en")),
    "broken": ("en", _broken),
}
"""The sets of pictures, each with the language it is drawn in."""


def drawn(name: str) -> dict[str, str]:
    """The pictures of one set as they are drawn now, by the file they are kept in."""
    language, pictures = SETS[name]
    use_language(language)
    try:
        return {f"{name}_{key}.txt": f"{picture.text()}\n" for key, picture in pictures().items()}
    finally:
        use_language("en")


if __name__ == "__main__":
    for name in SETS:
        for file, text in drawn(name).items():
            (FOLDER / file).write_text(text, encoding="utf-8")
