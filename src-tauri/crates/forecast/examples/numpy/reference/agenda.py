"""What is due at which instant, for all trials: a list for each day, sorted by trial and time when the day comes."""

from collections import defaultdict

import numpy as np

from facts import EPS

RELEASE, DELIVER = range(2)


class Agenda:
    def __init__(self, n_trials, n_days):
        self.n_trials, self.n_days = n_trials, n_days
        self.days = defaultdict(list)
        # What is due today: trial, node, instant and what; how far each trial is in it, and where its part ends.
        self.today = np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0), np.zeros(0, np.int64)
        self.at, self.stop = np.zeros((2, n_trials), np.int64)
        self.time = np.array([np.inf])

    def add(self, trial, node, t, what):
        """Writes down what comes before the cap."""
        comes = t <= self.n_days
        trial, node, t = trial[comes], node[comes], t[comes]
        day = (t + EPS).astype(np.int64)
        order = np.argsort(day, kind="stable")
        days, starts = np.unique(day[order], return_index=True)
        for on, some in zip(days, np.split(order, starts[1:])):
            self.days[on].append((trial[some], node[some], t[some], np.full(len(some), what)))

    def turn(self, day):
        """Takes up what was written down for this day."""
        new = self.days.pop(day, [])
        if not new:
            return
        ahead = np.arange(len(self.today[0])) >= self.at[self.today[0]]
        trial, node, t, what = map(np.concatenate, zip([column[ahead] for column in self.today], *new))
        order = np.lexsort((t, trial))
        self.today = trial[order], node[order], t[order], what[order]
        self.time = np.append(np.maximum(t[order] - day, 0.0), np.inf)
        bounds = np.searchsorted(trial[order], np.arange(self.n_trials + 1))
        self.at, self.stop = bounds[:-1].copy(), bounds[1:]

    def next(self, rows):
        """When the next of it is due in these trials, as a part of the day."""
        at = self.at[rows]
        return np.where(at < self.stop[rows], self.time[at], np.inf)

    def take(self, rows):
        """The next of it in each of these trials: the node, and what."""
        at = self.at[rows]
        self.at[rows] += 1
        return self.today[1][at], self.today[3][at]
