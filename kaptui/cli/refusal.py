"""A refusal of the command line itself: the exit code, and a sentence not yet in any language."""

from __future__ import annotations

from kaptui.cli.codes import ExitCode
from kaptui.text import tr


class Refusal(Exception):
    """Nothing was done. ``msgid`` and ``values`` say why and what helps."""

    def __init__(self, code: ExitCode, msgid: str, /, **values: object) -> None:
        super().__init__(msgid)
        self.code = code
        self.msgid = msgid
        self.values = values

    @property
    def sentences(self) -> tuple[str, ...]:
        """What to tell, in the language in force, a line each."""
        return (tr(self.msgid, **self.values),)
