"""More than two hundred texts that somebody may type, paste, import or be called, each known to have hurt a program.

``CLEAN`` may stand in a plan as they are; ``COMMANDING`` have characters in them that the border takes out. None holds
a lone surrogate, which no file can: those are in ``SURROGATES``.
"""

from __future__ import annotations

MARKUP = (
    "[/]", "[", "]", "[]", "[[", "[/b]", "[bold", "[bold]", "[b]bold[/b]", "[red on white]x[/]", "[reverse]x",
    "[blink]x", "[@click=app.quit]x[/]", "[@click=app.quit]x", "[@click=screen.run_command('quit')]y[/]",
    "[@click='app.bell']z[/]", "[link=https://example.org]l[/link]", "[link='file:///etc/passwd']l[/]",
    "[on $error]x[/]", "[$text-error]x[/]", "$x", "$primary", "${HOME}", r"\[", r"\[b]", r"\\[b]", "[\\", "[=]",
    "[#fff]x", "[#ggg]x", "[1]", "[x=1]", "[🙂]", "[/@click]", "[!]", "[not a style]", "[b][i][/b][/i]",
    "[on rgb(1,2,3)]x", "[auto]x", "[dim][/][/][/]", ":smile:", ":warning: x", "&#91;/&#93;", "`[/]`",
    "[conceal]x[/]", "[strike]",
)  # fmt: skip

TERMINAL = (
    "\x1b[2J\x1b[Hgone", "\x1b[31mred\x1b[0m", "\x1b]0;owned\x07title", "\x1b]2;owned\x1b\\title",
    "\x1b]8;;https://e.org\x07l\x1b]8;;\x07", "\x1b]52;c;b3duZWQ=\x07clip", "\x1b]52;c;?\x07ask",
    "\x1b]1337;File=inline=1:AAAA\x07img", "\x1b]9;note\x07n", "\x1b]4;1;?\x07c", "\x1b]777;notify;a;b\x07n",
    "\x1bP$q\"p\x1b\\dcs", "\x1bPtmux;\x1b\x1b]0;x\x07\x1b\\t", "\x1b_Gi=1;AAAA\x1b\\kitty", "\x1b^pm\x1b\\pm",
    "\x1bXsos\x1b\\sos", "\x1b[6n", "\x1b[c", "\x1b[>c", "\x1b[21t", "\x1b[18t", "\x1b[?1049l", "\x1b[?1000h",
    "\x1b[?2004l", "\x1b[?25h", "\x1b[200~paste\x1b[201~:q", "\x1b[201~q", "\x1bc", "\x1b7\x1b8", "\x1b(0lqqk",
    "\x1b#8", "\x1b[3J", "\x1b[1;1H", "\x1b[5i", "\x1b[4i", "\x1b[20h", "\x1b[12l", "\x1b[999C", "\x1b[s\x1b[u",
    "\x1b[!p", "\x1b[62;22c", "\x1bZ", "\x1b%G", "\x1b%@", "\x1b", "end\x1b", "\x9b31mc1", "\x9b6n",
    "\x9d0;owned\x9c", "\x90dcs\x9c", "\x9f", "\x84\x85\x88", "a\x07b", "a\x08\x08b", "over\rwrite", "del\x7fete",
    "\x00nul", "nu\x00l", "\x0e shift out", "\x0fin", "\x05enq", "\x11\x13", "\x1a", "\x18can", "\x0bvt\x0cff",
    "\x1c\x1d\x1e\x1f", "two\nlines", "three\r\nlines\r\nhere", "tab\there", "\t\t", "\n\n\n", "para\u2029graph",
    "line\u2028sep", "nel\x85here", "\u2028",
)  # fmt: skip

DIRECTION = (
    "\u202eevil\u202c", "safe\u202efdp.exe", "\u2066isolate\u2069", "\u2067rli", "\u2068fsi\u2069\u2069",
    "\u202a\u202b\u202d", "\u200emark\u200f", "\u061calm", "\u206a\u206f", "שלום עולם", "مرحبا بالعالم",
    "אבג 123 (x)", "a (עברית) b", "سلام\u200c‌ها", "ܐܒܓ", "ދިވެހި", "\u202e" * 40,
)  # fmt: skip

INVISIBLE = (
    "zero\u200bwidth", "\ufeffbom", "join\u2060er", "soft\u00adhyphen", "\u200b", "\u200d", "\u200c", "\u3164",
    "\u115f\u1160", "\uffa0", "\u180e", "\u2062x", "\u034f", "\ufe0f", "\U000e0100",
    "\U000e0001\U000e0041tag\U000e007f", "🏴\U000e0067\U000e0062\U000e007f", " ", "   ", "\u00a0", "\u3000",
    "\u3000\u3000x\u3000", "\u2003em", " leading", "trailing ", "\u2800", "\ufffc", "\ufffd", "\ufffa\ufffb",
    "\ufffe", "\uffff", "\ue000", "\uf8ff", "\U000f0000", "\U0010fffd", "\U0010ffff", "\u0378", "\U0001fadd",
    "\U00018e00", "\u05c8",
)  # fmt: skip

