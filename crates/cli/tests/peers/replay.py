"""Replays the JSON of `mta-sts plan` against senders of its own, and prints what breaks.

Written from the documented form of the JSON alone, without a look at the planner: its own clock, caches and senders.
I1: no sender sees only hosts that its policy forbids. I1': none sees any such host (form "safe").
I2: a sender that enforced goes on, unless the goal is to stop. I3: who sees an id is served the file that belongs to it.
I4: no id comes twice. I5 needs certificates, which the JSON has only as steps to prove: they come before MX names the host.
"""

import json
import sys
from datetime import datetime, timezone

DAY = 86400


def seconds(text):
    return int(datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp())


def read_policy(text):
    if text is None:
        return None
    lines = [line.split(":", 1) for line in text.splitlines() if ":" in line]
    pairs = [(name.strip(), value.strip()) for name, value in lines]
    one = dict(pairs)
    return {"mode": one["mode"], "max_age": int(one["max_age"]), "mx": [value for name, value in pairs if name == "mx"]}


def covers(policy, host):
    def fits(pattern):
        if pattern.startswith("*."):
            return host.split(".", 1)[1:] == [pattern[2:]]
        return host == pattern

    return any(fits(pattern) for pattern in policy["mx"])


def exchanges(records):
    """The hosts by preference; a null MX names none."""
    hosts = [entry["host"] for entry in sorted(records, key=lambda entry: entry["preference"])]
    return [host for host in hosts if host != "."]


class Past:
    """A value with its changes."""

    def __init__(self, first):
        self.changes = [(-(10**12), first)]

    def set(self, at, value):
        self.changes.append((at, value))

    def at(self, moment):
        return [value for start, value in self.changes if start <= moment][-1]


class World:
    def __init__(self, plan):
        state, delay = plan["state"], plan["state"].get("delay", {})
        self.start = seconds(plan["start"])
        self.ttl, self.dns, self.http = dict(state["ttl"]), delay.get("dns", 0), delay.get("http", 0)
        self.files = 0
        self.file = Past(self.numbered(state["policy"]))
        self.record = Past((state["id"], 1) if state["id"] else None)
        self.mx = Past(exchanges(state["mx"]))
        self.moments, self.ids, self.reused = [self.start], [state["id"]], []
        self.lowered = {}
        for step in plan["steps"]:
            self.carry_out(step)

    def numbered(self, policy):
        """A later file has a larger number."""
        self.files += 1
        return policy and {**policy, "number": self.files}

    def carry_out(self, step):
        at, ((kind, value),) = seconds(step["at"]), step["do"].items()
        self.moments.append(at)
        if kind == "policy":
            self.file.set(at, self.numbered(read_policy(value)))
        elif kind == "record":
            self.publish(at, value)
        elif kind == "mx":
            self.mx.set(at, exchanges(value))
        elif kind == "host" and value is None:
            self.file.set(at, None)
        elif kind == "ttl":
            ((record, ttl),) = value.items()
            self.lowered[record] = (at, ttl)

    def publish(self, at, value):
        if value is None:
            return self.record.set(at, None)
        if isinstance(value, dict):
            ident = f"alias at {at}"
        else:
            ident = dict(part.strip().split("=", 1) for part in value.split(";") if "=" in part)["id"]
        if ident in self.ids:
            self.reused.append(ident)
        self.ids.append(ident)
        self.record.set(at, (ident, self.files))

    def resolved(self, past, record, moment, age):
        """What a resolver shows that asked `age` seconds before, of a name server that is behind."""
        ttl = self.ttl[record]
        if record in self.lowered and moment - age - self.dns >= self.lowered[record][0]:
            ttl = self.lowered[record][1]
        return past.at(moment - min(age, max(ttl - 1, 0)) - self.dns)


