"""What the debts cost at an instant of each trial: what is unpaid, how it grows, drag, toil, and incidents to come."""

import numpy as np

from facts import EPS, expand
from luck import CANDIDATES, slowness


class Debts:
    def __init__(self, facts, luck, has_debts):
        self.facts, self.luck, self.has_debts = facts, luck, has_debts
        n = luck.count
        n_debts, n_components = facts.lies_on.shape
        self.unpaid = np.tile(np.where(facts.stands & has_debts, facts.unpaid, 0.0), (n, 1))
        self.exists = np.tile(facts.stands, (n, 1))
        self.born = np.zeros((n, n_debts), np.int64)
        self.grown = np.ones((n, n_debts))
        self.growing = np.flatnonzero((facts.growth > 0.0) & has_debts)
        ages = np.arange(facts.n_days + 1) / 7.0
        self.growth = np.minimum(np.exp(facts.growth[self.growing, None] * ages), 3.0)
        # m of each component, the last being none at all, and the toil of each team.
        self.slow, self.toil = np.ones((n, n_components + 1)), np.zeros((n, facts.shape[0]))
        self.weigh(np.arange(n))
        # The next candidate for an incident of each debt that has any.
        losing = luck.losing
        self.stream_of = np.full(n_debts, -1)
        self.stream_of[losing] = np.arange(len(losing))
        wait, chance = luck.candidate(*np.divmod(np.arange(n * len(losing)), max(len(losing), 1)), np.uint64(0))
        self.next_candidate, self.chance = wait.reshape(n, -1), chance.reshape(n, -1)
        self.index = np.zeros((n, len(losing)), np.int64)
        self.struck = []

    def weigh(self, rows):
        """Finds what the debts cost in these trials as they are."""
        facts = self.facts
        if not self.has_debts or not len(facts.debt_list):
            return
        debts = self.unpaid[rows] * self.grown[rows]
        self.slow[rows, :-1] = slowness((debts * self.luck.drag[rows]) @ facts.lies_on)
        self.toil[rows] = (debts * self.luck.toil[rows]) @ facts.burden

    def grow(self, rows, day):
        """Debts are a day older. Whether any of them grows."""
        if len(self.growing):
            self.age(rows, day)
            self.weigh(rows)
        return len(self.growing) > 0

    def age(self, rows, day):
        age = np.maximum(day - self.born[np.ix_(rows, self.growing)], 0)
        self.grown[np.ix_(rows, self.growing)] = self.growth[np.arange(len(self.growing)), age]

    def pay(self, trial, node, t):
        """Items finish that pay debts. The trials and teams that feel it."""
        facts = self.facts
        payer = np.flatnonzero(facts.is_paydown[node])
        which, at = expand(facts.pays, node[payer])
        which = payer[which]
        return self.change(trial[which], facts.pays[2][at], -facts.fraction[at], t[which])

    def incur(self, trial, node, t, day):
        """Items finish that incur debts, from this day on. The trials and teams that feel it."""
        if not self.has_debts:
            return []
        facts = self.facts
        which, at = expand(facts.incurs, node)
        debt = facts.incurs[2][at]
        new = ~self.exists[trial[which], debt]
        which, debt = which[new], debt[new]
        # Two items may incur the same debt at the same instant.
        _, first = np.unique(trial[which] * len(facts.debt_list) + debt, return_index=True)
        which, debt = which[first], debt[first]
        of = trial[which]
        self.exists[of, debt] = True
        self.born[of, debt] = day[which]
        if len(of):
            self.age(np.unique(of), int(t[0]))
        return self.change(of, debt, facts.unpaid[debt], t[which])

    def change(self, trial, debt, by, t):
        if not len(trial):
            return []
        losing = self.stream_of[debt] >= 0
        self.catch(trial[losing], self.stream_of[debt[losing]], t[losing])
        np.add.at(self.unpaid, (trial, debt), by)
        left = self.unpaid[trial, debt]
        self.unpaid[trial, debt] = np.where(left < EPS, 0.0, left)
        self.weigh(np.unique(trial))
        which, team = np.nonzero(self.facts.felt[debt])
        return [(trial[which], team)]

    def end_day(self, day):
        """Counts the candidates of the rest of the day."""
        if self.has_debts and len(self.luck.losing):
            trial, stream = np.nonzero(self.next_candidate < day + 1.0)
            self.catch(trial, stream, np.full(len(trial), day + 1.0))

    def catch(self, trial, stream, t):
        """Counts candidates for incidents that came up to `t`; those that strike are felt tomorrow."""
        if not len(trial):
            return
        _, first = np.unique(trial * len(self.luck.losing) + stream, return_index=True)
        trial, stream, t = trial[first], stream[first], t[first]
        while len(trial):
            came = self.next_candidate[trial, stream] <= t
            trial, stream, t = trial[came], stream[came], t[came]
            debt = self.luck.losing[stream]
            strikes = self.chance[trial, stream] < self.unpaid[trial, debt] * self.grown[trial, debt] / CANDIDATES
            self.struck.append((trial[strikes], debt[strikes]))
            self.index[trial, stream] += 1
            wait, chance = self.luck.candidate(trial, stream, self.index[trial, stream])
            self.next_candidate[trial, stream] += wait
            self.chance[trial, stream] = chance

    def strikes(self):
        """The trials and debts that incidents struck since this was last asked."""
        struck, self.struck = self.struck, []
        return struck
