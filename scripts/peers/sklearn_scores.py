"""The same scores by scikit-learn, timed. Usage: sklearn_scores.py FILE N K

FILE holds N reference codes, then N candidate codes, one byte each; K is the number of classes. Prints one JSON object:
the median time of the calls in milliseconds, and the scores, so that both sides are known to compute the same.
"""

import json
import sys
import time

import numpy as np
import sklearn
from sklearn import metrics

path, n, k = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
codes = np.fromfile(path, dtype=np.int8)
reference, candidate = codes[:n], codes[n : 2 * n]
labels = np.arange(k)


def scores():
    table = metrics.confusion_matrix(reference, candidate, labels=labels)
    precision, recall, f1, support = metrics.precision_recall_fscore_support(
        reference, candidate, labels=labels, zero_division=0
    )
    return {
        "table": table.tolist(),
        "accuracy": metrics.accuracy_score(reference, candidate),
        "uar": metrics.balanced_accuracy_score(reference, candidate),
        "f1_macro": metrics.f1_score(reference, candidate, average="macro"),
        "f1_weighted": metrics.f1_score(reference, candidate, average="weighted"),
        "f1_micro": metrics.f1_score(reference, candidate, average="micro"),
        "cohen_kappa": metrics.cohen_kappa_score(reference, candidate),
        "mcc": metrics.matthews_corrcoef(reference, candidate),
        "f1": f1.tolist(),
    }


times = []
for _ in range(3):
    start = time.perf_counter()
    found = scores()
    times.append(1000 * (time.perf_counter() - start))
print(json.dumps({"ms": sorted(times)[1], "version": sklearn.__version__, **found}))
