"""Luck: what a plan draws, for many trials at once. A draw depends on the seed, the trial and the subject alone."""

import uuid

import numpy as np

EFFORT, PRINCIPAL, DRAG, TOIL, LOSS, ARRIVAL, CHANCE, RATE, DELIVERY = range(1, 10)

NOBODY = str(uuid.UUID(int=0))
Z90 = 1.2815515655446004
GOLDEN = 0x9E3779B97F4A7C15
ALL_BITS = (1 << 64) - 1


def mix(bits):
    """Scrambles 64 bits, for an array of them."""
    bits = (bits ^ (bits >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    bits = (bits ^ (bits >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return bits ^ (bits >> np.uint64(31))


def scrambled(number):
    """The same for one number."""
    return int(mix(np.array([number & ALL_BITS], np.uint64))[0])


def subject(name, purpose):
    """The stream of draws of one subject for one purpose."""
    high, low = divmod(uuid.UUID(name).int, 1 << 64)
    return np.uint64((scrambled(scrambled(high ^ GOLDEN) + low) + purpose) & ALL_BITS)


def trial_keys(seed, first, count):
    """The keys of trials `first` to `first + count`."""
    trials = np.arange(first, first + count, dtype=np.uint64)
    return mix(np.uint64(scrambled(seed ^ 0xD1B54A32D192ED03)) ^ trials)


def uniform(keys, stream, index=0):
    """The `index`-th uniform of a stream in each trial, strictly between 0 and 1."""
    step = np.asarray(index, np.uint64) * np.uint64(GOLDEN)
    bits = mix(mix(keys ^ stream) + step)
    return ((bits >> np.uint64(12)).astype(np.float64) + 0.5) / 2.0**52


CENTRE = (
    [2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457,
     13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.387132872796366608],
    [5226.495278852545925, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867,
     5394.1960214247511077, 687.1870074920579083, 42.313330701600911252, 1.0],
)  # fmt: skip
SHOULDER = (
    [7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177, 1.27045825245236838258,
     3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959, 1.42343711074968357734],
    [1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966, 0.14810397642748007459,
     0.68976733498510000455, 1.6763848301838038494, 2.05319162663775882187, 1.0],
)  # fmt: skip
TAIL = (
    [2.01033439929228813265e-7, 2.71155556874348757815e-5, 0.0012426609473880784386, 0.026532189526576123093,
     0.29656057182850489123, 1.7848265399172913358, 5.4637849111641143699, 6.6579046435011037772],
    [2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5, 7.868691311456132591e-4,
     0.0148753612908506148525, 0.13692988092273580531, 0.59983220655588793769, 1.0],
)  # fmt: skip


def ratio(law, r):
    return np.polyval(law[0], r) / np.polyval(law[1], r)


def inverse_normal(p):
    """The quantile function of the standard normal (Wichura's AS 241)."""
    q = p - 0.5
    z = q * ratio(CENTRE, 0.180625 - q * q)
    out = np.flatnonzero(np.abs(q) > 0.425)
    r = np.sqrt(-np.log(np.minimum(p[out], 1.0 - p[out])))
    z[out] = np.copysign(np.where(r <= 5.0, ratio(SHOULDER, r - 1.6), ratio(TAIL, r - 5.0)), q[out])
    return z


def normal(keys, stream):
    """A standard normal of a stream in each trial."""
    return inverse_normal(uniform(keys, stream))


def lognormal(keys, quantity, stream):
    """A quantity of which low, likely and high are P10, P50 and P90, with its own width on each side."""
    if quantity is None or quantity["likely"] <= 0.0:
        return np.zeros(len(keys))
    likely, high = quantity["likely"], quantity["high"]
    low = max(quantity["low"], likely / 100.0)
    if low == likely == high:
        return np.full(len(keys), likely)
    z = normal(keys, stream)
    width = np.where(z < 0.0, np.log(likely / low), np.log(high / likely)) / Z90
    return likely * np.exp(z * width)


def delivery_day(keys, low, likely, high, stream):
    """A day of which low, likely and high are P10, P50 and P90; rounded up."""
    z = normal(keys, stream)
    width = np.where(z < 0.0, likely - low, high - likely) / Z90
    return np.ceil(likely + z * width).astype(np.int64)
