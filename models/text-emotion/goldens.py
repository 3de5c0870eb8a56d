"""golden.json of the text model and of the conversation model: what PyTorch makes of a few sentences of ours."""
import json
from pathlib import Path

import numpy as np
import torch

HERE = Path(__file__).parent
SENTENCES = [
    "I can’t believe you did that, this is so wrong!!",
    "Thank you so much, I love it 😂",
    "My grandmother died last night and I miss her.",
    "What? Are you serious?",
    "The meeting is at 3 pm.",
    "Eww, that smells disgusting…",
    "zxqv flumpology",
]
SPEAKERS = [0, 1, 0, 0, 1, -1, 1]
#: The rule of models/conversation-emotion/context.ts.
REACH, DECAY, OTHERS, WEIGHT = 4, 0.5, 0.5, 0.3


def write_goldens(net, tokenizer, document):
    rows = [tokenizer.encode(text).ids for text in SENTENCES]
    length = max(map(len, rows))
    ids = torch.tensor([row + [0] * (length - len(row)) for row in rows])
    with torch.no_grad():
        logits, vad = net(ids)
    logits, vad = logits.mean(0).numpy(), vad.mean(0).numpy()
    thresholds = np.array(document["groupThresholds"])
    evidence = logits[:, 28:] - np.log(thresholds / (1 - thresholds))
    dimensions = np.clip(vad * np.array(document["deviation"]) + np.array(document["mean"]), 1, 5)
    source = "PyTorch 1.13.1 on the stored weights, models/text-emotion/goldens.py"
    case = lambda name, given, expected: dict(
        name=name, input=dict(kind="ids", rows=ids.tolist(), **given),
        expected={key: dict(values=[round(float(v), 6) for v in np.asarray(values).ravel()]) for key, values in expected.items()},
        tolerance=2e-5, source=source)
    write(HERE / "golden.json", case("seven sentences of different length", {}, dict(
        emotion=softmax(evidence), labels=1 / (1 + np.exp(-logits[:, :28])), dimensions=dimensions)))
    write(HERE.parent / "conversation-emotion/golden.json", case(
        "a conversation of seven turns, one of an unknown speaker", dict(further=dict(speakers=SPEAKERS)), dict(
            past=softmax(in_context(evidence, False)), around=softmax(in_context(evidence, True)), alone=softmax(evidence))))


def in_context(evidence, future):
    out = evidence.copy()
    whole = sum(DECAY ** (k - 1) for k in range(1, REACH + 1))
    for i in range(len(evidence)):
        for j in range(len(evidence)):
            k = abs(i - j)
            if 0 < k <= REACH and (j < i or future):
                same = SPEAKERS[i] == SPEAKERS[j] >= 0
                out[i] += WEIGHT * DECAY ** (k - 1) / whole * (1 if same else OTHERS) * evidence[j]
    return out


def softmax(x):
    e = np.exp(x - x.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


def write(path, case):
    path.write_text(json.dumps(dict(cases=[case]), indent=1) + "\n", encoding="utf8")
