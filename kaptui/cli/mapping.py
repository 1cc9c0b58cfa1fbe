"""``kaptui map``: any view of the influence map as text, for mail and chat."""

from __future__ import annotations

import click

from kaptui.cli.accounts import deal_meant
from kaptui.cli.call import Call
from kaptui.cli.codes import ExitCode
from kaptui.cli.output import put
from kaptui.cli.parsing import Command, check_choice
from kaptui.cli.table import ENTRIES
from kaptui.text import N_

VIEWS = ("outline", "chart", "process", "matrix")
ZOOMS = ("dot", "tag", "box", "card")
NARROWEST, WIDEST = 1, 10_000


@click.command("map", cls=Command, help=ENTRIES["map"].help)
@click.argument("account", metavar="ACCOUNT")
@click.option(
    "--view", metavar="|".join(VIEWS), default="outline", help=N_("one person a row, boxes, steps, or a matrix")
)
@click.option("--zoom", metavar="|".join(ZOOMS), default="box", help=N_("how much of a person the chart shows"))
@click.option(
    "--opportunity", metavar="NAME", help=N_("as seen from this deal, by its id or the beginning of its name")
)
@click.option(
    "--width",
    metavar="N",
    type=click.IntRange(NARROWEST, WIDEST),
    help=N_("width in cells; not set: as many as it takes"),
)
@click.pass_obj
def map_people(call: Call, account: str, view: str, zoom: str, opportunity: str | None, width: int | None) -> int:
    """Print the map in ASCII, which survives every mail; in box drawing characters with --glyphs unicode."""
    from kaptui.draw.glyphs import ASCII, UNICODE
    from kaptui.draw.map import draw_map
    from kaptui.draw.map_options import View, Zoom
    from kaptui.draw.map_scene import scene_of

    call.begin()
    check_choice("--view", view, VIEWS)
    check_choice("--zoom", zoom, ZOOMS)
    plan = call.store.load(call.account(account).id)
    lens = None if opportunity is None else deal_meant(plan, opportunity).id
    glyphs = UNICODE if call.config.glyphs == "unicode" else ASCII
    scene = scene_of(plan, lens, show=glyphs.show)
    picture = draw_map(scene, view=View(view), zoom=Zoom(zoom), width=width, glyphs=glyphs)
    put("".join(span.text for span in row) for row in picture.rows)
    return ExitCode.DONE
