"""The rules of the plan test: id, severity, and what help says about each: why it matters and what to do.

Ids and severities are the table of method.md, section 5; the functions that decide when a rule fires stand in the other
files of this room under the same names.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from kaptui.insight.plan_test.finding import Severity


class Rule(NamedTuple):
    """One rule. ``title``, ``explanation`` and ``many`` are msgids; ``near`` is the severity on a near deal.

    ``many`` is the sentence for ``{count}`` subjects at once, where a screen has no room for a line each.
    """

    id: str
    severity: Severity
    title: str
    explanation: str
    many: str
    if_near: Severity | None = None

    @property
    def near(self) -> Severity:
        """The severity when the deal is near; for most rules the same as far off."""
        return self.if_near or self.severity


RULES: Final[tuple[Rule, ...]] = (
    Rule(
        "no-decider", Severity.WARNING, "No decision-maker on the map",
        "A deal whose decision-maker nobody knows is decided without us. Ask who signs; a committee "
        "may be entered as a person.",
        many="{count} deals: nobody on the map decides", if_near=Severity.URGENT,
    ),
    Rule(
        "gate-negative", Severity.URGENT, "A gate fails",
        "The answers say that the opportunity is not real, or not worth winning. Change the facts or leave the deal.",
        many="{count} deals: a gate fails",
    ),
    Rule(
        "enemy-unattended", Severity.URGENT, "Nothing planned about an enemy with power",
        "An enemy among the key players works against us every day. Plan an action aimed at this "
        "person, or one that insulates or minimises.",
        many="{count} enemies with power, and no open action answers them",
    ),
    Rule(
        "close-overdue", Severity.URGENT, "Close date has passed",
        "An open deal with a close date in the past makes every forecast wrong. Ask for the new date, "
        "or close the deal.",
        many="{count} deals: still open after their close date",
    ),
    Rule(
        "no-approver", Severity.WARNING, "No approver on the map",
        "Somebody can still say no after everybody has said yes. Find out who approves.",
        many="{count} deals: nobody on the map approves",
    ),
    Rule(
        "decider-untouched", Severity.WARNING, "A decider hardly knows us",
        "Whoever decides or approves should have met us more than once. Plan contact, or find a way in.",
        many="{count} who decide or approve hardly know us",
    ),
    Rule(
        "no-opponent", Severity.WARNING, "Nobody seems to be against us",
        "In every deal somebody prefers a rival, or doing nothing. Ask who supports your competitor.",
        many="{count} deals: who supports your competitor, 'do nothing' included?",
    ),
    Rule(
        "outnumbered", Severity.WARNING, "Key players against us are not outnumbered",
        "Among those with power our supporters do not outnumber our opponents. Win one, or turn one.",
        many="{count} deals: key players against us are not outnumbered",
    ),
    Rule(
        "deciders-alone", Severity.WARNING, "The deciders stand alone",
        "Every decision-maker is for us, but most key players are not: a decision against one's own "
        "people rarely holds. Broaden the support.",
        many="{count} deals: those who decide are for us, most key players are not",
    ),
    Rule(
        "single-threaded", Severity.HINT, "Single-threaded",
        "The deal hangs on one person or one department, who may move or fall silent. Build a second "
        "thread elsewhere.",
        many="{count} deals: single-threaded", if_near=Severity.WARNING,
    ),
    Rule(
        "no-mentor", Severity.HINT, "No mentor",
        "Nobody sells our solution inside when we are not there. Find out who wins when we "
        "win.",
        many="{count} deals: nobody sells for us inside", if_near=Severity.WARNING,
    ),
    Rule(
        "inner-circle-empty", Severity.WARNING, "The inner circle is empty",
        "Somebody controls the outcome, and the plan does not say who. Usually it is two or three people.",
        many="{count} deals: nobody stands in the inner circle",
    ),
    Rule(
        "no-way-in", Severity.WARNING, "No way in to a decider",
        "No friend of ours leads to this person, or only through an enemy. Make a friend nearby, or "
        "find who influences the person.",
        many="{count} who decide or approve: no way in",
    ),
    Rule(
        "rival-unknown", Severity.WARNING, "A rival we do not know",
        "Without a rival's strategy and supporters we cannot choose ours. Ask your mentor what it "
        "promises, and to whom.",
        many="{count} rivals: strategy or supporters not known",
    ),
    Rule(
        "strategy-unfit", Severity.WARNING, "The strategy does not fit the facts",
        "Each strategy has its condition: frontal superiority, flanking access, fragment a named part, "
        "defend a cost of switching, develop no commitment this year.",
        many="{count} deals: the strategy does not fit the facts",
    ),
    Rule(
        "overconfident", Severity.WARNING, "More confident than the map allows",
        "A high probability with no decision-maker or approver for us is a wish. Lower it, or win one of them.",
        many="{count} deals: likely without anybody who decides for us",
    ),
    Rule(
        "value-unacknowledged", Severity.WARNING, "The value is not acknowledged",
        "The signal that counts is an explicit need and the value agreed in the customer's own words. "
        "Ask need-payoff questions.",
        many="{count} deals: likely, but the value is not agreed",
    ),
    Rule(
        "budget-unconfirmed", Severity.WARNING, "The budget is not confirmed",
        "A likely deal needs money that somebody has promised. Ask for amount, owner and month of release.",
        many="{count} deals: likely, but the budget is not confirmed",
    ),
    Rule(
        "overallocated", Severity.WARNING, "More in the quarters than the deal is worth",
        "The quarters add up to more than the amount. Correct one or the other.",
        many="{count} deals: the quarters hold more than the amount",
    ),
    Rule(
        "money-before-close", Severity.WARNING, "Money before the close date",
        "A quarter that ends before the signature cannot bring money. Move the money or the date.",
        many="{count} deals: money before the close date",
    ),
    Rule(
        "no-next-step", Severity.WARNING, "No next step",
        "A deal without a dated action ahead does not move. Agree the next step with the customer and enter it.",
        many="{count} deals: no open action lies ahead",
    ),
    Rule(
        "no-customer-contact", Severity.WARNING, "Nobody has spoken with the customer",
        "A likely deal in which nobody has met the customer for weeks is drifting. Call somebody today.",
        many="{count} deals: likely, but nobody has spoken with the customer",
    ),
    Rule(
        "action-loose", Severity.WARNING, "A loose action",
        "An action that is overdue, or lacks owner, date or category, will not get done, or nobody knows what for.",
        many="{count} loose actions",
    ),
    Rule(
        "step-late", Severity.WARNING, "A decision step is late",
        "The customer's own step is behind, or lies after our close date: one of the dates is wrong. "
        "Ask for the new date.",
        many="{count} of the customer's steps are late",
    ),
    Rule(
        "review-old", Severity.WARNING, "The last review is old",
        "Plans rot quietly. Let somebody who is not in love with the strategy look at it again.",
        many="{count} deals: the last review is old",
    ),
    Rule(
        "never-reviewed", Severity.HINT, "Never reviewed",
        "A strategy nobody else has looked at is an opinion. Ask a colleague to review it.",
        many="{count} deals: nobody has reviewed the strategy",
    ),
    Rule(
        "no-goal", Severity.HINT, "No goal or no strategy",
        "Without a goal nobody can tell whether the actions help. Write what we want by when, and "
        "choose one of the five strategies.",
        many="{count} deals: goal or strategy is missing",
    ),
    Rule(
        "target-gap", Severity.HINT, "Below the year's target",
        "What is won and weighted does not reach the target of the fiscal year. Look for more, or "
        "raise what is likely.",
        many="{count} targets out of reach",
    ),
    Rule(
        "concentration", Severity.HINT, "The year hangs on one deal",
        "If this deal slips, the year is lost. Protect it, and build others.",
        many="{count} deals hold most of the year",
    ),
    Rule(
        "stale-knowledge", Severity.HINT, "Stale knowledge",
        "People change posts and minds. Confirm what the plan says about this person.",
        many="what we know of {count} people is stale",
    ),
    Rule(
        "need-orphan", Severity.HINT, "A need without people or solution",
        "A need that nobody feels, or that we have no answer to, sells nothing. Name who cares, and our solution.",
        many="{count} needs without people or solution",
    ),
    Rule(
        "value-missing", Severity.HINT, "A value not written or not scored",
        "Without value on both sides nobody can tell a win-win. Write both values and score them.",
        many="{count} entries without a value or a score",
    ),
    Rule(
        "spin-thin", Severity.HINT, "Few SPIN threads",
        "Prepare three to five problems that the customer has and we can solve, each with a problem "
        "and an implication question.",
        many="{count} deals: few SPIN threads",
    ),
    Rule(
        "spin-no-explicit", Severity.HINT, "No explicit need yet",
        "Implied needs do not sign contracts. Ask until the customer says that it must be solved.",
        many="{count} deals: no explicit need yet",
    ),
    Rule(
        "spin-situations", Severity.HINT, "Too many situation questions",
        "Situation questions help us, not the customer. Keep at most two in a thread and look up the rest.",
        many="{count} threads with too many situation questions",
    ),
    Rule(
        "unanswered", Severity.HINT, "Most questions not answered",
        "With fewer than half of the twenty-one questions rated the verdict is a guess. Answer what "
        "you know, ask for the rest.",
        many="{count} deals: most questions are not answered",
    ),
    Rule(
        "risks-empty", Severity.HINT, "No risks written",
        "A deal without risks has not been thought through. Write what must be true, and what may stop it.",
        many="{count} deals: no risks are written",
    ),
    Rule(
        "need-unlinked", Severity.HINT, "No need linked",
        "Without a need that the deal meets, all we sell is a product. Link at least one need.",
        many="{count} deals: no need is linked",
    ),
    Rule(
        "no-opportunity", Severity.HINT, "No open opportunity",
        "Nothing can be won here at present. Look at needs and value match for a place to start.",
        many="{count} accounts without an open opportunity",
    ),
)
"""All rules in the order of the method's table."""

RULE_BY_ID: Final[Mapping[str, Rule]] = {rule.id: rule for rule in RULES}


def rule_of(rule_id: str) -> Rule:
    """The rule of that id. Raises ``KeyError`` for an unknown one."""
    return RULE_BY_ID[rule_id]
