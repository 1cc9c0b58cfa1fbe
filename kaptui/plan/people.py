"""Template 2, organisation and key people 组织结构与关键人 (deck slides 3-8, 10), and the links between them."""

from typing import Any, ClassVar

from pydantic import Field, SerializerFunctionWrapHandler, model_serializer

from kaptui.plan.fields import described
from kaptui.plan.record import Day, Line, Record, Reference, Roles, Row, Text
from kaptui.plan.vocabulary import Contact, Kind, LinkKind, Relationship, Role, Standing, Style


class Person(Row):
    """Somebody who matters to the account; a name of ``""`` is a seat whose holder is unknown."""

    name: Line = described(
        "Name", "text", "", width=16, help="Leave it empty for a seat whose holder is not known yet."
    )
    title: Line = described("Title", "text", "", width=18, help="The post as printed on the card.")
    department: Line = described("Department", "text", "", width=14, help="The department the person works in.")
    reports_to: Reference | None = described(
        "Reports to",
        "ref",
        None,
        width=14,
        refers_to="people",
        help="The boss on paper. A second boss is a dotted link.",
    )
    roles: Roles = described(
        "Roles",
        "flags",
        (),
        width=6,
        choices=Role,
        help="What the person does in this customer's decisions: uses, evaluates, decides, approves. Several at once are usual.",
    )
    style: Style | None = described(
        "Style",
        "choice",
        None,
        width=5,
        choices=Style,
        help="How the person takes to change. It decides what to sell them: see the advice beside it.",
    )
    relationship: Relationship | None = described(
        "Relationship",
        "choice",
        None,
        width=4,
        choices=Relationship,
        help="Enemy, non-supporter, neutral, supporter or mentor. A mentor sells our solution inside when we are not there.",
    )
    contact: Contact | None = described(
        "Contact",
        "choice",
        None,
        width=7,
        choices=Contact,
        help="How well we know the person: none, brief, multiple or in-depth contact.",
    )
    standing: Standing | None = described(
        "Standing",
        "choice",
        None,
        width=9,
        choices=Standing,
        help="Inner circle controls outcomes (2-3 people), political structure makes things happen (2-5), outside watches.",
    )
    kind: Kind = described(
        "Kind",
        "choice",
        Kind.MEMBER,
        width=11,
        choices=Kind,
        help="A member of the customer, or somebody outside its reporting tree who has a say: consultant, colleague, salesperson.",
    )
    supports: Reference | None = described(
        "Supports rival",
        "ref",
        None,
        width=14,
        refers_to="competitors",
        help="The competitor this person would like to see win, 'do nothing' included.",
    )
    business_agenda: Text = described(
        "Business agenda", "long", "", width=24, help="What the person is measured by this year."
    )
    personal_agenda: Text = described(
        "Personal agenda",
        "long",
        "",
        width=24,
        help="What the person wants personally: recognition, security, a career, peace of mind.",
    )
    our_contact: Line = described("Our contact", "text", "", width=12, help="Who on our side looks after this person.")
    phone: Line = described("Phone", "text", "", width=14, help="Office or mobile.")
    email: Line = described("E-mail", "text", "", width=20, help="Business address.")
    wechat: Line = described("WeChat", "text", "", width=14, help="WeChat id.")
    background: Text = described(
        "Background", "long", "", width=24, help="Group headquarters, former post, school, who brought the person here."
    )
    last_contact: Day | None = described("Last contact", "date", None, width=12, help="The day we last spoke or met.")
    assumed: bool = described(
        "Assumed", "bool", False, width=7, help="Yes when what stands here is a guess that nobody confirmed."
    )
    confirmed: Day | None = described("Confirmed on", "date", None, width=12, help="The day it was last confirmed.")
    notes: Text = described(
        "Notes", "long", "", width=24, help="Anything else. Write nothing you would not say to the person's face."
    )
    archived: bool = Field(default=False, exclude_if=lambda value: not value)


class Link(Row):
    """An arrow from one person to another: influence, conflict, or a dotted line to a second boss."""

    source: Reference | None = described(
        "From", "ref", None, width=16, refers_to="people", help="Who influences; of a dotted line, who reports."
    )
    target: Reference | None = described(
        "To", "ref", None, width=16, refers_to="people", help="Who is influenced; of a dotted line, the second boss."
    )
    kind: LinkKind = described(
        "Link",
        "choice",
        LinkKind.INFLUENCES,
        width=12,
        choices=LinkKind,
        help="Influences, conflicts with, or a second boss.",
    )
    strength: int = described("Strength", "score", 1, width=8, help="1 some, 2 much, 3 decisive.", ge=1, le=3)
    note: Text = described("Note", "long", "", width=30, help="How we know.")


class Override(Record):
    """What differs about a person in one opportunity: an absent key is as the person, null is unknown in this deal."""

    UNSET_IS_ABSENT: ClassVar[bool] = True

    roles: Roles | None = described("Roles", "flags", None, width=6, choices=Role, help="Roles in this deal only.")
    relationship: Relationship | None = described(
        "Relationship", "choice", None, width=4, choices=Relationship, help="Relationship in this deal only."
    )
    standing: Standing | None = described(
        "Standing", "choice", None, width=9, choices=Standing, help="Standing in this deal only."
    )

    def __eq__(self, other: object) -> bool:
        """Unknown in this deal (null) is not the same as absent, which is as the person."""
        if not isinstance(other, Override):
            return NotImplemented
        return super().__eq__(other) and self.model_fields_set == other.model_fields_set

    def __hash__(self) -> int:
        return hash((frozenset(self.model_fields_set), self.roles, self.relationship, self.standing))

    @model_serializer(mode="wrap")
    def _only_what_differs(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        values: dict[str, Any] = handler(self)
        return {name: value for name, value in values.items() if name in self.model_fields_set}
