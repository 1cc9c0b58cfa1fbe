"""Plans as lines of cells: widths, glyphs, maps, bars. No Textual here."""
