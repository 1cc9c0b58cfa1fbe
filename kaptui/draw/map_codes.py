"""The codes of a person as the map writes them: one letter or sign per attribute, at fixed places, unknown as ``?``."""

from __future__ import annotations

from collections.abc import Collection

from kaptui.draw.map_model import MapPerson
from kaptui.draw.picture import Tone
from kaptui.plan.vocabulary import Contact, Relationship, Role, Standing

CHANGED_LETTERS = {"roles": "r", "relationship": "s", "standing": "w"}
"""What differs in a deal, by the keys that edit it on the map; drawn as ``{rs}``."""

CODE_CELLS = 12
"""The width of ``code``."""


def standing_sign(standing: Standing | None) -> str:
    """``+ o @ ?``: the corner of the person's box in ASCII."""
    match standing:
        case Standing.OUTSIDE:
            return "+"
        case Standing.STRUCTURE:
            return "o"
        case Standing.INNER:
            return "@"
        case None:
            return "?"


def role_letters(roles: Collection[Role]) -> str:
    """Four cells, each role at its own place: ``UE..``, ``...A``, ``....`` for none."""
    return "".join(role.value if role in roles else "." for role in Role)


def contact_gauge(contact: Contact | None) -> str:
    """``... #.. ##. ###``, and ``???`` where it is unknown."""
    return "???" if contact is None else "#" * contact.value + "." * (3 - contact.value)


def relationship_sign(relationship: Relationship | None) -> str:
    """``X - = + *``, and ``?`` where it is unknown."""
    return relationship.value if relationship else "?"


def code(person: MapPerson) -> str:
    """Roles, style, relationship and contact in ``CODE_CELLS`` cells: ``UE.. V = ##.``."""
    style = person.style.value if person.style else "?"
    return (
        f"{role_letters(person.roles)} {style} {relationship_sign(person.relationship)} {contact_gauge(person.contact)}"
    )


def first_step(person: MapPerson) -> str:
    """The number of the first decision step the person acts in, ``.`` for none."""
    return str(person.steps[0]) if person.steps else "."


def changed_mark(person: MapPerson) -> str:
    """``{rs}``: what differs in this deal (r roles, s relationship, w standing); empty where nothing does."""
    letters = "".join(CHANGED_LETTERS[name] for name in person.changed)
    return f"{{{letters}}}" if letters else ""


def relationship_tone(relationship: Relationship | None) -> Tone:
    """The tone that repeats a relationship."""
    match relationship:
        case Relationship.ENEMY:
            return Tone.ENEMY
        case Relationship.NON_SUPPORTER:
            return Tone.OPPONENT
        case Relationship.NEUTRAL:
            return Tone.PLAIN
        case Relationship.SUPPORTER:
            return Tone.SUPPORTER
        case Relationship.MENTOR:
            return Tone.MENTOR
        case None:
            return Tone.UNKNOWN


def tone_of(person: MapPerson) -> Tone:
    """The tone that repeats the person's relationship."""
    return relationship_tone(person.relationship)
