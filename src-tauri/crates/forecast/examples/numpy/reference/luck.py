"""What a plan draws in some of its trials, shared by every world."""

import numpy as np

import draws
from facts import EXTERNAL, WORK

MOST = 1.24
MONTH = 365.25 / 12.0
CANDIDATES = 3.0
WEEK_HOURS = 40.0


def slowness(load):
    """m: the factor on effort under a load of debt."""
    return 1.0 - MOST * np.expm1(load / -MOST)


class Luck:
    """The draws of trials `first` to `first + count`: a row for each trial."""

    def __init__(self, facts, seed, first, count):
        self.count = count
        self.keys = draws.trial_keys(seed, first, count)
        self.drag = self.of_debts(facts, "drag", draws.DRAG)
        self.toil = self.of_debts(facts, "toil", draws.TOIL) / WEEK_HOURS
        self.loss = self.of_debts(facts, "incident_loss", draws.LOSS)
        self.principal = self.of_debts(facts, "principal", draws.PRINCIPAL)
        self.efforts(facts)
        self.incidents(facts)

    def of_debts(self, facts, field, purpose):
        drawn = lambda debt: draws.lognormal(self.keys, debt[field], draws.subject(debt["id"], purpose))
        columns = [drawn(debt) for debt in facts.debt_list]
        return np.array(columns).reshape(len(columns), self.count).T.copy()

    def efforts(self, facts):
        """Effort of each item in person-days, drift included, and the day of delivery of each external one."""
        half = np.sqrt(0.5)
        of_plan = draws.normal(self.keys, draws.subject(draws.NOBODY, draws.RATE))
        of_team = [draws.normal(self.keys, draws.subject(team["id"], draws.RATE)) for team in facts.teams]
        drift = [np.exp(facts.drift * (half * of_plan + half * one)) for one in of_team]
        # Estimates on the basis of today hold the drag of today's debts.
        today = (self.drag * np.where(facts.stands, facts.unpaid, 0.0)) @ facts.lies_on
        today = slowness(today)
        self.effort = np.zeros((self.count, len(facts.order) + 1))
        self.delivery = np.zeros((self.count, len(facts.order)), np.int64)
        for node, name in enumerate(facts.order):
            item = facts.items[name]
            if facts.role[node] == EXTERNAL and item["delivery"]:
                days = (facts.day(item["delivery"][field]) for field in ("low", "likely", "high"))
                self.delivery[:, node] = draws.delivery_day(self.keys, *days, draws.subject(name, draws.DELIVERY))
            if facts.role[node] != WORK:
                continue
            if item["estimate"]:
                effort = draws.lognormal(self.keys, item["estimate"], draws.subject(name, draws.EFFORT))
            else:
                effort = sum(part * self.principal[:, facts.debt_of[debt]] for debt, part in item["pays"].items())
            if item["basis"] == "today" and item["kind"] != "paydown":
                m = 1.0
                for component, share in item["components"].items():
                    m = m + share * (today[:, facts.component_of[component]] - 1.0)
                effort = effort / m
            self.effort[:, node] = effort * drift[facts.team[node]]

    def incidents(self, facts):
        """The streams of candidates for incidents, of the debts that have any."""
        loss = lambda debt: debt["incident_loss"]["likely"] if debt["incident_loss"] else 0.0
        losing = lambda debt: debt["incident_rate"] > 0.0 and loss(debt) > 0.0
        self.losing = np.array([at for at, debt in enumerate(facts.debt_list) if losing(debt)], np.int64)
        names = [facts.debt_list[at]["id"] for at in self.losing]
        rates = [facts.debt_list[at]["incident_rate"] for at in self.losing]
        self.between = MONTH / (CANDIDATES * np.array(rates))
        self.arrivals = np.array([draws.subject(name, draws.ARRIVAL) for name in names], np.uint64)
        self.chances = np.array([draws.subject(name, draws.CHANCE) for name in names], np.uint64)

    def candidate(self, trial, which, index):
        """The wait for a candidate of a debt after the one before, and its uniform."""
        wait = -np.log(draws.uniform(self.keys[trial], self.arrivals[which], index)) * self.between[which]
        return wait, draws.uniform(self.keys[trial], self.chances[which], index)
