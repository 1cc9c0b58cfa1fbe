"""Asks the terminal for the width of ambiguous characters and prints the answer, the glyphs and what was typed."""

from __future__ import annotations

import sys

from kaptui._probe import glyphs_for, width_of_ambiguous

if __name__ == "__main__":
    typed = bytearray()
    if sys.argv[1:] == ["glyphs"]:
        print("glyphs:", glyphs_for("auto", typed_ahead=typed))
    else:
        print("width:", width_of_ambiguous(float(sys.argv[1]), typed))
        print("typed:", bytes(typed))
