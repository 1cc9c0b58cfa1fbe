"""What each screen is for and what good answers hold, for ``?``: the deck's prompts and the rules of the method."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from kaptui.plan.advice import STYLE_ADVICE
from kaptui.plan.assessment import QUESTIONS
from kaptui.plan.vocabulary import label_of
from kaptui.text import N_, tr

_GUIDANCE: Final[Mapping[str, tuple[str, ...]]] = {
    "profile": (
        N_("Who the customer is, what it wants and what troubles it. Read it before a visit; whoever takes over the account starts here."),
        N_("Write facts with their source and date, in the customer's own words: goals with a number and a deadline, the budget with who releases it and when."),
        N_("s marks an answer as confirmed today or as assumed; the age beside it says when to ask again."),
        N_("Below stand the facts of the plan: owner, team, unit, fiscal years, targets. A year without a target of its own takes the sum of its quarters; changing the fiscal-year start moves no money."),
    ),
    "people": (
        N_("Everybody who has a say in what the customer buys: decision role, style, relationship with us, contact and standing. What is not known stays ? and is worth an action."),
        N_("A user works with it, an evaluator judges it, a decision-maker chooses, an approver can still say no. One person may be several of them; a committee may be entered as a person."),
        N_("A mentor (*) is more than a friend: somebody who sells our solution inside when we are not there."),
        N_("The inner circle (!!, usually 2-3 people) controls outcomes, the political structure (!, 2-5) makes things happen, the outside watches. Key players are those in the inner circle or the political structure and, until told, a D or A whose standing is unknown."),
        N_("c takes the whole code at once, in any order: AP=2!! is an approver, a pragmatist, neutral, met several times, in the inner circle. What is left out stays as it is."),
        N_("What each style wants, buys, and should be sold:"),
    ),
    "links": (
        N_("Who moves whom: influence (from, to, strength 1 to 3), conflicts, and dotted lines to a second boss."),
        N_("Influence decides whom our friends reach, and the way in to a decider we hardly know: an influence link is the shortest step, then boss or report, then a colleague under the same boss; never through an enemy."),
        N_("Write how we know: who is asked before decisions, whose opinion counts, who brought whom, who quarrels with whom."),
    ),
    "competitors": (
        N_("Who else wants this customer's money: what they have sold here and to which departments, what the customer spends on them each year, how close they are, and what they are trying to do. T turns the table."),
        N_("'Do nothing' and 'build it themselves' are rivals too: enter them, and who would like that."),
        N_("Say which of the five strategies each rival follows and, in the table of people, whom each person supports. A rival whose strategy or supporters are unknown is a finding: ask your mentor what it promises, and to whom."),
    ),
    "needs": (
        N_("The customer's complaint may be your opportunity. Begin where it hurts: the challenge, then what a solution must be able to do, then what the customer gains from it, in numbers."),
        N_("Know what they want and why. Each department, and each person in it, cares about something else: write who cares about what, and name them."),
        N_("Then which of our solutions solves which of their problems. A need without people or without a solution is a finding; a department with nobody on the map stands there as a ghost."),
    ),
    "values": (
        N_("Each solution stands by its value to the customer (up) and to us (right), 1 to 5. Above 3 on both is the best opportunity, win-win: put the effort there."),
        N_("High for us and low for them is a hard sale: find the need it serves, or change it. High for them and low for us is a favour: be paid for it, or keep it small."),
        N_("Enter lifts an entry, the arrows move it by a point, Enter drops it. A score needs a reason: write both values, the customer's in the customer's words and numbers."),
    ),
    "spin": (
        N_("Prepare 3-5 problems that the customer has and we can solve: for each a problem question, and for the predicament behind it an implication question. One row is one thread."),
        N_("Ask few situation questions: they help us, not the customer. Dare to ask problem questions, they lie closer to success, but not so many that the mood sinks."),
        N_("Implication questions make a problem that looks small larger and larger, until the customer wants to act. They must work in our favour, and never depress the customer."),
        N_("Need-payoff questions let the customer say what solving it is worth. Do not try to solve everything: let the customer say which remedy helps most."),
        N_("Treat the customer as the expert and follow the emotional line of the talk. Do not hurry to judge or to sell: ask open questions (why, what, how, who, where), listen, write down."),
        N_("The signal that counts: the customer has an explicit need and agrees with the value it brings. Write both in the customer's own words."),
        N_("For example: What is your biggest challenge at present? Are you content with the equipment you have? Have you considered how reliable this machine is? Does it matter to you to solve this? Why do you find this solution so useful?"),
    ),
    "assessment": (
        N_("Twenty-one questions: is it a real opportunity, can we compete, will we win, is it worth winning? Have four things ready first: customer and competitors, key people and decision process, needs analysis, value match."),
        N_("+ always means good for us: o2 a firm date, o5 a confirmed budget, o7 safe, w3 under control, v1 to v3 attractive. In a rival's column + is good for that rival."),
        N_("'Real' and 'worth' are gates. A gate fails when at least half of it is answered and more answers are - than +; the verdict is then to reconsider."),
        N_("With fewer than half answered, of all or of a gate, explore first. Pursue when both gates and 'compete' are above zero, 'win' has two + and the customer agrees with our value (c2). Else be cautious."),
        N_("An answer without evidence is an opinion: E writes who said it, or where it is written."),
    ),
    "opportunities": (
        N_("Which projects these solutions make possible: what they bring, when they close, when they are delivered, how likely we are to win, how they fall into the quarters, and what they depend on."),
        N_("A quarter takes an amount, or a share such as 25%. What is in no quarter is unallocated, as is usual for deals over several years; < and > turn the year."),
        N_("Weighted is each open deal's amount times its own probability, added up. Won deals count in full and stand apart; lost and dropped ones count nowhere. An unknown amount or probability counts 0 and is named below."),
        N_("A deal without risks has not been thought through: write what must be true for it to happen, and what may stop it."),
    ),
    "strategy": (
        N_("Goal, strategy, review, action plan. The goal says what we want from this customer by when, so that anybody can tell whether it was reached."),
        N_("Frontal: only with clear superiority in the customer's eyes, about 3 : 1 over the best rival."),
        N_("Flanking: we lose by today's criteria but can shift them, and have access to the inner circle. Best introduced late."),
        N_("Fragment: the whole cannot be won, one part can. Name the part and its amount."),
        N_("Defend: we are the incumbent under attack. Raise the cost of switching."),
        N_("Develop: nothing can be won now. Build position, and keep it out of this year's commitment."),
        N_("The steps are the customer's, not ours: specification, tender, committee, approval, signature. An action has one owner, a due date, a category and, at best, the person it is meant to move."),
        N_("Let somebody who is not in love with the strategy review it: where can we be beaten, and what is to be done about it?"),
    ),
    "dashboard": (
        N_("Where this account stands and what to do next. Everything is computed anew at each change, yours or a colleague's."),
        N_("Qualification is the assessment of the opportunity in view: each section is its + minus its -, as a share of its questions."),
        N_("Weighted revenue: planned and weighted by quarter, against the target. With few deals look at the spread: low is what is reached with a probability of 80 % or more, best is every deal won."),
        N_("Power: a person weighs standing times (1 + the highest role). Support runs from -100 to +100 over the people whose relationship is known; the known share says how far to trust it. Coverage is our contact with the key players."),
        N_("A thread is somebody for us whom we have met several times. With at most one, or all of them in one department, the deal is single-threaded. Reach is the share of those who decide or approve whom our friends, or our enemies, can influence."),
        N_("The map is red without a key player for us, amber with one, green when one of them decides or approves."),
        N_("The plan test asks what a good sales manager would ask. Enter goes to the place that mends a finding; the number is the money at stake."),
    ),
}  # fmt: skip


def guidance(place: str) -> list[str]:
    """What the screen of that place is for, a paragraph an item, in the present language; empty for others."""
    return [*(tr(text) for text in _GUIDANCE.get(place, ())), *_details(place)]


def _details(place: str) -> Iterator[str]:
    """What is said once in the plan's own descriptions: the advice by style, what + means for each question."""
    if place == "people":
        for style, advice in STYLE_ADVICE.items():
            yield tr(
                "  {style}: wants {wants}; buys {buys}; sell {sell}",
                style=f"{style.value} {tr(label_of(style))}",
                wants=tr(advice.wants),
                buys=tr(advice.buys),
                sell=tr(advice.sell),
            )
    if place == "assessment":
        for question in QUESTIONS:
            yield f"  {question.id} {tr(question.text)} {tr(question.advice)}"
