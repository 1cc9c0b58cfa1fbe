"""The program, which leaves as soon as its first screen stands and tells what that took: ``counted.py FILE ARGUMENTS``.

The file then holds JSON: the ``modules`` loaded, the ``dataclasses`` of this program among their classes, the ``rules``
of the style sheets, and how often Textual matched them (``matches``).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import is_dataclass
from pathlib import Path
from typing import Any

from textual.css.stylesheet import Stylesheet

from kaptui.__main__ import main
from kaptui.terminal import TerminalApp


def own_dataclasses() -> Iterator[str]:
    """The dataclasses that the modules of this program define, wherever in them."""
    waiting: list[object] = [module for name, module in sys.modules.items() if name.startswith("kaptui.")]
    seen: set[int] = set()
    while waiting:
        for each in vars(waiting.pop()).values():
            if isinstance(each, type) and each.__module__.startswith("kaptui.") and id(each) not in seen:
                seen.add(id(each))
                waiting.append(each)
                if is_dataclass(each):
                    yield f"{each.__module__}.{each.__qualname__}"


def counting(target: Path) -> None:
    """Have the program tell into a file what its start took, and leave."""
    matches = 0
    match, ready = Stylesheet.apply, TerminalApp.on_ready

    def counted(sheet: Stylesheet, node: Any, **options: Any) -> None:
        nonlocal matches
        matches += 1
        match(sheet, node, **options)

    def told(app: TerminalApp) -> None:
        ready(app)
        found = {
            "modules": sorted(sys.modules),
            "dataclasses": sorted(own_dataclasses()),
            "rules": len(app.stylesheet.rules),
            "matches": matches,
        }
        target.write_text(json.dumps(found))
        app.leave()

    setattr(Stylesheet, "apply", counted)  # noqa: B010 - methods are not to be assigned to, says mypy
    setattr(TerminalApp, "on_ready", told)  # noqa: B010


if __name__ == "__main__":
    counting(Path(sys.argv.pop(1)))
    sys.exit(main())