WIDE = (
    "e\u0301\u0301\u0301", "\u0301alone", "Z͑ͫ̓ͪ̂ͫ̽a̴̢̛l̸g̷o", "\u20e3", "1\ufe0f\u20e3", "❤️", "☎️ tel", "👍🏽",
    "👨‍👩‍👧‍👦", "👩🏿‍❤️‍💋‍👨🏻", "🇨🇳", "🇨", "🇨🇳🇩", "🏳️‍🌈", "🧑🏽‍🚒", "\u200d👩", "👩\u200d", "🫨", "🙂" * 30,
    "日本語と中文", "ｆｕｌｌ", "ﾊﾝｶｸ", "한국어", "\u1112\u1161\u11ab", "\u1112\u1161\u11ab" * 9, "क्षि", "กำ", "ༀཱི",
    "ᬓ᭄ᬓ", "─│┌┐└┘", "★☆→←…–—", "①②③", "𠮷野家", "𰻞", "﷽" * 3, "𝕳𝖊𝖑𝖑𝖔", "ﬁ ﬂ", "ǅ", "ß", "İi", "ａ" * 60, "中" * 150,
    "x" * 300, "word " * 60, "a" + "\u0301" * 200, "👨‍👩‍👧" * 25,
)  # fmt: skip

FORMULAS = (
    "=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "=HYPERLINK(\"http://e.org\",\"x\")", "\t=1", "\r=1",
    "＝1＋1", "；=1", "=", '"quoted"', 'a,"b",c', "a;b;c", "'", "''", '"', "1e5", "0x1F", "1-2", "00123",
    "=IMPORTXML(1)", "-", "+", "@", "|", ",",
)  # fmt: skip

FORMATS = (
    "%s", "%d%n", "%(name)s", "%", "100 %", "{0}", "{}", "{person}", "{n}", "{person.__class__}", "{", "}", "{{x}}",
    "{0:>99999}", "{!r}", "$(id)", "`id`", "; rm -rf /", "&& id", "| id", "$IFS", "\\n", "\\x1b[31m", "\\u202e", "\\",
    "a\\", "^C", "!!", "!event", "~", "~root", "*", "?", "--help", "-h", "--", "-rf", "None", "null", "true", "nan",
    "Infinity", "undefined", "Nil", "0", "-0", "",
)  # fmt: skip

PAGES = (
    "<script>alert(1)</script>", "</title><script>", "<img src=x onerror=alert(1)>", "<b>x", "&lt;", "&amp;amp;",
    "'\"><svg/onload=1>", "<!--", "-->", "]]>", "<?xml ?>", "</dd></dl>", "javascript:alert(1)", "[x](javascript:1)",
    "![i](http://e.org/i.png)", "# heading", "- item", "1. item", "1) item", "> quote", "---", "===", "***", "```",
    "    code", "| a | b |", "|---|", "<http://e.org>", "http://e.org", "www.e.org", "a@example.org", "[^1]",
    "[ref]: http://e.org", "~~x~~", "__x__", "\\*", "- [ ] x", "<details>", "&nbsp;", "BEGIN:VCALENDAR", "END:VEVENT",
    "a\r\nATTACH:x", "X;Y=Z:1", "SUMMARY:x\\n", "{{7*7}}", "{% x %}", "<%= x %>", "${7*7}", "../../etc/passwd",
    "/etc/passwd", "..", ".", "C:\\x", "CON", "nul.json", ".hidden", "a/b", "a\\b", "file:///x", "~/.ssh/id",
    "%2e%2e%2f", "'; DROP TABLE plans;--", '{"id": 1}', "__proto__", "constructor", "_meta", "_default", "id",
)  # fmt: skip

EVERY: tuple[str, ...] = tuple(
    dict.fromkeys(
        (*MARKUP, *TERMINAL, *DIRECTION, *INVISIBLE, *WIDE, *FORMULAS, *FORMATS, *PAGES, "很长" * 1000, "long " * 400)
    )
)
"""All of them, each once; all fit into one line of a plan."""

LONG = ("x" * 49_999, "很长的文字。" * 8_000, "line\n" * 9_000, "[/]\x1b[2J" * 5_000, "👨‍👩‍👧" * 6_000)
"""As long as a text of several lines may be."""

SURROGATES = ("\ud800", "\udfff", "a\ud83d", "\ude00b", "\udc9b31m", "\ud83d\ud83d")
"""What JSON can spell with escapes and no text can hold."""
