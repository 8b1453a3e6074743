"""English words by which rules tell measures, groups and wholes."""

from __future__ import annotations

from verifier.checks.words.lexicon import Lexicon, numbered, phrases

LEXICON = Lexicon(
    ups=("rose", "grew", "increas", "climb", "jump", "surg", "soar", "went up"),
    downs=("fell", "drop", "declin", "decreas", "slip", "slid", "plung", "sank"),
    staff=phrases(
        "doctor, nurse, employee, agent, driver, courier, technician, teacher, coach, "
        "operator, manager, seller, keeper, worker, volunteer, supplier, vendor"
    ),
    pronouns=phrases(
        "they, their, them, theirs, it, its, this, that, these, those, he, she, his, "
        "her, there, such, same, ones, here"
    ),
    numbers=numbered(
        "one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve"
    ),
    of_two={
        **dict.fromkeys(phrases("the former, former, the first, the first one"), 0),
        **dict.fromkeys(phrases("the latter, latter, the second, the second one"), 1),
    },
    former_latter=phrases("the former, the latter"),
    of_them=phrases(
        "of them, of these, of those, among them, among these, of which, of whom, "
        "of that, within it, there"
    ),
    origins=phrases(
        "from, by, came, come, comes, originated, arose, stem, stemmed, sits, sit, "
        "sat, "
        "have, has, had, via, through, on, to, earns, earned, using, who, which, that"
    ),
    all_things=phrases("everything, whole, entire, total, overall, everyone"),
    persons=phrases(
        "user, users, customer, customers, client, clients, member, members, patient, "
        "patients, employee, employees, guest, guests, donor, donors, student, "
        "students, driver, drivers, person, buyer, shopper, visitor, subscriber, "
        "participant, learner, pupil, tenant, tenants, worker, applicant, reader, "
        "borrower, passenger, owner, keeper, volunteer, runner, rider, agent, seller, "
        "supplier, vendor, company, account, household, author, player, teacher, "
        "candidate, resident, parent, doctor, nurse, courier, technician, "
        "respondent, respondents, attendee, registrant, claimant, caller"
    ),
    people=phrases("people, persons, individuals, folks, men, women, children"),
    ids=phrases("id, ids, no, nr, number, code, name, key, uid, uuid, ref, full"),
    different=phrases(
        "different, distinct, unique, separate, individual, deduplicated"
    ),
    particles=phrases("with, without, incl, excl, including, excluding, before, after"),
    states={
        "gross": phrases("before tax, before deductions, before charges, before fees"),
        "net": phrases(
            "after discounts, after discount, after rebates, after tax, after fees, "
            "after deductions, after charges, after returns, take-home, takings after"
        ),
        "actual": phrases("actually, in fact, spent, spend, spending"),
        "budget": phrases("budgeted, planned, plan"),
        "planned": phrases("plan, plans, budgeted, scheduled, target"),
        "plan": phrases("planned, budgeted, target"),
        "target": phrases("targeted, planned, plan, goal"),
        "ordered": phrases("order, orders"),
        "delivered": phrases("delivery, arrived, received, shipped"),
        "opening": phrases("opened, start, beginning"),
        "closing": phrases("closed, end"),
    },
    plain_states=phrases(
        "compared, based, needed, used, combined, averaged, totalled, totaled, "
        "reached, remained, followed, told, counted, managed, turned, added, needed, "
        "expected, included, excluding, including, averaging, totalling, reported, "
        "bring, during, spring, evening, morning, being, been, seen, even, often, "
        "between, then, when, seven, eleven, ten, open, children, women, men, hundred, "
        "coming, going, making, taking, doing, led, red, need, speed, indeed, thing, "
        "something, everything, nothing, according, considering, given, taken, "
        "leading, following, remaining, outstanding, resulting, building, weekend"
    ),
    times=(
        "time",
        "duration",
        "wait",
        "delay",
        "prep",
        "stop",
        "idle",
        "downtime",
        "session",
        "length",
        "ride",
        "trip",
        "call",
        "handl",
        "respon",
        "talk",
        "queue",
        "work",
        "run",
        "stay",
        "late",
        "lead",
        "cycle",
        "flight",
        "process",
        "service",
    ),
    year_columns=phrases("season, vintage, cohort, fy, yr"),
    middle=phrases("middle, midmost"),
    more_than=phrases("more than, over, above, longer than, higher than, beyond"),
    less_than=phrases("less than, under, below, fewer than, shorter than, lower than"),
    or_beyond=phrases(
        "or less, or fewer, or under, or below, or lower, or sooner, or cheaper, "
        "or more, or over, or above, or longer, or higher"
    ),
    pieces=phrases("unit, units, piece, pieces, copy, copies, pcs"),
    quantities=phrases("qty, quantity, units, pieces, items, count, pcs, copies"),
    of_quantity=phrases(
        "sold, ordered, booked, shipped, delivered, number, of, no, n, num, total, "
        "count, cnt, qty, quantity, bought"
    ),
)
