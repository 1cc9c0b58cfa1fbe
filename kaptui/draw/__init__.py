"""Plan to lines of cells, without Textual: widths, glyphs, the map and its views."""
