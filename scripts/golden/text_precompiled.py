"""Known answers for SentencePiece's character map: a small map of our own, and what Hugging Face's library makes of it.

    python3 scripts/golden/text_precompiled.py

Writes tests/fixtures/golden/text-precompiled.json. Ran with Python 3.11.7, sentencepiece 0.2.2 (which compiles the map)
and tokenizers 0.23.2 (which applies it). The full map of XLM-R (nmt_nfkc, 240 kB) was compared in the same way once:
no difference over the 1,000 lines of text.py and 28 lines of rare signs.
"""
import base64
import io
import json
import tempfile
from pathlib import Path

import sentencepiece
from tokenizers import normalizers

OUT = Path(__file__).parents[2] / "tests/fixtures/golden/text-precompiled.json"

RULES = {
    "①": "1", "½": "1/2", "ﬁ": "fi", "ﬀ": "ff", "…": "...", "\t": " ", "\n": " ", "\u200b": " ", "\u00a0": " ",
    "\u00ad": "", "Ａ": "A", "Ｂ": "B", "e\u0301": "é", "a\u030a": "å", "№": "No", "ｶﾞ": "ガ", "ｶ": "カ",
    "क\u093c": "\u0958", "👩": "W", "ẋ": "X", "～": "~",
}
TEXTS = [
    "①②½ ﬁﬀ", "tab\tand\nline", "zero\u200bwidth\u200djoined", "soft\u00adhyphen", "ＡＢＣ", "e\u0301te\u0301 a\u030a A\u030a",
    "Å Å", "№5…", "ｶﾞｶ", "क\u093cलम", "ﷺ", "👩‍👩‍👧 🙏🏾", "x\u0307\u0323 x", "～", "", "plain text, nothing to do.",
    "she said “never”", "שָׁלוֹם", "e\u0301\u0323", "\u00a0\u00a0", "日本…語",
]


def varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, at


def fields(data):
    """Length-delimited fields of a protobuf message; the others are stepped over."""
    at = 0
    while at < len(data):
        key, at = varint(data, at)
        kind = key & 7
        if kind == 2:
            size, at = varint(data, at)
            yield key >> 3, data[at : at + size]
            at += size
        elif kind == 0:
            _, at = varint(data, at)
        else:
            at += 4 if kind == 5 else 8


def compiled():
    """The map as SentencePiece stores it: field 2 of the normalizer (field 3) of a model."""
    with tempfile.NamedTemporaryFile("w", suffix=".tsv", encoding="utf8") as table:
        for source, target in RULES.items():
            table.write(" ".join(f"{ord(c):X}" for c in source) + "\t" + " ".join(f"{ord(c):X}" for c in target) + "\n")
        table.flush()
        model = io.BytesIO()
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(["some words to learn from", "and a few more of them"] * 20), model_writer=model,
            vocab_size=30, hard_vocab_limit=False, normalization_rule_tsv=table.name, minloglevel=2)
    return next(part for number, spec in fields(model.getvalue()) if number == 3 for n, part in fields(spec) if n == 2)


def main():
    charsmap = compiled()
    normalizer = normalizers.Precompiled(charsmap)
    document = {
        "madeBy": "scripts/golden/text_precompiled.py",
        "map": base64.b64encode(charsmap).decode(),
        "texts": [[text, normalizer.normalize_str(text)] for text in TEXTS],
    }
    text = json.dumps(document, ensure_ascii=False, indent=1)
    OUT.write_text(text + "\n", encoding="utf8")
    print(len(text), "bytes,", sum(a != b for a, b in document["texts"]), "texts changed")


if __name__ == "__main__":
    main()
