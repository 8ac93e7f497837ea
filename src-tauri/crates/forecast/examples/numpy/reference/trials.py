"""Trials of a plan in one world, all at once: every trial has its own time within the day that they share.

A lane is one team in one trial; it keeps its own working clock and is brought up to date when something happens to it.
In each step every trial goes on to its own next event of the day, and what happens is worked out for all of them.
"""

from collections import defaultdict

import numpy as np

from facts import DONE, EXTERNAL, MILESTONE, STUCK, WORK
from luck import CANDIDATES, slowness

EPS = 1e-9
NEVER = 1 << 30
RELEASE, DELIVER = range(2)
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
        self.agenda, self.finished, self.struck = defaultdict(list), [], []
        # What is due today, by trial and time; how far each trial is in it, and where its part ends.
        self.today = np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0), np.zeros(0, np.int64)
        self.due = np.zeros(n, np.int64)
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
        self.part, self.item = np.full(people, -1, np.int16), np.full(people, self.nobodys, np.int32)
        self.part_left, self.hands, self.rate = np.zeros(people), np.zeros(people), np.zeros(people)
        self.part_end = np.full(people, np.inf)
        # Lanes.
        self.busy = np.zeros(n_lanes, facts.bits)
        self.in_progress = np.zeros(n_lanes, np.int64)
        self.backlog, self.backlog_rate = np.zeros(n_lanes), np.zeros(n_lanes)
        self.backlog_end = np.full(n_lanes, np.inf)
        self.clock, self.end = np.zeros(n_lanes), np.full(n_lanes, np.inf)
        self.needs = np.zeros(n_lanes, np.uint8)
        self.begin_debts(n)

    # Debts.

    def begin_debts(self, n):
        facts = self.facts
        n_debts, n_components = facts.lies_on.shape
        unpaid = np.where(facts.stands & self.has_debts, facts.unpaid, 0.0)
        self.unpaid = np.tile(unpaid, (n, 1))
        self.exists = np.tile(facts.stands, (n, 1))
        self.born = np.zeros((n, n_debts), np.int64)
        self.grown = np.ones((n, n_debts))
        self.growing = np.flatnonzero((facts.growth > 0.0) & self.has_debts)
        ages = np.arange(facts.n_days + 1) / 7.0
        self.growth = np.minimum(np.exp(facts.growth[self.growing, None] * ages), 3.0)
        self.slow, self.toil = np.ones((n, n_components + 1)), np.zeros((n, self.n_teams))
        works_on = np.zeros((n_components + 1, self.n_teams), bool)
        for team in range(self.n_teams):
            rows = slice(team * self.n_places, (team + 1) * self.n_places)
            works_on[facts.components_at[rows][facts.component_share[rows] > 0.0], team] = True
        self.felt = (facts.lies_on @ works_on[:-1] > 0.0) | (facts.burden > 0.0)
        self.weigh(np.arange(n))
        losing = self.luck.losing
        self.stream_of = np.full(n_debts, -1)
        self.stream_of[losing] = np.arange(len(losing))
        every = np.divmod(np.arange(n * len(losing)), max(len(losing), 1))
        wait, chance = self.luck.candidate(*every, np.uint64(0))
        self.next_candidate, self.chance = wait.reshape(n, -1), chance.reshape(n, -1)
        self.candidates = np.zeros((n, len(losing)), np.int64)

    def weigh(self, rows):
        """Finds what the debts cost in these trials as they are."""
        facts = self.facts
        if not self.has_debts or not len(facts.debt_list):
            return
        debts = self.unpaid[rows] * self.grown[rows]
        self.slow[rows, :-1] = slowness((debts * self.luck.drag[rows]) @ facts.lies_on)
        self.toil[rows] = (debts * self.luck.toil[rows]) @ facts.burden

    def grow(self, rows):
        """Debts are a day older."""
        if self.day == 0 or not len(self.growing):
            return
        self.grow_old(rows)
        self.weigh(rows)
        teams = np.flatnonzero(self.facts.grows & self.facts.works[:-1, self.day])
        self.needs[self.lanes(rows)[:, teams]] |= RATES

    def grow_old(self, rows):
        """Finds the growth of the debts as old as they are today."""
        age = np.maximum(self.day - self.born[np.ix_(rows, self.growing)], 0)
        self.grown[np.ix_(rows, self.growing)] = self.growth[np.arange(len(self.growing)), age]

    def move_debts(self, trial, node):
        """Items finish that pay debts or incur them."""
        facts = self.facts
        if self.pays:
            payer = np.flatnonzero(facts.is_paydown[node] & (facts.pays[1][node] > 0))
            which, at = expand(facts.pays, node[payer])
            self.set_unpaid(trial[payer[which]], facts.pays[2][at], facts.fraction[at])
        if self.has_debts:
            which, at = expand(facts.incurs, node)
            debt, of = facts.incurs[2][at], trial[which]
            new = ~self.exists[of, debt]
            of, debt = np.divmod(np.unique(of[new] * len(facts.debt_list) + debt[new]), max(len(facts.debt_list), 1))
            if len(of):
                self.exists[of, debt] = True
                self.born[of, debt] = np.maximum(self.dated(of), 0)
                self.grow_old(np.unique(of))
                self.set_unpaid(of, debt, -facts.unpaid[debt])

    def set_unpaid(self, trial, debt, less):
        if not len(trial):
            return
        losing = self.stream_of[debt] >= 0
        self.catch(trial[losing], self.stream_of[debt[losing]])
        np.subtract.at(self.unpaid, (trial, debt), less)
        left = self.unpaid[trial, debt]
        self.unpaid[trial, debt] = np.where(left < EPS, 0.0, left)
        self.weigh(np.unique(trial))
        which, team = np.nonzero(self.felt[debt])
        self.needs[trial[which] * self.n_teams + team] |= RATES

    def catch(self, trial, stream):
        """Counts candidates for incidents that came before now; those that strike are felt tomorrow."""
        pair = np.unique(trial * max(len(self.luck.losing), 1) + stream)
        trial, stream = np.divmod(pair, max(len(self.luck.losing), 1))
        while len(trial):
            came = self.next_candidate[trial, stream] <= self.day + self.time[trial]
            trial, stream = trial[came], stream[came]
            debt = self.luck.losing[stream]
            strikes = self.chance[trial, stream] < self.unpaid[trial, debt] * self.grown[trial, debt] / CANDIDATES
            self.struck.append((trial[strikes], debt[strikes]))
            self.candidates[trial, stream] += 1
            wait, chance = self.luck.candidate(trial, stream, self.candidates[trial, stream])
            self.next_candidate[trial, stream] += wait
            self.chance[trial, stream] = chance

    def suffer(self, struck):
        """What yesterday's incidents lost joins the backlogs."""
        for trial, debt in struck:
            which, team = np.nonzero(self.facts.burden[debt] > 0.0)
            trial, debt = trial[which], debt[which]
            lane = trial * self.n_teams + team
            self.advance(lane)
            np.add.at(self.backlog, lane, self.facts.burden[debt, team] * self.luck.loss[trial, debt])
            self.needs[lane] |= RATES

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
            self.turn_agenda()
            struck, self.struck = self.struck, []
            self.instant(rows, struck)
            rows, time = self.next_event(rows)
            while len(rows):
                self.time[rows] = time
                self.instant(rows)
                rows, time = self.next_event(rows)
            if len(self.luck.losing) and self.has_debts:
                self.time[:] = 1.0
                self.catch(*np.nonzero(self.next_candidate < self.day + 1.0))
        return self.finish[:, :-1]

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
        time = self.timer(rows)
        if len(teams):
            ends = self.end.reshape(-1, self.n_teams)[np.ix_(rows, teams)] - facts.before[teams, self.day]
            time = np.minimum(time, ends.min(1))
        today = time < 1.0 - EPS
        rows = rows[today]
        return rows, np.maximum(time[today], self.time[rows])

    def turn_agenda(self):
        """Sorts what is still due today by trial and time."""
        trial = self.today[0]
        ahead = np.arange(len(trial)) >= self.due[trial]
        new = self.agenda.pop(self.day, [])
        trial, node, t, what = map(np.concatenate, zip([column[ahead] for column in self.today], *new))
        order = np.lexsort((t, trial))
        self.today = trial[order], node[order], t[order], what[order]
        self.due_time = np.append(np.maximum(t[order] - self.day, 0.0), np.inf)
        bounds = np.searchsorted(trial[order], np.arange(self.luck.count + 1))
        self.due, self.due_stop = bounds[:-1].copy(), bounds[1:]

    def timer(self, rows):
        """When the next thing on the agenda is due today."""
        due = self.due[rows]
        return np.where(due < self.due_stop[rows], self.due_time[due], np.inf)

    def schedule(self, trial, node, t, what):
        sane = t <= self.facts.n_days
        trial, node, t = trial[sane], node[sane], t[sane]
        day = (t + EPS).astype(np.int64)
        order = np.argsort(day, kind="stable")
        days, starts = np.unique(day[order], return_index=True)
        for on, some in zip(days, np.split(order, starts[1:])):
            self.agenda[on].append((trial[some], node[some], t[some], np.full(len(some), what)))

    def instant(self, rows, struck=()):
        """All that happens now: finishes and what follows from them, then the dealing of people."""
        facts = self.facts
        lanes = self.lanes(rows)
        works = facts.works[:-1, self.day]
        clock = facts.before[:-1, self.day] + works * self.time[rows, None]
        over = lanes[self.end[lanes] <= clock + EPS]
        if len(over):
            self.finish_parts(over)
        due = rows[self.timer(rows) <= self.time[rows] + EPS]
        while len(due):
            at = self.due[due]
            self.due[due] += 1
            node, delivered = self.today[1][at], self.today[3][at] == DELIVER
            self.finished.append((due[delivered], node[delivered], self.dated(due[delivered])))
            self.release(due[~delivered], node[~delivered])
            due = due[self.timer(due) <= self.time[due] + EPS]
        self.cascade()
        # What waits for a later hour of this day.
        if self.day in self.agenda:
            self.turn_agenda()
        self.suffer(struck)
        touched = lanes[:, works][self.needs[lanes[:, works]] > 0]
        if len(touched):
            self.advance(touched)
            self.deal(touched[self.needs[touched] & PEOPLE > 0])
            self.needs[touched] = 0
            self.find_rates(touched)

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
        self.schedule(trial[~now], node[~now], ready[~now], RELEASE)

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
        self.schedule(trial, node, working, RELEASE)

    def order(self, trial, node):
        """Somebody else delivers on the day drawn, or as soon as the item may begin."""
        if not len(trial):
            return
        day = np.maximum(self.ready_day[trial, node], self.luck.delivery[trial, node])
        now = day + 1.0 <= self.day + self.time[trial] + EPS
        self.finished.append((trial[now], node[now], day[now]))
        self.schedule(trial[~now], node[~now], day[~now] + 1.0, DELIVER)

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
            self.move_debts(trial, node)
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
        place, part = np.divmod(self.part[of, person].astype(np.int64), self.n_parts)
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
        self.schedule(trial, node, facts.later(team, self.day + self.time[trial], facts.lag[team]), DELIVER)

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
            place, part = np.divmod(self.part[of, person].astype(np.int64), self.n_parts)
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
                room = (self.left[lane, place, part] > 0.0) & (self.n_on[lane, place, part] < facts.most_at[team, place])
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
        net = net - np.minimum(self.toil[trial, team], net)
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
        row = (trial * self.slow.shape[1])[:, None]
        for at in range(facts.components_at.shape[1]):
            m += facts.component_share[item, at] * self.slow.ravel()[row + facts.components_at[item, at]]
        return m


def expand(rows, of):
    """All that the rows `of` hold: which of them each belongs to, and its place."""
    start, count, _ = rows
    count = count[of]
    which = np.repeat(np.arange(len(of)), count)
    within = np.arange(len(which)) - np.repeat(count.cumsum() - count, count)
    return which, start[of][which] + within


def snapped(clock):
    """A time within a hair of a whole working day is that day's end."""
    whole = np.rint(np.minimum(clock, NEVER))
    return np.where(np.abs(clock - whole) < EPS, whole, clock)
