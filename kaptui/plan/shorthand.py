"""The box notation of the deck's map as input: ``AP=2!!`` sets roles, style, relationship, contact and standing at once.

The alphabets are disjoint, so any order reads back (method.md, shorthand)::

    [UEDA]* [IVPCL]? [X - = + *]? [0-3]? (! | !! | .)?
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from kaptui.plan.errors import Expected, Unreadable, Why
from kaptui.plan.halfwidth import half_width, plain_minus
from kaptui.plan.vocabulary import Contact, Relationship, Role, Standing, Style

if TYPE_CHECKING:
    from kaptui.plan.people import Person

_SAME_SIGN = str.maketrans(
    {"×": "X", "✕": "X", "✖": "X", "✗": "X", "★": "*", "☆": "*", "∗": "*", "﹡": "*", "﹢": "+", "﹦": "=", "‼": "!!"}
)
_TOKEN = re.compile(r"!+|\.+|.", re.DOTALL)
_STANDINGS = {".": Standing.OUTSIDE, "!": Standing.STRUCTURE, "!!": Standing.INNER}
_STANDING_SIGNS = {standing: sign for sign, standing in _STANDINGS.items()}
_ROLES = {role.value: role for role in Role}
_STYLES = {style.value: style for style in Style}
_RELATIONSHIPS = {relationship.value: relationship for relationship in Relationship} | {"M": Relationship.MENTOR}
_CONTACTS = {str(contact.value): contact for contact in Contact}


@dataclass(frozen=True, slots=True)
class CodePatch:
    """What a code sets; ``None`` leaves an attribute as it is, ``roles`` replace the person's (in the order U E D A)."""

    roles: tuple[Role, ...] | None = None
    style: Style | None = None
    relationship: Relationship | None = None
    contact: Contact | None = None
    standing: Standing | None = None

    def given(self) -> dict[str, object]:
        """The attributes that the code sets, by the field names of a person; empty for an empty code."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in values.items() if value is not None}


def plain_code(text: str) -> str:
    """``text`` with every variant of a sign as the code's own (``－ ＝ × ★ ！`` as ``- = X * !``), without blanks."""
    return "".join(plain_minus(half_width(text)).translate(_SAME_SIGN).split())


def parse_code(text: str, *, with_unknown: bool = False) -> CodePatch:
    """The attributes that ``text`` sets, in any order, either case, blanks allowed; an empty text sets none.

    ``m`` and ``★`` are a mentor, ``.`` stands outside. ``with_unknown`` lets ``?`` hold the place of an unknown attribute,
    as outlines write it; elsewhere it is refused, because unknown is set by an attribute's own key. Raises ``Unreadable``
    for a sign of no alphabet, a repeated one, and two of the same attribute.
    """
    found: dict[str, object] = {}
    roles: list[Role] = []
    for token in _TOKEN.findall(plain_code(text).upper()):
        if token == "?" and with_unknown:
            continue
        if token in _ROLES:
            if _ROLES[token] in roles:
                raise Unreadable(Expected.CODE, text, Why.REPEATED, token)
            roles.append(_ROLES[token])
            continue
        name, value = _attribute(token, text)
        if name in found:
            raise Unreadable(Expected.CODE, text, Why.REPEATED if found[name] == value else Why.CONTRADICTION, token)
        found[name] = value
    return _patch(roles, found)


def format_code(
    roles: Iterable[Role] = (),
    style: Style | None = None,
    relationship: Relationship | None = None,
    contact: Contact | None = None,
    standing: Standing | None = None,
) -> str:
    """The code that sets these attributes, without blanks: ``AP=2!!``; unknown attributes are left out."""
    held = set(roles)
    return "".join(
        (
            *(role.value for role in Role if role in held),
            style.value if style else "",
            relationship.value if relationship else "",
            "" if contact is None else str(contact.value),
            _STANDING_SIGNS[standing] if standing else "",
        )
    )


def code_of(person: Person) -> str:
    """The code of a person as the whole account sees them."""
    return format_code(person.roles, person.style, person.relationship, person.contact, person.standing)


def _attribute(token: str, text: str) -> tuple[str, object]:
    if token in _STYLES:
        return "style", _STYLES[token]
    if token in _RELATIONSHIPS:
        return "relationship", _RELATIONSHIPS[token]
    if token in _CONTACTS:
        return "contact", _CONTACTS[token]
    if token in _STANDINGS:
        return "standing", _STANDINGS[token]
    if token[0] in "!.":
        raise Unreadable(Expected.CODE, text, Why.REPEATED, token)
    raise Unreadable(Expected.CODE, text, Why.UNKNOWN_MARK if token == "?" else Why.STRANGE_SIGN, token)


def _patch(roles: list[Role], found: dict[str, object]) -> CodePatch:
    style, relationship = found.get("style"), found.get("relationship")
    contact, standing = found.get("contact"), found.get("standing")
    return CodePatch(
        roles=tuple(role for role in Role if role in roles) or None,
        style=style if isinstance(style, Style) else None,
        relationship=relationship if isinstance(relationship, Relationship) else None,
        contact=contact if isinstance(contact, Contact) else None,
        standing=standing if isinstance(standing, Standing) else None,
    )
