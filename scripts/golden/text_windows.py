"""Which turns of 50 real conversations go to a model with each turn: symmetric, nearest first, at most 512 tokens.

    python3 scripts/golden/text_windows.py ../shared/data/text/meld

Reads MELD's three tables and tests/fixtures/golden/text-bpe.json, writes tests/fixtures/golden/text-windows.json: for
each of the 50 longest conversations the first and last turn of every window, no words. Written from the description of
EmoBERTa's rule (all turns counted with two special tokens; past and future by turns; over the limit: undone, ended),
with the list of turns grown step by step. Ran with Python 3.11.7 and tokenizers 0.23.2.
"""
import csv
import json
import sys
from pathlib import Path

from tokenizers import Tokenizer

GOLDEN = Path(__file__).parents[2] / "tests/fixtures/golden"
LIMIT = 512


def conversations(folder):
    """By file and number of the conversation: its turns in order of time as "SPEAKER: words"."""
    found = {}
    for part in ("train", "dev", "test"):
        with open(folder / f"{part}_sent_emo.csv", encoding="utf8") as file:
            for row in csv.DictReader(file):
                key = f"{part} {row['Dialogue_ID']}"
                found.setdefault(key, []).append((int(row["Utterance_ID"]), f"{row['Speaker'].upper()}: {row['Utterance']}"))
    return {key: [text for _, text in sorted(turns)] for key, turns in found.items()}


def window(sizes, target):
    """First and last turn."""
    chosen, total, offset = [target], sizes[target], 1
    while target - offset >= 0 or target + offset < len(sizes):
        for place in (target - offset, target + offset):
            if not 0 <= place < len(sizes):
                continue
            if total + sizes[place] > LIMIT:
                return min(chosen), max(chosen)
            total += sizes[place]
            chosen.append(place)
        offset += 1
    return min(chosen), max(chosen)


def main():
    tokenizer = Tokenizer.from_file(str(GOLDEN / "text-bpe.json"))
    talks = conversations(Path(sys.argv[1]))
    longest = sorted(talks, key=lambda key: (-len(talks[key]), key))[:50]
    out = {}
    for key in longest:
        sizes = [len(tokenizer.encode(text).ids) for text in talks[key]]
        out[key] = [window(sizes, t) for t in range(len(sizes))]
    text = json.dumps({"limit": LIMIT, "windows": out}, separators=(",", ":"))
    (GOLDEN / "text-windows.json").write_text(text + "\n", encoding="utf8")
    print(len(out), "conversations,", sum(map(len, out.values())), "turns,", len(text), "bytes; longest", len(talks[longest[0]]))


if __name__ == "__main__":
    main()
