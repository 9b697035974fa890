"""Other trainers on the same rows as the command `compare`: scikit-learn's gradient boosting, two forms of it, and an isolation forest.

usage: python3 compare.py ROWS.csv

ROWS.csv: set,label,features. Sets x.train and x.test belong together; sets with other names are folds.
"""
import csv
import math
import sys

import numpy as np
from sklearn.ensemble import GradientBoostingClassifier, HistGradientBoostingClassifier, IsolationForest
from sklearn.metrics import average_precision_score, roc_auc_score


def read(path):
    sets, labels, rows = [], [], []
    with open(path, newline="") as file:
        lines = csv.reader(file)
        next(lines)
        for line in lines:
            sets.append(line[0])
            labels.append(int(line[1]))
            rows.append(np.asarray(line[2:], dtype=np.float32))
    return np.asarray(sets), np.asarray(labels), np.vstack(rows)


def splits(sets):
    for name in sorted(set(sets)):
        if name.endswith(".train"):
            continue
        if name.endswith(".test"):
            stem = name[: -len(".test")]
            yield stem, sets == stem + ".train", sets == name
        else:
            yield name, sets != name, sets == name


def hist_boosting(x, y, seed):
    model = HistGradientBoostingClassifier(max_iter=200, learning_rate=0.1, max_leaf_nodes=20, early_stopping=True, random_state=seed)
    return model.fit(x, y)


def boosting(x, y, seed):
    model = GradientBoostingClassifier(n_estimators=200, learning_rate=0.1, max_depth=4, subsample=0.7, max_features=0.3, random_state=seed)
    return model.fit(x, y)


def interval(values):
    mean, count = float(np.mean(values)), len(values)
    half = 1.96 * float(np.std(values, ddof=1)) / math.sqrt(count) if count > 1 else 0.0
    return f"{mean:.4f} ± {half:.4f}"


def main():
    sets, labels, rows = read(sys.argv[1])
    figures = {}
    for seed, (_, train, test) in enumerate(splits(sets)):
        for name, fit in (("HistGradientBoosting", hist_boosting), ("GradientBoosting", boosting)):
            score = fit(rows[train], labels[train], seed).predict_proba(rows[test])[:, 1]
            keep(figures, name, labels[test], score)
        forest = IsolationForest(n_estimators=200, random_state=seed).fit(rows[train])
        keep(figures, "IsolationForest", labels[test], -forest.score_samples(rows[test]))
    print("| trainer | ROC area | average precision |")
    print("|---|---|---|")
    for name, (areas, precisions) in figures.items():
        print(f"| {name} | {interval(areas)} | {interval(precisions)} |")


def keep(figures, name, truth, score):
    areas, precisions = figures.setdefault(name, ([], []))
    areas.append(roc_auc_score(truth, score))
    precisions.append(average_precision_score(truth, score))


if __name__ == "__main__":
    main()
