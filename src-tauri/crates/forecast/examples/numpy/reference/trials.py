"""Trials of a plan in one world, all at once: every trial has its own time within the day that they share.

A lane is one team in one trial; it keeps its own working clock and is brought up to date when something happens to it.
In each step every trial goes on to its own next event of the day, and what happens is worked out for all of them.
"""

import numpy as np

from agenda import DELIVER, RELEASE, Agenda
from debts import Debts
from facts import DONE, EPS, EXTERNAL, MILESTONE, STUCK, WORK, expand

NEVER = 1 << 30
RATES, PEOPLE = 1, 2


class Trials:
    def __init__(self, facts, luck, has_debts, pays):
        self.facts, self.luck, self.has_debts, self.pays = facts, luck, has_debts, pays
        n, n_nodes = luck.count, len(facts.order)
        n_teams, n_places, self.n_parts = facts.shape
        self.n_teams, self.n_places, n_lanes = n_teams, n_places, n * n_teams
        self.nobodys = n_teams * n_places
        idle = facts.is_paydown & (not pays) & np.isin(facts.role, (WORK, STUCK))
        self.role = np.where(idle, MILESTONE, facts.role)
        self.day, self.time = 0, np.zeros(n)
        self.agenda, self.debts = Agenda(n, facts.n_days), Debts(facts, luck, has_debts)
        self.finished = []
        # Items: the day and the instant they finish; the last column is one that finished long ago.
        self.finish, self.at = np.full((n, n_nodes + 1), NEVER), np.full((n, n_nodes + 1), np.inf)
        self.finish[:, -1] = self.at[:, -1] = 0
        over = np.flatnonzero(self.role == DONE)
        self.finish[:, over] = [facts.done_day[node] for node in over]
        self.unfinished = np.full(n, n_nodes - len(over))
        self.ready_day = np.zeros((n, n_nodes), np.int64)
        # Work: what is left of each part, how many are on it, who could join it, who could begin it.
        self.left = (luck.effort[:, facts.node_at][..., None] * facts.share_at).reshape(n_lanes, n_places, -1)
        self.n_on = np.zeros(self.left.shape, np.int16)
        self.open = np.zeros((n_lanes, n_places), facts.bits)
        self.ready = np.zeros((n_lanes, n_places), facts.bits)
        # People: the part each is on, what is left of it, how many it has, how fast it goes, when it ends.
        people = n_lanes, facts.n_people
        self.part, self.item = np.full(people, -1, np.int32), np.full(people, self.nobodys, np.int32)
        self.part_left, self.hands, self.rate = np.zeros(people), np.zeros(people), np.zeros(people)
        self.part_end = np.full(people, np.inf)
        # Lanes.
        self.busy = np.zeros(n_lanes, facts.bits)
        self.in_progress = np.zeros(n_lanes, np.int64)
        self.backlog, self.backlog_rate = np.zeros(n_lanes), np.zeros(n_lanes)
        self.backlog_end = np.full(n_lanes, np.inf)
        self.clock, self.end = np.zeros(n_lanes), np.full(n_lanes, np.inf)
        self.needs = np.zeros(n_lanes, np.uint8)

    # Time.

    def run(self):
        """The day each item finishes in each trial."""
        self.begin()
        for self.day in range(self.facts.n_days + 1):
            rows = np.flatnonzero(self.unfinished > 0)
            if not len(rows):
                break
            self.time[rows] = 0.0
            self.grow(rows)
            self.enter(rows)
            self.agenda.turn(self.day)
            self.instant(rows, self.debts.strikes())
            rows, time = self.next_event(rows)
            while len(rows):
                self.time[rows] = time
                self.instant(rows)
                rows, time = self.next_event(rows)
            self.debts.end_day(self.day)
        return self.finish[:, :-1]

    def grow(self, rows):
        """Debts are a day older, and teams that feel it go at another rate."""
        if self.day > 0 and self.debts.grow(rows, self.day):
            teams = np.flatnonzero(self.facts.grows & self.facts.works[:-1, self.day])
            self.needs[self.lanes(rows)[:, teams]] |= RATES

    def begin(self):
        facts, rows = self.facts, np.arange(self.luck.count)
        waits = (facts.before_of < len(facts.order)).any(1)
        for node in np.flatnonzero(np.isin(self.role, (WORK, MILESTONE, EXTERNAL))):
            lanes = rows * self.n_teams + facts.team[node]
            if self.role[node] == WORK and facts.items[facts.order[node]]["state"] == "started":
                self.open[lanes, facts.place[node]] = facts.any_fit[facts.team[node], facts.place[node]]
                self.in_progress[lanes] += 1
            elif not waits[node]:
                self.arrive(rows, np.full(len(rows), node))
        self.cascade()

    def lanes(self, rows):
        return rows[:, None] * self.n_teams + np.arange(self.n_teams)

    def dated(self, trial):
        """The day that a finish now is dated: at the exact end of a day, that day."""
        return np.maximum(np.where(self.time[trial] > 0.0, self.day, self.day - 1), 0)

    def working_clock(self, lane):
        team, trial = lane % self.n_teams, lane // self.n_teams
        return self.facts.before[team, self.day] + self.facts.works[team, self.day] * self.time[trial]

    def next_event(self, rows):
        """The trials in which something still happens today, and when."""
        facts = self.facts
        teams = np.flatnonzero(facts.works[:-1, self.day])
        time = self.agenda.next(rows)
        if len(teams):
            ends = self.end.reshape(-1, self.n_teams)[np.ix_(rows, teams)] - facts.before[teams, self.day]
            time = np.minimum(time, ends.min(1))
        today = time < 1.0 - EPS
        rows = rows[today]
        return rows, np.maximum(time[today], self.time[rows])

    def instant(self, rows, struck=()):
        """All that happens now: finishes and what follows from them, then the dealing of people."""
        facts = self.facts
        lanes = self.lanes(rows)
        works = facts.works[:-1, self.day]
        clock = facts.before[:-1, self.day] + works * self.time[rows, None]
        over = lanes[self.end[lanes] <= clock + EPS]
        if len(over):
            self.finish_parts(over)
        due = rows
        while len(due := due[self.agenda.next(due) <= self.time[due] + EPS]):
            node, what = self.agenda.take(due)
            delivered = what == DELIVER
            self.finished.append((due[delivered], node[delivered], self.dated(due[delivered])))
            self.release(due[~delivered], node[~delivered])
        self.cascade()
        # What waits for a later hour of this day.
        self.agenda.turn(self.day)
        self.suffer(struck)
        touched = lanes[:, works][self.needs[lanes[:, works]] > 0]
        if len(touched):
            self.advance(touched)
            self.deal(touched[self.needs[touched] & PEOPLE > 0])
            self.needs[touched] = 0
            self.find_rates(touched)

    def suffer(self, struck):
        """What yesterday's incidents lost joins the backlogs."""
        for trial, debt in struck:
            which, team = np.nonzero(self.facts.burden[debt] > 0.0)
            trial, debt = trial[which], debt[which]
            lane = trial * self.n_teams + team
            self.advance(lane)
            np.add.at(self.backlog, lane, self.facts.burden[debt, team] * self.luck.loss[trial, debt])
            self.needs[lane] |= RATES

    # Items.

    def arrive(self, trial, node):
        """All that these items wait for is over."""
        facts = self.facts
        before, lag = facts.before_of[node], facts.lag_of[node]
        over = self.finish[trial[:, None], before]
        t = facts.later(facts.team[node, None], self.at[trial[:, None], before], lag)
        day = np.where((lag == 0) | (t == np.inf), over, np.maximum(over, np.ceil(np.minimum(t, NEVER)) - 1))
        self.ready_day[trial, node] = np.maximum(day.max(1), facts.release_day[node])
        ready = np.maximum(t.max(1), facts.release[node])
        now = ready <= self.day + self.time[trial] + EPS
        self.release(trial[now], node[now])
        self.agenda.add(trial[~now], node[~now], ready[~now], RELEASE)

    def release(self, trial, node):
        """These items may begin, as far as others are concerned."""
        facts, role = self.facts, self.role[node]
        work = role == WORK
        lane, place = trial[work] * self.n_teams + facts.team[node[work]], facts.place[node[work]]
        self.ready[lane, place] = facts.any_fit[facts.team[node[work]], place]
        self.needs[lane] |= PEOPLE | RATES
        self.pass_on(trial[role == MILESTONE], node[role == MILESTONE])
        self.order(trial[role == EXTERNAL], node[role == EXTERNAL])

    def pass_on(self, trial, node):
        """Items without effort finish on a working day of their team."""
        if not len(trial):
            return
        day = np.maximum(self.dated(trial), self.ready_day[trial, node])
        working = self.facts.next_day[self.facts.team[node], np.minimum(day, self.facts.n_days)]
        now = (working == day) | (working <= self.day + self.time[trial])
        self.finished.append((trial[now], node[now], working[now].astype(np.int64)))
        trial, node, working = trial[~now], node[~now], working[~now]
        self.ready_day[trial, node] = np.minimum(working, NEVER)
        self.agenda.add(trial, node, working, RELEASE)

    def order(self, trial, node):
        """Somebody else delivers on the day drawn, or as soon as the item may begin."""
        if not len(trial):
            return
        day = np.maximum(self.ready_day[trial, node], self.luck.delivery[trial, node])
        now = day + 1.0 <= self.day + self.time[trial] + EPS
        self.finished.append((trial[now], node[now], day[now]))
        self.agenda.add(trial[~now], node[~now], day[~now] + 1.0, DELIVER)

    def cascade(self):
        """Finishes and all that follows from them at this instant."""
        facts, n_nodes = self.facts, len(self.facts.order)
        while self.finished:
            trial, node, day = map(np.concatenate, zip(*self.finished))
            self.finished = []
            if not len(trial):
                continue
            self.finish[trial, node], self.at[trial, node] = day, self.day + self.time[trial]
            np.subtract.at(self.unfinished, trial, 1)
            work = self.role[node] == WORK
            lane = trial[work] * self.n_teams + facts.team[node[work]]
            np.subtract.at(self.in_progress, lane, 1)
            self.needs[lane] |= PEOPLE | RATES
            t = self.day + self.time[trial]
            felt = self.debts.pay(trial, node, t) if self.pays else []
            felt = [*felt, *self.debts.incur(trial, node, t, self.dated(trial))]
            for of, team in felt:
                self.needs[of * self.n_teams + team] |= RATES
            which, at = expand(facts.successors, node)
            pair = np.unique(trial[which] * n_nodes + facts.successors[2][at])
            free, successor = np.divmod(pair, n_nodes)
            known = (self.finish[free[:, None], facts.before_of[successor]] < NEVER).all(1)
            self.arrive(free[known], successor[known])
            part = facts.parent[node] >= 0
            if part.any():
                whole, parent = np.divmod(np.unique(trial[part] * n_nodes + facts.parent[node[part]]), n_nodes)
                days = self.finish[whole[:, None], facts.children_of[parent]]
                days = np.where(facts.children_of[parent] < n_nodes, days, -NEVER).max(1)
                self.finished.append((whole[days < NEVER], parent[days < NEVER], days[days < NEVER]))

    # Work.

    def advance(self, lane):
        """Brings lanes up to now, at the rates that hold."""
        clock = self.working_clock(lane)
        gone = clock - self.clock[lane]
        late = gone > 0.0
        lane, clock, gone = lane[late], clock[late], gone[late]
        self.clock[lane] = clock
        self.part_left[lane] -= self.rate[lane] * gone[:, None]
        backlog = self.backlog[lane] - self.backlog_rate[lane] * gone
        self.backlog[lane] = np.where(backlog < EPS, 0.0, backlog)

    def finish_parts(self, lane):
        """Parts are done, and their people free; items are done with their last part, and wait for delivery."""
        facts = self.facts
        self.advance(lane)
        clock = self.clock[lane]
        over = (self.part_end[lane] <= clock[:, None] + 2.0 * EPS) & (self.part[lane] >= 0)
        served = lane[self.backlog_end[lane] <= clock + 2.0 * EPS]
        self.backlog[served], self.backlog_end[served] = 0.0, np.inf
        # Until its rates are found again, which on a day off waits, nothing of the lane ends.
        self.end[lane] = np.inf
        self.needs[lane] |= PEOPLE | RATES
        self.busy[lane] &= ~(over * facts.bit).sum(1).astype(facts.bits)
        which, person = np.nonzero(over)
        of = lane[which]
        place, part = np.divmod(self.part[of, person], self.n_parts)
        self.left[of, place, part] = 0.0
        self.let_go(of, person)
        of, place = np.divmod(np.unique(of * self.n_places + place), self.n_places)
        self.offer(of, place)
        done = ~(self.left[of, place] > 0.0).any(1)
        trial, team = np.divmod(of[done], self.n_teams)
        node = facts.node_at[team, place[done]]
        now = facts.lag[team] == 0
        self.finished.append((trial[now], node[now], self.dated(trial[now])))
        trial, node, team = trial[~now], node[~now], team[~now]
        self.agenda.add(trial, node, facts.later(team, self.day + self.time[trial], facts.lag[team]), DELIVER)

    def let_go(self, lane, person):
        self.part[lane, person], self.item[lane, person] = -1, self.nobodys
        self.part_left[lane, person] = self.hands[lane, person] = self.rate[lane, person] = 0.0
        self.part_end[lane, person] = np.inf

    def offer(self, lane, place):
        """Finds who could join a started item."""
        team = lane % self.n_teams
        room = (self.left[lane, place] > 0.0) & (self.n_on[lane, place] < self.facts.most_at[team, place, None])
        self.open[lane, place] = np.bitwise_or.reduce(np.where(room, self.facts.fit_at[team, place], 0), 1)

    def enter(self, rows):
        """People come, go and gather speed; who is away lets go of his part."""
        facts = self.facts
        teams = np.flatnonzero(facts.differs[:, self.day])
        if not len(teams):
            return
        lane = self.lanes(rows)[:, teams].ravel()
        self.advance(lane)
        self.needs[lane] |= PEOPLE | RATES
        gone = facts.present[lane % self.n_teams, self.day][:, None] & facts.bit == 0
        gone &= self.part[lane] >= 0
        for person in np.flatnonzero(gone.any(0)):
            of = lane[gone[:, person]]
            # A part that ends at this very instant is finished first.
            of = of[self.part_end[of, person] > self.clock[of] + 2.0 * EPS]
            place, part = np.divmod(self.part[of, person], self.n_parts)
            self.left[of, place, part] = self.part_left[of, person]
            self.n_on[of, place, part] -= 1
            self.busy[of] &= ~facts.bit[person]
            self.let_go(of, person)
            self.offer(of, place)
        self.count_hands(lane)

    def deal(self, lane):
        """Free people go to started work by rank, then to work that may begin by rank."""
        free = self.free(lane)
        lane = self.deal_from(self.open, lane[free > 0], False)
        if len(lane):
            self.deal_from(self.ready, lane, True)

    def free(self, lane):
        return self.facts.present[lane % self.n_teams, self.day] & ~self.busy[lane]

    def deal_from(self, work, lane, begins):
        """Deals until nobody fits. Returns the lanes in which somebody is still free."""
        facts, rest, dealt = self.facts, lane, []
        while len(rest):
            if begins:
                rest = rest[self.in_progress[rest] < facts.limit[rest % self.n_teams]]
            fits = work[rest] & self.free(rest)[:, None] != 0
            place = fits.argmax(1)
            some = fits[np.arange(len(rest)), place]
            rest, place = rest[some], place[some]
            if len(rest):
                self.staff(rest, place)
                dealt.append(rest)
                if begins:
                    self.ready[rest, place] = 0
                    self.in_progress[rest] += 1
                rest = rest[self.free(rest) > 0]
        if dealt:
            self.count_hands(np.unique(np.concatenate(dealt)))
        return lane[self.free(lane) > 0]

    def staff(self, lane, place):
        """The parts of an item take one person each in turn, until they have their most or nobody fits."""
        facts, all_lanes, all_places = self.facts, lane, place
        while len(lane):
            team = lane % self.n_teams
            free, dealt = self.free(lane), np.zeros(len(lane), bool)
            for part in range(self.n_parts):
                room = self.n_on[lane, place, part] < facts.most_at[team, place]
                room &= self.left[lane, place, part] > 0.0
                fits = np.where(room, free & facts.fit_at[team, place, part], 0)
                first = fits & (~fits + facts.bits(1))
                some = np.flatnonzero(first)
                if len(some):
                    self.assign(lane[some], place[some], part, np.frexp(first[some].astype(float))[1] - 1)
                    self.busy[lane[some]] |= first[some]
                    free[some] ^= first[some]
                    dealt[some] = True
            more = dealt & (free > 0)
            lane, place = lane[more], place[more]
        self.offer(all_lanes, all_places)

    def assign(self, lane, place, part, person):
        code, left = place * self.n_parts + part, self.left[lane, place, part]
        joins = np.flatnonzero(self.n_on[lane, place, part])
        if len(joins):
            other = (self.part[lane[joins]] == code[joins, None]).argmax(1)
            left[joins] = self.part_left[lane[joins], other]
        self.n_on[lane, place, part] += 1
        self.part[lane, person], self.part_left[lane, person] = code, left
        self.item[lane, person] = lane % self.n_teams * self.n_places + place

    def count_hands(self, lane):
        """Finds how much of people's time each part has."""
        part, available = self.part[lane], self.facts.available[lane % self.n_teams, self.day]
        hands = np.zeros(part.shape)
        for person in range(part.shape[1]):
            hands += np.where(part == part[:, person, None], available[:, person, None], 0.0)
        self.hands[lane] = np.where(part >= 0, hands, 0.0)

    def find_rates(self, lane):
        """Finds how fast everything goes, and when the first of it ends."""
        facts = self.facts
        trial, team = np.divmod(lane, self.n_teams)
        net, gross = facts.net[team, self.day], facts.gross[team, self.day]
        net = net - np.minimum(self.debts.toil[trial, team], net)
        backlog = self.backlog[lane]
        net = np.where(backlog > 0.0, net / 2.0, net)
        share = np.divide(net, gross, out=np.zeros(len(lane)), where=gross > 0.0)
        rate = self.hands[lane] * share[:, None]
        if self.has_debts:
            rate /= self.drag(trial, self.item[lane])
        left = np.divide(self.part_left[lane], rate, out=np.full(rate.shape, np.inf), where=rate > 0.0)
        self.rate[lane] = rate
        clock = self.clock[lane]
        end = snapped(clock[:, None] + left)
        self.part_end[lane] = end
        self.backlog_rate[lane] = np.where(backlog > 0.0, net, 0.0)
        served = (backlog > 0.0) & (net > 0.0)
        backlog_end = np.full(len(lane), np.inf)
        backlog_end[served] = snapped(clock[served] + backlog[served] / net[served])
        self.backlog_end[lane] = backlog_end
        self.end[lane] = np.minimum(end.min(1), backlog_end)

    def drag(self, trial, item):
        """m of the item that each person is on."""
        facts = self.facts
        m = facts.unshared[item]
        slow = self.debts.slow
        row = (trial * slow.shape[1])[:, None]
        for at in range(facts.components_at.shape[1]):
            m += facts.component_share[item, at] * slow.ravel()[row + facts.components_at[item, at]]
        return m


def snapped(clock):
    """A time within a hair of a whole working day is that day's end."""
    whole = np.rint(np.minimum(clock, NEVER))
    return np.where(np.abs(clock - whole) < EPS, whole, clock)
