"""A second reading of how dates are made: the same plan, the same draws, in Python with numpy.

Reads `{"plan", "today", "seed", "trials"}` and writes P50 and P85 of each item in each world, in days from today, and
what it took. With `"every"`, the day of each item in every trial as well. The plan holds no history that teams learn from.
"""

import json
import sys
import time

import numpy as np

from facts import Facts
from luck import Luck
from trials import NEVER, Trials

# Items times trials that are taken together: the more the better each call is used, up to about a gigabyte.
TOGETHER = 2_000_000

WORLDS = {"as_planned": (True, True), "debt_free": (False, False), "never_paid": (True, False)}


def finishes(facts, seed, trials):
    """The finish of each item in each trial, by world."""
    days = {world: [] for world in WORLDS}
    together = max(TOGETHER // max(len(facts.order), 1), 100)
    for first in range(0, trials, together):
        luck = Luck(facts, seed, first, min(together, trials - first))
        for world, (has_debts, pays) in WORLDS.items():
            # Without a paydown to come, never paid is as planned.
            if world == "never_paid" and not facts.paydowns_to_come:
                days[world].append(days["as_planned"][-1])
            else:
                days[world].append(Trials(facts, luck, has_debts, pays).run())
    return {world: np.concatenate(chunks) for world, chunks in days.items()}


def quantiles(days):
    """The first day by which half, and 85 %, of the trials have finished, for each item."""
    n_trials = len(days)
    places = [max(int(np.ceil(share * n_trials - 1e-9)), 1) - 1 for share in (0.5, 0.85)]
    return np.partition(days, places, axis=0)[places].T


def told(day):
    return None if day >= NEVER else int(day)


def main():
    asked = json.load(sys.stdin)
    wall, processor = time.perf_counter(), time.process_time()
    facts = Facts(asked["plan"], asked["today"])
    days = finishes(facts, asked["seed"], asked["trials"])
    items = {world: quantiles(found) for world, found in days.items()}
    answer = {"wall": time.perf_counter() - wall, "processor": time.process_time() - processor}
    name = lambda rows: {item: list(map(told, row)) for item, row in zip(facts.order, rows)}
    answer["quantiles"] = {world: name(rows) for world, rows in items.items()}
    if asked.get("every"):
        answer["every"] = {world: name(found.T) for world, found in days.items()}
    json.dump(answer, sys.stdout)


main()
