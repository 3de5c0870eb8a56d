"""Reference z-scores of characteristic words for tests/shared/analysis/language.

Written from the formulas of Monroe, Colaresi & Quinn 2008 (eqs. 15, 16, 19, 22) with numpy, independently of the
project's own code. Ran with Python 3 and numpy 2.4.6:  python3 scripts/golden/language.py
"""

import json
from pathlib import Path

import numpy as np

OUT = Path(__file__).resolve().parents[2] / "tests/fixtures/golden/language.json"

VOCABULARY = (
    "i you we they never always really okay well no yes sorry thanks wow please what why how "
    "love hate fine great awful happy sad angry scared stop go wait come listen look home late"
).split()


def counts(words):
    return np.array([words.count(word) for word in VOCABULARY], dtype=np.float64)


def z_scores(a, b, background, strength):
    prior = strength * background / background.sum()
    total_a, total_b = a.sum() + strength, b.sum() + strength
    left = np.log(a + prior) - np.log(total_a - a - prior)
    right = np.log(b + prior) - np.log(total_b - b - prior)
    deviation = np.sqrt(1.0 / (a + prior) + 1.0 / (b + prior))
    return left - right, (left - right) / deviation


def main():
    rng = np.random.default_rng(20260720)
    cases = []
    for size_a, size_b, strength in [(120, 400, 50.0), (60, 60, 500.0), (1000, 30, 1.0)]:
        weights_a = rng.dirichlet(np.full(len(VOCABULARY), 0.4))
        weights_b = rng.dirichlet(np.full(len(VOCABULARY), 0.4))
        a = [str(word) for word in rng.choice(VOCABULARY, size_a, p=weights_a)]
        b = [str(word) for word in rng.choice(VOCABULARY, size_b, p=weights_b)]
        rest = [str(word) for word in rng.choice(VOCABULARY, 200)]
        count_a, count_b = counts(a), counts(b)
        background = count_a + count_b + counts(rest)
        delta, z = z_scores(count_a, count_b, background, strength)
        used = [i for i in range(len(VOCABULARY)) if count_a[i] + count_b[i] > 0]
        cases.append(
            {
                "a": " ".join(a),
                "b": " ".join(b),
                "rest": " ".join(rest),
                "strength": strength,
                "words": {
                    VOCABULARY[i]: [int(count_a[i]), int(count_b[i]), float(delta[i]), float(z[i])] for i in used
                },
            }
        )
    OUT.write_text(json.dumps({"numpy": np.__version__, "cases": cases}, indent=1) + "\n")


if __name__ == "__main__":
    main()
