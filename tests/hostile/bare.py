"""The program bare of some of its protection: run as ``python -m tests.hostile.bare LAYERS ARGUMENTS...``.

LAYERS are words of ``LAYERS``, joined by commas; every one of them is told what it has to hold alone. ``NAME`` in the
environment is who the operating system says is working.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable

from kaptui.draw import width
from kaptui.plan import clean

NEVER = re.compile("(?!)")


def border() -> None:
    """Texts come into the plan as they are."""
    setattr(clean, "_OBEYED", NEVER)  # noqa: B010 - what is taken away
    setattr(clean, "_SURROGATE", NEVER)  # noqa: B010 - what is taken away


def measure() -> None:
    """Texts are drawn as they are; the gate keeps its own measure."""
    import kaptui._gate  # noqa: F401 - before what it uses is taken away from everybody else

    setattr(width, "visible", lambda text: text.replace("\n", " "))  # noqa: B010 - what is taken away


def gate() -> None:
    """What is drawn goes to the terminal as it is."""
    from kaptui._gate import Gate

    setattr(Gate, "apply", lambda _gate, segments, _background: segments)  # noqa: B010 - what is taken away


def driver() -> None:
    """Control characters that Textual never writes are written."""
    from kaptui import _driver

    setattr(_driver, "_STRAY", NEVER)  # noqa: B010 - what is taken away


LAYERS: dict[str, Callable[[], None]] = {each.__name__: each for each in (border, measure, gate, driver)}


def main(layers: str, *arguments: str) -> int:
    """Take the layers away and run the program."""
    for layer in filter(None, layers.split(",")):
        LAYERS[layer]()
    from kaptui.cli.call import Call
    from kaptui.cli.main import run

    if "NAME" in os.environ:
        setattr(Call, "who", os.environ["NAME"])  # noqa: B010 - a constant in place of the property
    return run(arguments)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
