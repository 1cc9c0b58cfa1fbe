"""A brief on a page: plain text, Markdown, or one self-contained HTML page that prints on one sheet."""

from __future__ import annotations

import re
from html import escape

from kaptui.draw.brief import brief_lines, brief_parts, heading
from kaptui.draw.width import clip, visible
from kaptui.insight.brief import Brief
from kaptui.text import language, tr

WIDTH, HEIGHT = 80, 24
"""One screen."""

_STYLE = """
body { font: 11pt/1.45 system-ui, sans-serif; margin: 2em auto; max-width: 46em; }
h1 { font-size: 1.25em; border-bottom: 1px solid #000; padding-bottom: .3em; }
dl { display: grid; grid-template-columns: 7em 1fr; gap: .35em 1em; }
dt { font-weight: bold; } dd { margin: 0; } ul { margin: 0; padding-left: 1.1em; }
footer { margin-top: 2em; color: #555; font-size: .85em; }
@media print { body { margin: 0; max-width: none; } @page { margin: 15mm; } }
""".strip()


def plain(brief: Brief) -> str:
    """At most 24 lines of 80 cells: what the screen shows, for mail and for ``ssh host kaptui brief``."""
    title = clip(visible(heading(brief)), WIDTH)
    lines = [text.rstrip() for text, _ in brief_lines(brief, WIDTH, HEIGHT - 2)]
    return "\n".join([title, "-" * WIDTH, *lines]) + "\n"


def markdown(brief: Brief) -> str:
    """Everything, a list a part; text of people is escaped and can neither format nor link."""
    blocks = [f"# {_marked(tr('Brief'))}: {_marked(heading(brief))}"]
    for part in brief_parts(brief):
        items = "\n".join(f"- {_marked(' '.join(line.split()))}" for line in part.lines)
        blocks.append(f"## {_marked(part.label)}\n\n{items}")
    return "\n\n".join(blocks) + "\n"


def html(brief: Brief) -> str:
    """One page without scripts, links or anything from elsewhere; every text is escaped."""
    parts = "\n".join(
        f"<dt>{_text(part.label)}</dt><dd><ul>{''.join(f'<li>{_text(line)}</li>' for line in part.lines)}</ul></dd>"
        for part in brief_parts(brief)
    )
    title = _text(f"{tr('Brief')}: {heading(brief)}")
    return (
        f'<!DOCTYPE html>\n<html lang="{language()}">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{title}</title>\n<style>\n{_STYLE}\n</style>\n</head>\n<body>\n<h1>{title}</h1>\n<dl>\n{parts}\n</dl>\n"
        f"<footer>{_text(tr('As of {day}', day=brief.today.isoformat()))}</footer>\n</body>\n</html>\n"
    )


def _text(text: str) -> str:
    return escape(visible(text), quote=True)


def _marked(text: str) -> str:
    """The text with a backslash before whatever begins a mark, a list of its own, or an address that becomes a link."""
    escaped = re.sub(r"([\\`*_{}\[\]()<>#+!|~&@])", r"\\\1", visible(text))
    escaped = re.sub(r"^(\s*\d*)([-.=:])", r"\1\\\2", escaped)
    return re.sub(r"(?i)(?<=www)(?=\.)|(?=://)", r"\\", escaped)
