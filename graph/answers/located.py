"""Answers that list what is at a place: offerings, actors, cooperations, needs, potentials, participation, planning."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from graph.answers.base import Answer, Rows, Run, group


def _placed(run: Run, located: Rows, apart: Rows, links: Sequence[str], statement: str = "main") -> Answer:
    """Located rows and, apart from them, those whose place is not known; where no place was asked about, all are rows."""
    seen = {row["id"] for row in located}
    apart = [row for row in apart if row["id"] not in seen]
    if run.arguments.places:
        located, apart = _in_the_street(run, [*located, *apart]), []
    notes: list[str] = []
    rows = run.narrowed(run.ordered(located), notes)
    unlocated = run.narrowed(run.ordered(apart), [])
    for row in unlocated:
        row["within"] = None
    if run.arguments.everywhere:
        rows, unlocated = [*rows, *unlocated], []
    edge = sum(0 < (row.get("within") or 0.0) < 1.0 for row in rows)
    if edge and not run.arguments.everywhere:
        notes.append(run.say("edge", edge))
    if unlocated:
        notes.append(run.say("unlocated", len(unlocated)))
    if run.arguments.verified_since:
        notes.append(run.say("verified_since", date=run.arguments.verified_since))
    shown, others = run.shown(rows, notes), run.shown(unlocated, notes)
    run.complete([*shown, *others], *links)
    return Answer(shown, others, notes, statement)


def _apart(run: Run) -> Rows:
    """What has no place, and what is only known to be somewhere around."""
    found = run.unlocated()
    seen = {row["id"] for row in found}
    return [*found, *(row for row in group(run.rows("coarse")) if row["id"] not in seen)]


def _listed(run: Run, found: Rows, links: Sequence[str], statement: str) -> Answer:
    """Rows that all belong to the answer, wherever they are."""
    notes: list[str] = []
    rows = run.shown(run.narrowed(run.ordered(found), notes), notes)
    return Answer(run.complete(rows, *links), notes=notes, statement=statement)


def _in_the_street(run: Run, rows: Rows) -> Rows:
    """Only what is at one of the places meant."""
    here = set(run.arguments.places)
    return [row | {"within": 1.0} for row in rows if row.get("place") in here]


def _of_actor(run: Run, statement: str, located: Rows) -> Rows:
    """What one actor has: all of it, or where a place was said the part that lies there."""
    own = group(run.rows(statement))
    if run.arguments.everywhere:
        return own
    inside = {row["id"]: row for row in located}
    return [inside[row["id"]] for row in own if row["id"] in inside]


def offerings(run: Run) -> Answer:
    """Offerings located at the place, then those that serve it from elsewhere, told apart by `reach`."""
    links = ("actor", "carrier", "place")
    if run.arguments.actor and run.arguments.everywhere:
        return _reached(_listed(run, group(run.rows("provided")), links, "provided"))
    located = group(run.rows())
    seen = {row["id"] for row in located}
    serving = [row | {"within": 0.0} for row in group(run.rows("serving")) if row["id"] not in seen]
    if run.arguments.actor:
        return _reached(_listed(run, _of_actor(run, "provided", [*located, *serving]), links, "provided"))
    apart = _apart(run)
    answer = _reached(_placed(run, [*located, *serving], apart, links))
    if not answer.rows and run.arguments.target_groups and run.arguments.themes:
        answer.notes.append(run.say("other_groups"))
    if serving and not run.arguments.places:
        answer.notes.insert(0, run.say("serving", len(serving)))
    return answer


def _reached(answer: Answer) -> Answer:
    """Every row says how it reaches people; one that has a place and says nothing else is there."""
    for row in [*answer.rows, *answer.unlocated]:
        row["reach"] = row.get("reach") or ("place" if row.get("place") else None)
    return answer


def actors(run: Run) -> Answer:
    """Actors located at the place, or the members of a cooperation."""
    links = ("carrier", "place")
    if run.arguments.cooperation:
        answer = _listed(run, group(run.rows("members"), many=("role",)), links, "members")
        only_named = [name for row in run.rows("unresolved") for name in row["names"]]
        if only_named:
            answer.notes.append(run.say("named_only_members", names=", ".join(only_named)))
        return answer
    apart = _apart(run)
    return _placed(run, group(run.rows()), apart, links)


def cooperations(run: Run) -> Answer:
    """Cooperations that concern the place or have a member there; all where no place is said; or those of one actor,
    of two together, or one by name."""
    if run.arguments.cooperation:
        found, statement = group(run.rows("named"), many=("members",)), "named"
    elif run.arguments.actor:
        found, statement = group(run.rows("joined"), many=("members",)), "joined"
    elif run.arguments.everywhere:
        found, statement = group(run.rows("everywhere"), many=("members",)), "everywhere"
    else:
        found, statement = group([*run.rows(), *run.rows("members")], many=("members",)), "main"
    if run.arguments.other:
        found = [row for row in found if run.arguments.other in row["members"]]
    if run.arguments.actor and not run.arguments.everywhere:
        here = {row["id"] for row in group([*run.rows(), *run.rows("members")])}
        found = [row for row in found if row["id"] in here]
    for row in found:
        row["unresolved"] = row.get("unresolved") or []
    return _listed(run, found, ("members",), statement)


def coordinators(run: Run) -> Answer:
    """Who coordinates the named cooperation, or the cooperations of the place."""
    if run.arguments.cooperation:
        found, statement = run.rows("named"), "named"
    elif run.arguments.everywhere:
        found, statement = run.rows("everywhere"), "everywhere"
    else:
        found, statement = [*run.rows(), *run.rows("members")], "main"
    answer = _listed(run, group(found, many=("cooperations",)), ("cooperations",), statement)
    answer.notes += [] if answer.rows else [run.say("no_coordinator")]
    return answer


def needs(run: Run) -> Answer:
    """Needs voiced for the place; those that something meets by now come last."""
    many, links = ("voiced_by", "themes", "target_groups"), ("voiced_by", "themes", "target_groups")
    located = group(run.rows(), many=many)
    if run.arguments.actor:
        own = group(run.rows("voiced"), many=many)
        inside = {row["id"]: row for row in located}
        chosen = own if run.arguments.everywhere else [inside[row["id"]] for row in own if row["id"] in inside]
        answer = Answer(run.decorate(chosen, *links), statement="voiced")
    elif run.arguments.everywhere:
        every = {row["id"]: row for row in [*run.unlocated(many), *located]}
        answer = Answer(run.decorate(list(every.values()), *links))
    else:
        answer = _placed(run, located, run.unlocated(many), links)
    answered = sum(row["answered"] for row in answer.rows)
    if answered and not run.arguments.status:
        answer.notes.insert(0, run.say("answered", answered))
    answer.rows.sort(key=lambda row: row["answered"])
    return answer


def potentials(run: Run) -> Answer:
    """What somebody can open here, and the open needs here on the same topic."""
    links = ("actor", "place")
    located = group(run.rows())
    if run.arguments.actor:
        answer = Answer(run.decorate(_of_actor(run, "opened", located), *links), statement="opened")
    else:
        answer = _placed(run, located, _apart(run), links)
    needs: dict[str, set[str]] = defaultdict(set)
    for row in run.rows("wanted"):
        needs[row["theme"]].add(row["need"])
    topics = run.rows("about", potentials=[row["id"] for row in answer.rows]) if needs else []
    by_id = {row["id"]: sorted({need for theme in row["themes"] for need in needs[theme]}) for row in topics}
    names = run.names({need for found in by_id.values() for need in found})
    for row in answer.rows:
        row["needs"] = [{"id": need, "name": names.get(need, {}).get("name")} for need in by_id.get(row["id"], [])]
    return answer


def participation(run: Run) -> Answer:
    """Participation formats that concern the place or meet there; without a place apart."""
    located = group([*run.rows(), *run.rows("located")], many=("organiser",))
    return _everywhere_too(run, located, run.unlocated(("organiser",)), ("organiser", "place"))


def planning(run: Run) -> Answer:
    """Planning processes for the place; those for the whole municipality apart."""
    many, links = ("organiser", "concepts"), ("organiser", "concepts")
    located = group(run.rows(), many=many)
    if run.arguments.actor:
        own = group(run.rows("led"), many=many)
        inside = {row["id"] for row in located}
        chosen = own if run.arguments.everywhere else [row for row in own if row["id"] in inside]
        return Answer(run.decorate(chosen, *links), statement="led")
    return _everywhere_too(run, located, run.unlocated(many), links)


def _everywhere_too(run: Run, located: Rows, apart: Rows, links: Sequence[str]) -> Answer:
    """Where no place was said, what is for all places belongs to the answer itself."""
    if not run.arguments.everywhere:
        answer = _placed(run, located, apart, links)
        answer.notes = [note for note in answer.notes if note != run.say("unlocated", len(answer.unlocated))]
        if answer.unlocated:
            answer.notes.append(run.say("town_wide", len(answer.unlocated)))
        return answer
    seen = {row["id"] for row in located}
    return Answer(run.decorate([*located, *(row for row in apart if row["id"] not in seen)], *links))


def unverified(run: Run) -> Answer:
    """Offerings nobody verified since a day (default: a year before today), the oldest first."""
    since = run.arguments.since or f"{run.today.year - 1}{run.today.isoformat()[4:]}"
    located = group(run.rows("main", since=since))
    answer = _placed(run, located, run.unlocated(), ("actor", "carrier", "place"))
    for rows in (answer.rows, answer.unlocated):
        rows.sort(
            key=lambda row: (
                row.get("last_verified") or "",
                row.get("last_seen") or "",
                str(row["name"]).casefold(),
                row["id"],
            )
        )
    answer.notes.insert(0, run.say("unverified", date=since))
    return answer


def departments(run: Run) -> Answer:
    """Departments with a recorded responsibility on the topic; else those of its sector; or what one of them answers for."""
    if run.arguments.actor:
        rows = run.decorate(group(run.rows("borne"), many=("role",)), "department")
        return Answer(rows, notes=[] if rows else [run.say("no_responsibility")], statement="borne")
    themes = run.given["themes"] or run.themes_of_groups()
    stated = group(run.rows("main", themes=themes), many=("responsibility",))
    if stated:
        return Answer(run.decorate(stated, "responsibility"))
    by_sector = group(run.rows("fallback"), many=("sector",))
    notes = [run.say("by_sector")] if by_sector else []
    return Answer(run.decorate(by_sector, "sector"), notes=notes, statement="fallback")
