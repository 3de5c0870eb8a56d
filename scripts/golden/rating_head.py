"""Numbers of tests/shared/embedding/rating-head.test.ts: a ridge head left out group by group.

Run with /usr/bin/python3 (numpy 1.24.2, scikit-learn 1.2.1); prints, for each dimension, concordance, root mean squared
error, the error of the mean, and what is said of the first and the last row.
"""
import numpy as np
from sklearn.linear_model import Ridge
from sklearn.model_selection import LeaveOneGroupOut
from sklearn.preprocessing import StandardScaler

ROWS, COLUMNS = 40, 5
row = np.arange(ROWS)[:, None]
column = np.arange(COLUMNS)[None, :]
group = np.arange(ROWS) // 10
table = np.sin(0.7 * row * (column + 1) + column) + (column == 4) * group[:, None] * 1.5
targets = [
    0.8 * table[:, 0] - 0.5 * table[:, 1] + 0.3 * group + 0.2 * np.cos(1.3 * np.arange(ROWS)),
    table[:, 2] * table[:, 3] + 0.1 * np.arange(ROWS) / ROWS,
]


def concordance(a, b):
    return 2 * np.mean((a - a.mean()) * (b - b.mean())) / (a.var() + b.var() + (a.mean() - b.mean()) ** 2)


for target in targets:
    said = np.zeros(ROWS)
    for train, test in LeaveOneGroupOut().split(table, target, group):
        scale = StandardScaler().fit(table[train])
        head = Ridge(alpha=2.0).fit(scale.transform(table[train]), target[train])
        said[test] = head.predict(scale.transform(table[test]))
    print(
        concordance(target, said),
        np.sqrt(np.mean((target - said) ** 2)),
        np.sqrt(np.mean((target - target.mean()) ** 2)),
        said[0],
        said[-1],
    )
