"""Scores of the text model and the thresholds that a dev part chooses."""
import numpy as np
from sklearn.metrics import f1_score

#: Thresholds tried, as logits, and how many neighbours of each share their score with it.
STEPS = np.arange(-4.0, 2.01, 0.1)
NEIGHBOURS = 3


def best_thresholds(truth, probability):
    """Per label the threshold with the best F1, where each counts as the mean of those around it: a few lucky texts of
    a rare label, or a step where one falls away, must not decide."""
    candidates = 1 / (1 + np.exp(-STEPS))
    chosen = []
    for k in range(truth.shape[1]):
        f = np.array([f1(truth[:, k], probability[:, k] > c) for c in candidates])
        padded = np.pad(f, NEIGHBOURS, mode="edge")
        smooth = np.convolve(padded, np.ones(2 * NEIGHBOURS + 1) / (2 * NEIGHBOURS + 1), mode="valid")
        chosen.append(float(candidates[smooth.argmax()]))
    return np.array(chosen)


def f1(truth, said):
    total = truth.sum() + said.sum()
    return 2 * (truth * said).sum() / total if total else 0.0


def label_scores(truth, probability, thresholds):
    said = probability > thresholds
    each = f1_score(truth, said, average=None, zero_division=0)
    return dict(
        macroF1=round(float(each.mean()), 4),
        microF1=round(float(f1_score(truth, said, average="micro", zero_division=0)), 4),
        each=[round(float(f), 3) for f in each],
    )


def vad_scores(truth, told):
    r = [float(np.corrcoef(truth[:, k], told[:, k])[0, 1]) for k in range(3)]
    ccc = [
        float(2 * np.cov(truth[:, k], told[:, k], bias=True)[0, 1]
              / (truth[:, k].var() + told[:, k].var() + (truth[:, k].mean() - told[:, k].mean()) ** 2))
        for k in range(3)
    ]
    return dict(r=[round(x, 3) for x in r], ccc=[round(x, 3) for x in ccc])
