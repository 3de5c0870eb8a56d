"""Known answers for the heads that are fitted on embeddings.

Run with any Python that has numpy and scikit-learn (made with numpy 1.24, scikit-learn 1.2.1):
    python3 scripts/golden/probe.py > tests/fixtures/golden/probe.json
"""
import json
import numpy as np
from sklearn.linear_model import LogisticRegression, Ridge, RidgeClassifier
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.neighbors import NearestCentroid

rng = np.random.default_rng(11)
centres = rng.normal(size=(3, 5)) * 1.2
target = rng.integers(0, 3, size=50)
features = np.round(centres[target] + rng.normal(size=(50, 5)), 4)
numbers = np.round(features @ rng.normal(size=5) + 0.5 * rng.normal(size=50) + 3, 4)

answers = {}
for weighting in ("none", "balanced"):
    model = LogisticRegression(
        C=1 / 0.7, class_weight=None if weighting == "none" else "balanced", solver="newton-cg", tol=1e-12, max_iter=10000
    ).fit(features, target)
    answers[f"logistic {weighting}"] = {
        "probabilities": model.predict_proba(features).tolist(),
        "weights": model.coef_.tolist(),
    }
ridge = Ridge(alpha=2.5).fit(features, numbers)
answers["ridge"] = {"weights": ridge.coef_.tolist(), "bias": float(ridge.intercept_)}
answers["ridge classes"] = {"scores": RidgeClassifier(alpha=2.5).fit(features, target).decision_function(features).tolist()}
lda = LinearDiscriminantAnalysis(solver="lsqr", shrinkage=0.1).fit(features, target)
# scikit-learn scales columns before it shrinks; the plain form is shrunk here by hand with the same covariance.
means = np.array([features[target == c].mean(axis=0) for c in range(3)])
within = features - means[target]
covariance = within.T @ within / 50
shrunk = 0.9 * covariance + 0.1 * np.trace(covariance) / 5 * np.eye(5)
shares = np.bincount(target) / 50
inverse = np.linalg.inv(shrunk)
scores = features @ inverse @ means.T - 0.5 * np.diag(means @ inverse @ means.T) + np.log(shares)
powers = np.exp(scores - scores.max(axis=1, keepdims=True))
answers["lda"] = {
    "posteriors": (powers / powers.sum(axis=1, keepdims=True)).tolist(),
    "unshrunk": LinearDiscriminantAnalysis(solver="lsqr").fit(features, target).predict_proba(features).tolist(),
}
answers["nearest centroid"] = {"classes": NearestCentroid().fit(features, target).predict(features).tolist()}


def rounded(value):
    if isinstance(value, dict):
        return {key: rounded(part) for key, part in value.items()}
    if isinstance(value, list):
        return [rounded(part) for part in value]
    return round(value, 8) if isinstance(value, float) else value


print(json.dumps(rounded({"features": features.tolist(), "target": target.tolist(), "numbers": numbers.tolist(), "answers": answers})))
