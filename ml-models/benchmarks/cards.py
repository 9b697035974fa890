"""Simulated card fraud, written from the public description in the Fraud Detection Handbook (Le Borgne, Siblini, Lebichot, Bontempi), as rows.

Customers with a place, a mean amount and a mean number of payments a day pay at terminals within a radius. Fraud: (1) every amount above
220; (2) every day two terminals are compromised for 28 days, and all payments there are fraud; (3) every day three customers are
compromised for 14 days, and a third of their payments are of five times the amount and fraud. Features as described there: weekend, night,
the customer's number and mean of payments over 1, 7 and 30 days, the terminal's number and share of fraud over 1, 7 and 30 days known after
a delay of 7 days. Splits as there: a week to learn from, a week's delay, a week to test on; several weeks one after the other.

usage: python3 cards.py ROWS.csv [customers terminals]
"""
import sys

import numpy as np

DAYS, RADIUS, DELAY = 183, 5.0, 7
WINDOWS = (1, 7, 30)
FIRST_TRAINING_DAY, WEEK, SPLITS = 72, 7, 8
SUNDAY = 6  # the first day of the description, 1 April 2018


def payments(random, customers, terminals):
    home = random.uniform(0, 100, (customers, 2))
    mean = random.uniform(5, 100, customers)
    rate = random.uniform(0, 4, customers)
    place = random.uniform(0, 100, (terminals, 2))
    rows = []
    for customer in range(customers):
        near = np.flatnonzero(np.sum((place - home[customer]) ** 2, axis=1) < RADIUS**2)
        if near.size == 0:
            continue
        for day in range(DAYS):
            for _ in range(random.poisson(rate[customer])):
                second = int(random.normal(43_200, 20_000))
                if not 0 < second < 86_400:
                    continue
                amount = random.normal(mean[customer], mean[customer] / 2)
                if amount < 0:
                    amount = random.uniform(0, 2 * mean[customer])
                rows.append((day * 86_400 + second, customer, random.choice(near), round(amount, 2)))
    return np.array(sorted(rows))


def plant(random, rows, customers, terminals):
    day = (rows[:, 0] // 86_400).astype(int)
    fraud = rows[:, 3] > 220
    for start in range(DAYS):
        for terminal in random.choice(terminals, 2, replace=False):
            fraud |= (rows[:, 2] == terminal) & (day >= start) & (day < start + 28)
        for customer in random.choice(customers, 3, replace=False):
            hit = np.flatnonzero((rows[:, 1] == customer) & (day >= start) & (day < start + 14))
            hit = random.choice(hit, hit.size // 3, replace=False)
            rows[hit, 3] *= 5
            fraud[hit] = True
    return fraud


def windows(times, values, keys, back, delay=0.0):
    """For each row: count and sum of the values of the same key in the window that ended `delay` days before."""
    counts, sums = np.zeros(len(times)), np.zeros(len(times))
    order = np.lexsort((times, keys))
    bounds = np.flatnonzero(np.r_[True, keys[order][1:] != keys[order][:-1], True])
    for begin, end in zip(bounds[:-1], bounds[1:]):
        index = order[begin:end]
        at, total = times[index], np.r_[0, np.cumsum(values[index])]
        high = np.searchsorted(at, at - delay * 86_400, side="right")
        low = np.searchsorted(at, at - (delay + back) * 86_400, side="right")
        counts[index] = high - low
        sums[index] = total[high] - total[low]
    return counts, sums


def features(rows, fraud):
    times, amounts = rows[:, 0], rows[:, 3]
    weekday = (times // 86_400 + SUNDAY) % 7
    columns = [amounts, weekday >= 5, (times % 86_400) // 3_600 <= 6]
    for back in WINDOWS:
        count, total = windows(times, amounts, rows[:, 1], back)
        columns += [count, total / np.maximum(count, 1)]
    for back in WINDOWS:
        count, bad = windows(times, fraud.astype(float), rows[:, 2], back, DELAY)
        columns += [count, bad / np.maximum(count, 1)]
    return np.column_stack([np.asarray(column, dtype=np.float32) for column in columns])


def main():
    customers, terminals = (int(sys.argv[2]), int(sys.argv[3])) if len(sys.argv) > 3 else (5_000, 10_000)
    random = np.random.default_rng(0)
    rows = payments(random, customers, terminals)
    fraud = plant(random, rows, customers, terminals)
    table, day = features(rows, fraud), (rows[:, 0] // 86_400).astype(int)
    with open(sys.argv[1], "w") as file:
        file.write("set,label," + ",".join(f"f{i}" for i in range(table.shape[1])) + "\n")
        for split in range(SPLITS):
            start = FIRST_TRAINING_DAY + split * WEEK
            for part, first in (("train", start), ("test", start + WEEK + DELAY)):
                chosen = (day >= first) & (day < first + WEEK)
                if part == "test":
                    # Cards known to be compromised by then are blocked: their payments no longer need finding.
                    known = np.unique(rows[fraud & (day >= start) & (day < first - DELAY + WEEK), 1])
                    chosen &= ~np.isin(rows[:, 1], known)
                for row, label in zip(table[chosen], fraud[chosen]):
                    file.write(f"w{split}.{part},{int(label)}," + ",".join(repr(float(value)) for value in row) + "\n")


if __name__ == "__main__":
    main()