class Sender:
    """`looks`: at the id before each delivery. `refresh`: fetches after so long. `renews`: the same id lengthens the copy's life."""

    def __init__(self, world, looks, refresh, renews, age):
        self.world, self.looks, self.refresh, self.renews, self.age = world, looks, refresh, renews, age
        self.copy = None

    def fetch(self, record, moment):
        served = self.world.file.at(moment - min(self.age, max(self.world.http - 1, 0)) if self.world.http else moment)
        if served:
            self.copy = {"id": record[0], "policy": served, "at": moment, "ends": moment + served["max_age"]}
        return served

    def policy(self, moment):
        record = self.world.resolved(self.world.record, "txt", moment, self.age)
        live = self.copy and moment < self.copy["ends"]
        behind = False
        if record and not live:
            behind = is_behind(self.fetch(record, moment), record)
        elif record and self.looks and record[0] != self.copy["id"]:
            behind = is_behind(self.fetch(record, moment), record)
        elif record and self.looks and self.renews:
            self.copy["ends"] = moment + self.copy["policy"]["max_age"]
        elif record and self.refresh and moment - self.copy["at"] >= self.refresh:
            self.fetch(record, moment)
        live = self.copy and moment < self.copy["ends"]
        return (self.copy["policy"] if live else None), behind


def is_behind(served, record):
    """The file that was served is older than the one that the id was published for."""
    return served is not None and served["number"] < record[1]


KINDS = {
    "looks": (True, None, False),
    "looks and renews": (True, None, True),
    "fetches daily": (False, DAY, False),
    "waits for expiry": (False, None, False),
}


def replay(plan):
    world = World(plan)
    stops = plan["goal"] in ("remove", "park", "mode=testing")
    broken = [f"I4 {ident}" for ident in world.reused]
    ends = seconds(plan["ends"]) + 3 * DAY
    offsets = (-DAY, -3601, -1, 0, 1, 1800, 3599, 3600, 7199, DAY - 1, DAY)
    first = {at + offset for at in world.moments for offset in offsets if at + offset < ends}
    deliveries = 0
    for name, (looks, refresh, renews) in KINDS.items():
        for age in (0, 1800, 3599, 10**9):
            for learnt in sorted(first):
                sender, enforced = Sender(world, looks, refresh, renews, age), False
                for moment in [learnt] + [at for at in sorted(first) if at > learnt]:
                    policy, behind = sender.policy(moment)
                    deliveries += 1
                    enforces = bool(policy) and policy["mode"] == "enforce"
                    hosts = world.resolved(world.mx, "mx", moment, age)
                    forbidden = [host for host in hosts if enforces and not covers(policy, host)]
                    if moment >= world.start:
                        if hosts and len(forbidden) == len(hosts):
                            broken.append(f"I1 {name} at {moment}")
                        elif forbidden and plan["form"] == "safe":
                            broken.append(f"I1' {name} at {moment}")
                        if enforced and not enforces and not stops:
                            broken.append(f"I2 {name} at {moment}")
                        if behind:
                            broken.append(f"I3 {name} at {moment}")
                    enforced = enforces
    broken += proofs(plan)
    return {"deliveries": deliveries, "broken": sorted(set(broken))[:20]}


def turned_back(plan, turn):
    """The plan, given up at `turn`: the steps until then, and the way back from there."""
    back, at = [], turn
    for step in plan["back"]:
        at += step["after"]
        back.append({**step, "at": datetime.fromtimestamp(at, timezone.utc).isoformat()})
    done = [step for step in plan["steps"] if seconds(step["at"]) <= turn]
    ends = max([turn] + [seconds(step["at"]) for step in back])
    return {**plan, "steps": done + back, "back": [], "ends": datetime.fromtimestamp(ends, timezone.utc).isoformat()}


def ways_back(plan):
    """The way back does no harm, begun with the first step or the last one while it is open."""
    until = seconds(plan["back_until"] or plan["ends"])
    turns = {seconds(step["at"]) for step in plan["steps"] if seconds(step["at"]) < until} if plan["back"] else set()
    found = []
    for turn in sorted({min(turns), max(turns)}) if turns else ():
        broken = replay(turned_back(plan, turn))["broken"]
        # Protection that the plan took away returns only as copies expire.
        found += [f"back at {turn}: {text}" for text in broken if not text.startswith("I2")]
    return found


def proofs(plan):
    """I5: a host is proved to have a valid certificate before MX names it for the first time."""
    known = {entry["host"] for entry in plan["state"]["mx"]}
    proved, broken = False, []
    for step in plan["steps"]:
        ((kind, value),) = step["do"].items()
        proved = proved or (kind == "wait_for" and value in ("new-hosts", "remaining-hosts"))
        if kind == "mx":
            new = {entry["host"] for entry in value} - known - {"."}
            if new and not proved:
                broken.append(f"I5 {sorted(new)}")
    return broken


plan = json.load(sys.stdin)
outcome = replay(plan)
outcome["back"] = ways_back(plan)
json.dump(outcome, sys.stdout)
