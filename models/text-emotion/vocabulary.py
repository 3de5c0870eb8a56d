"""Makes tokenizer.json: whole words that English text has often, and pieces for the words it does not have.

A word is looked up whole; one that is not in the table is cut into the longest pieces from the left (WordPiece), so
that every English word has an embedding. The table takes the words of the training text that occur twice and the most
frequent words of GloVe; the pieces are the word ends that the remaining words leave over most often.
"""
import collections
import json

from tokenizers import Tokenizer

SPECIAL = ["[PAD]", "[UNK]"]
#: A word with its inner apostrophes; digits; a run of ! and ?; dots; any other sign alone. GoEmotions masks two kinds of names.
WORD = r"\[(?:name|religion)\]|\p{L}[\p{L}\p{M}]*(?:'\p{L}[\p{L}\p{M}]*)*|\p{N}+|[!?]+|\.{2,}|[^\s\p{L}\p{N}]"
#: Written in several ways, read as one: typographic quotes, the ellipsis sign, the emoji-style selector.
SAME = [("\u2019", "'"), ("\u2018", "'"), ("\u201c", '"'), ("\u201d", '"'), ("\u2026", "..."), ("\ufe0f", "")]
LONGEST_WORD = 40


def build(texts, glove_words, frequent=13000, pieces=3500):
    """The tokenizer's document and its entries in order of id."""
    blank = Tokenizer.from_str(json.dumps(document(SPECIAL)))
    counts = collections.Counter(word for text in texts for word in words_of(blank, text))
    known = sorted(word for word, count in counts.items() if count >= 2)
    plain = [word for word in glove_words[: frequent + 2000] if word.isascii() and word.isalpha()][:frequent]
    entries = list(dict.fromkeys([*SPECIAL, *known, *plain, *"abcdefghijklmnopqrstuvwxyz0123456789", "'"]))
    rest = remainders(set(entries), [word for word in counts if counts[word] < 2], glove_words[frequent:60000])
    letters = [f"##{c}" for c in "abcdefghijklmnopqrstuvwxyz0123456789'"]
    entries = list(dict.fromkeys([*entries, *letters, *(f"##{end}" for end, _ in rest.most_common(pieces))]))
    return document(entries), entries


def words_of(tokenizer, text):
    """The words that the tokenizer looks up, before they are cut."""
    normal = tokenizer.normalizer.normalize_str(text)
    return [word for word, _ in tokenizer.pre_tokenizer.pre_tokenize_str(normal)]


def remainders(known, *lists):
    """How often each word end is left over once the longest known beginning is taken off."""
    ends = collections.Counter()
    for words in lists:
        for word in words:
            if word in known or not word.isalpha() or not word.isascii():
                continue
            for size in range(len(word) - 1, 0, -1):
                if word[:size] in known:
                    ends[word[size:]] += 1
                    break
    return ends


def document(entries):
    """tokenizer.json in the form that Hugging Face's tokenizers read."""
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [
            {"id": i, "content": token, "single_word": False, "lstrip": False, "rstrip": False,
             "normalized": False, "special": True}
            for i, token in enumerate(SPECIAL)
        ],
        "normalizer": {
            "type": "Sequence",
            "normalizers": [
                {"type": "NFC"},
                {"type": "Lowercase"},
                *({"type": "Replace", "pattern": {"String": a}, "content": b} for a, b in SAME),
            ],
        },
        "pre_tokenizer": {"type": "Split", "pattern": {"Regex": WORD}, "behavior": "Removed", "invert": True},
        "post_processor": None,
        "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": False},
        "model": {
            "type": "WordPiece",
            "unk_token": "[UNK]",
            "continuing_subword_prefix": "##",
            "max_input_chars_per_word": LONGEST_WORD,
            "vocab": {token: i for i, token in enumerate(entries)},
        },
    }


def start_vectors(entries, glove, width=100, seed=1):
    """First embedding of every entry: GloVe's, or that of its parts, or small noise where there is none."""
    import numpy as np

    words, table = glove
    place = {word: i for i, word in enumerate(words)}
    table = (table - table.mean(0)) / table.std()
    out = np.random.default_rng(seed).normal(0, 0.25, (len(entries), table.shape[1])).astype(np.float32)
    out[0] = 0
    contracted = {"n't": "not", "'s": "is", "'m": "am", "'re": "are", "'ve": "have", "'ll": "will", "'d": "would"}
    by_end = ends_of(words[:60000], {e[2:] for e in entries if e.startswith("##")})
    for i, entry in enumerate(entries[2:], 2):
        if entry in place:
            out[i] = table[place[entry]]
        elif entry.startswith("##"):
            found = by_end.get(entry[2:], [])
            if found:
                out[i] = 0.5 * table[[place[word] for word in found]].mean(0)
        elif "'" in entry:
            for tail, whole in contracted.items():
                head = entry[: -len(tail)]
                if entry.endswith(tail) and head in place:
                    out[i] = (table[place[head]] + table[place[whole]]) / 2
        elif set(entry) <= set("!?."):
            out[i] = np.mean([table[place[c]] for c in entry], 0)
    if width < out.shape[1]:
        axes = np.linalg.svd(table[:8000], full_matrices=False)[2][:width]
        out = out @ axes.T
    return out * 0.5 / out.std()


def ends_of(words, wanted):
    found = {end: [] for end in wanted}
    for word in words:
        for size in range(1, min(len(word) - 2, 12)):
            end = word[-size:]
            if end in found and len(found[end]) < 200:
                found[end].append(word)
    return found
