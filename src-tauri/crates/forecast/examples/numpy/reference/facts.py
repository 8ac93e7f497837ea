"""What no draw changes: the plan as arrays, indexed by team, by day, and by an item's place among its team's work."""

from datetime import date

import numpy as np

DONE, PARENT, EXTERNAL, MILESTONE, WORK, STUCK = range(6)

# Instants this near are one.
EPS = 1e-9


class Facts:
    """A plan, from `today` to its cap. `plan` holds what the plan's own fields hold."""

    def __init__(self, plan, today):
        self.today = date.fromisoformat(today)
        self.n_days = -(-max(plan["settings"]["cap"], 1) * 1461 // 4)
        self.drift = plan["settings"]["drift"]
        alive = {kind: living(plan[kind]) for kind in ("items", "debts", "components", "teams", "people")}
        self.items, self.debts, self.components = (alive[kind] for kind in ("items", "debts", "components"))
        self.teams, self.people = list(alive["teams"].values()), list(alive["people"].values())
        self.team_of = {team["id"]: at for at, team in enumerate(self.teams)}
        self.order = sorted(self.items, key=lambda item: (self.items[item]["rank"], item))
        self.node_of = {item: node for node, item in enumerate(self.order)}
        self.calendars()
        self.capacity()
        self.inventory()
        self.families()
        self.roles()
        self.network()
        self.work()

    def day(self, text):
        """Days from today."""
        return (date.fromisoformat(text) - self.today).days

    def calendars(self):
        """The working days of each team, and of what has no team as the last."""
        everyday = {"weekdays": [True] * 5 + [False] * 2, "holidays": {}}
        days = np.arange(self.n_days)
        n_rows = len(self.teams) + 1
        self.works = np.zeros((n_rows, self.n_days + 1), bool)
        for row, team in enumerate([*self.teams, everyday]):
            self.works[row, :-1] = np.array(team["weekdays"])[(self.today.weekday() + days) % 7]
            off = [day for day in map(self.day, team["holidays"]) if 0 <= day < self.n_days]
            self.works[row, off] = False
        # Working days before each day, the day of each working day, and the first working day from each day on.
        self.before = np.zeros((n_rows, self.n_days + 2), np.int64)
        self.before[:, 1:] = self.works.cumsum(1)
        self.day_of = np.full((n_rows, self.n_days + 1), np.inf)
        for row in range(n_rows):
            working = np.flatnonzero(self.works[row])
            self.day_of[row, : len(working)] = working
        self.next_day = np.take_along_axis(self.day_of, np.minimum(self.before[:, :-1], self.n_days), 1)

    def clock(self, row, t):
        """Working time gone at instants `t`, by the calendars `row`."""
        t = np.clip(t, 0.0, self.n_days)
        day = t.astype(np.int64)
        return self.before[row, day] + np.where(self.works[row, day], t - day, 0.0)

    def later(self, row, t, lag):
        """The instants `lag` working days after `t`: the end of a day rather than the start of the next."""
        clock = self.clock(row, t) + lag
        begun = np.maximum(np.ceil(clock) - 1.0, 0.0)
        end = self.day_of[row, np.minimum(begun, self.n_days).astype(np.int64)] + (clock - begun)
        return np.where(lag == 0, t, end)

    def capacity(self):
        """Who is there on each day, and what other work, support and reserve leave of it."""
        days = np.arange(self.n_days)
        crews = [[] for _ in self.teams]
        for person in sorted(self.people, key=lambda person: (len(person["skills"]), person["id"])):
            if person["team"] in self.team_of:
                crews[self.team_of[person["team"]]].append(person)
        self.crews = crews
        self.n_people = max([1, *map(len, crews)])
        kinds = np.uint8, np.uint16, np.uint32, np.uint64
        self.bits = next(kind for kind in kinds if self.n_people <= kind(0).nbytes * 8)
        self.bit = self.bits(1) << np.arange(self.n_people).astype(self.bits)
        self.available = np.zeros((len(crews), self.n_days, self.n_people))
        for team, crew in enumerate(crews):
            for place, person in enumerate(crew):
                self.available[team, :, place] = self.availability(person, days)
        self.available *= self.works[:-1, :-1, None]
        self.present = ((self.available > 0.0) * self.bit).sum(2).astype(self.bits)
        self.gross = self.available.sum(2)
        of = lambda field: np.array([team[field] for team in self.teams], float)[:, None]
        left = self.gross - self.gross * (1.0 - of("focus"))
        left = left - np.minimum(of("support") / 5.0, left)
        self.net = np.maximum(left - np.minimum(of("reserve") / 5.0, left), 0.0)
        # Days that are not like the working day before.
        self.differs = np.zeros((len(crews), self.n_days + 1), bool)
        for team in range(len(crews)):
            working = np.flatnonzero(self.works[team])
            known = self.available[team, working]
            self.differs[team, working[:1]] = True
            self.differs[team, working[1:]] = (known[1:] != known[:-1]).any(1)
        self.lag = np.array([team["delivery_lag"] for team in self.teams], np.int64)
        limits = [team["wip_limit"] for team in self.teams]
        self.limit = np.array([1 << 30 if limit is None else limit for limit in limits], np.int64)

    def availability(self, person, days):
        """FTE after leave, start, end and ramp-up."""
        speed = np.full(self.n_days, person["fte"])
        if person["start"]:
            start = self.day(person["start"])
            if person["ramp_days"]:
                ramp = person["ramp_from"] + (1.0 - person["ramp_from"]) * (days - start) / person["ramp_days"]
                speed = np.where(days < start + person["ramp_days"], speed * ramp, speed)
            speed[days < start] = 0.0
        if person["end"]:
            speed[days > self.day(person["end"])] = 0.0
        for first, last in person["leave"].items():
            speed[(days >= self.day(first)) & (days <= self.day(last))] = 0.0
        return speed

    def inventory(self):
        """Debts: where they lie, how they grow, and whom they burden."""
        self.debt_of = {debt: at for at, debt in enumerate(sorted(self.debts))}
        self.debt_list = [self.debts[debt] for debt in self.debt_of]
        self.component_of = {component: at for at, component in enumerate(self.components)}
        self.unpaid = np.array([0.0 if debt["state"] == "paid" else debt["unpaid"] for debt in self.debt_list])
        self.growth = np.array([debt["growth"] for debt in self.debt_list])
        shape = len(self.debt_list), len(self.component_of)
        self.lies_on = np.zeros(shape)
        self.burden = np.zeros((shape[0], len(self.teams)))
        for at, debt in enumerate(self.debt_list):
            sits = [component for component in debt["components"] if component in self.components]
            for component in self.components:
                self.lies_on[at, self.component_of[component]] = bool(self.line(component).intersection(sits))
            for component in sits:
                owner = self.components[component]["team"]
                if owner in self.team_of:
                    self.burden[at, self.team_of[owner]] += 1.0 / len(sits)

    def line(self, component):
        """A component and what it is a part of."""
        line = set()
        while component in self.components and component not in line:
            line.add(component)
            component = self.components[component]["parent"]
        return line

    def families(self):
        """Parents and children, and which items are over on which day."""
        self.parent = np.full(len(self.order), -1)
        self.children = [[] for _ in self.order]
        for node, item in enumerate(self.order):
            if self.items[item]["parent"] in self.node_of:
                self.parent[node] = self.node_of[self.items[item]["parent"]]
                self.children[self.parent[node]].append(node)
        self.done_day = [None] * len(self.order)
        for node in range(len(self.order)):
            self.done_day[node] = self.done(node)

    def done(self, node):
        """The day on which it was over, or none."""
        if self.children[node]:
            days = [self.done(child) for child in self.children[node]]
            return None if None in days else max(days)
        item = self.items[self.order[node]]
        return self.day(item["done_on"]) if item["state"] == "done" else None

    def roles(self):
        """How each item comes to its finish, and which debts exist today."""
        standing = set(self.debts)
        for item in self.items.values():
            standing -= set(item["incurs"])
        for node, item in enumerate(self.order):
            if self.done_day[node] is not None:
                standing |= self.debts.keys() & set(self.items[item]["incurs"])
        self.stands = np.array([debt["id"] in standing for debt in self.debt_list], bool)
        self.role = np.array([self.role_of(node) for node in range(len(self.order))], np.int64)
        self.is_paydown = np.array([self.items[item]["kind"] == "paydown" for item in self.order], bool)
        self.paydowns_to_come = bool((self.is_paydown & (self.role != DONE)).any())
        teams = [self.items[item]["team"] for item in self.order]
        self.team = np.array([self.team_of.get(team, len(self.teams)) for team in teams], np.int64)

    def role_of(self, node):
        item = self.items[self.order[node]]
        if self.done_day[node] is not None:
            return DONE
        if self.children[node]:
            return PARENT
        if item["kind"] == "external":
            return EXTERNAL
        quantities = [item["estimate"]]
        if item["kind"] == "paydown" and not item["estimate"]:
            quantities = [self.debts[debt]["principal"] for debt, part in item["pays"].items() if part > 0.0]
        if not any(quantity and quantity["likely"] > 0.0 for quantity in quantities):
            return MILESTONE
        return WORK if item["team"] in self.team_of else STUCK

    def network(self):
        """What each item waits for: links to what is still to come, and an instant and a day for the rest."""
        n_nodes = len(self.order)
        self.release, self.release_day = np.zeros(n_nodes), np.zeros(n_nodes, np.int64)
        links = [[] for _ in range(n_nodes)]
        for node, item in enumerate(self.order):
            if self.role[node] in (DONE, PARENT) or self.items[item]["state"] == "started":
                continue
            above = node
            while above >= 0:
                holder = self.items[self.order[above]]
                if holder["earliest"]:
                    self.hold(node, float(self.day(holder["earliest"])), self.day(holder["earliest"]))
                for before, lag in holder["after"].items():
                    before = self.node_of[before]
                    if self.role[before] == DONE:
                        t = self.after_done(self.team[node], self.done_day[before], lag)
                        self.hold(node, t, int(np.ceil(t)) - 1 if t < np.inf else 0)
                    else:
                        links[node].append((before, lag))
                above = self.parent[above]
        # The place past the last node is one that finished long ago.
        self.before_of = padded([[before for before, _ in row] for row in links], n_nodes)
        self.lag_of = padded([[lag for _, lag in row] for row in links], 0)
        self.children_of = padded(self.children, n_nodes)
        after = [set() for _ in range(n_nodes)]
        for node, row in enumerate(links):
            for before, _ in row:
                after[before].add(node)
        self.successors = lists([sorted(row) for row in after])
        items = [self.items[item] for item in self.order]
        self.pays = lists([[self.debt_of[debt] for debt in item["pays"]] for item in items])
        self.fraction = np.array([part for item in items for part in item["pays"].values()], float)
        self.incurs = lists([[self.debt_of[debt] for debt in item["incurs"]] for item in items])

    def hold(self, node, t, day):
        self.release[node] = max(self.release[node], t)
        self.release_day[node] = max(self.release_day[node], day)

    def after_done(self, row, day, lag):
        """The instant `lag` working days after a day that is over; today is a full working day."""
        if day > 0:
            return float(self.later(row, np.array(day + 1.0), np.array(lag)))
        works = self.teams[row] if row < len(self.teams) else {"weekdays": [True] * 5 + [False] * 2, "holidays": {}}
        for gone in range(day + 1, 0):
            past = date.fromordinal(self.today.toordinal() + gone)
            lag -= works["weekdays"][past.weekday()] and past.isoformat() not in works["holidays"]
        return float(self.later(row, np.array(0.0), np.array(max(lag, 0))))

    def work(self):
        """Work by team and place in rank order: its parts, who can do them, and where it is done."""
        places = [[] for _ in self.teams]
        for node in np.flatnonzero(self.role == WORK):
            places[self.team[node]].append(node)
        n_teams, n_places = len(self.teams), max([1, *map(len, places)])
        self.place = np.zeros(len(self.order), np.int64)
        parts = {node: self.parts(node) for row in places for node in row}
        n_parts = max([1, *map(len, parts.values())])
        n_shares = max([1, *(len(self.items[item]["components"]) for item in self.order)])
        self.shape = n_teams, n_places, n_parts
        self.node_at = np.full(self.shape[:2], len(self.order))
        self.share_at = np.zeros(self.shape)
        self.fit_at = np.zeros(self.shape, self.bits)
        self.most_at = np.ones(self.shape[:2], np.int16)
        # The row past the last place is that of a person who has nothing to do.
        self.components_at = np.full((n_teams * n_places + 1, n_shares), len(self.component_of))
        self.component_share = np.zeros((n_teams * n_places + 1, n_shares))
        for team, row in enumerate(places):
            for place, node in enumerate(row):
                item = self.items[self.order[node]]
                self.place[node] = place
                self.node_at[team, place] = node
                self.most_at[team, place] = np.clip(item["max_people"], 1, 10_000)
                for at, (share, fit) in enumerate(parts[node]):
                    self.share_at[team, place, at], self.fit_at[team, place, at] = share, fit
                shares = {} if item["kind"] == "paydown" else item["components"]
                for at, (component, share) in enumerate(shares.items()):
                    self.components_at[team * n_places + place, at] = self.component_of[component]
                    self.component_share[team * n_places + place, at] = share
        self.unshared = 1.0 - self.component_share.sum(1)
        self.any_fit = np.bitwise_or.reduce(self.fit_at, 2)
        # Teams that feel a debt in their work or as toil, and those whose work or toil costs more every day.
        works_on = np.zeros((len(self.component_of) + 1, n_teams), bool)
        for team in range(n_teams):
            rows = slice(team * n_places, (team + 1) * n_places)
            works_on[self.components_at[rows][self.component_share[rows] > 0.0], team] = True
        self.felt = (self.lies_on @ works_on[:-1] > 0.0) | (self.burden > 0.0)
        self.grows = self.felt[self.growth > 0.0].any(0)

    def parts(self, node):
        """Shares of the effort, and the set of people who can do each."""
        item = self.items[self.order[node]]
        crew = self.crews[self.team[node]]
        named = sorted(item["skills"].items())
        split = [*named, (None, 1.0 - sum(share for _, share in named))]
        fits = lambda skill, person: skill is None or skill in person["skills"]
        able = lambda skill: sum(1 << at for at, person in enumerate(crew) if fits(skill, person))
        return [(share, able(skill)) for skill, share in split if share > 1e-9]


def living(entities):
    return {name: entity for name, entity in sorted(entities.items()) if entity["alive"]}


def padded(rows, filler):
    """Rows of one length, the short ones filled up."""
    longest = max([1, *map(len, rows)])
    return np.array([[*row, *[filler] * (longest - len(row))] for row in rows], np.int64).reshape(len(rows), longest)


def lists(rows):
    """Rows of any length one after the other: where each starts, how long it is, and all that they hold."""
    count = np.array([len(row) for row in rows], np.int64)
    return count.cumsum() - count, count, np.array([one for row in rows for one in row], np.int64)


def expand(rows, of):
    """All that the rows `of` hold: which of them each belongs to, and its place."""
    start, count, _ = rows
    count = count[of]
    which = np.repeat(np.arange(len(of)), count)
    within = np.arange(len(which)) - np.repeat(count.cumsum() - count, count)
    return which, start[of][which] + within
