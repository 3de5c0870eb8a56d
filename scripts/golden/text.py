"""Known answers for the text steps: three small tokenizers and what Hugging Face's own library makes of 1,000 lines.

    python3 scripts/golden/text.py

Writes tests/fixtures/golden/text-{bpe,wordpiece,unigram}.json (the tokenizers) and text-lines.json (the answers).
Ran with Python 3.11.7 and tokenizers 0.23.2 (the implementation in Rust). The sentences are ours.
"""
import json
from pathlib import Path

from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

OUT = Path(__file__).parents[2] / "tests/fixtures/golden"

#: Line k of a language is beginning + middle + end, each list taken at its own pace (`line`).
PARTS = {
    "en": [
        ["I can’t believe it", "Well", "She said “never again”", "OMG", "He’s late", "Honestly", "We’re home", "My gran’s cat"],
        [" 😂😂 and then", ", you know", " — with 3.5 litres of tea —", " was sooo happy", "…", " (that’s what I mean)", " 👩‍👩‍👧 came", " co-operates, e.g.", " naïvely", " won 1,000 €"],
        [" we laughed!!!", " nobody cared?", ".", " ❤️", " it’s fine :-)", " ‘maybe’ tomorrow", " ✨", " #blessed @home", "  twice  spaced", " ﬁne ½ №5"],
    ],
    "mr": [
        ["आज मी खूप आनंदी आहे", "तो उद्या येणार नाही", "माझी आजी म्हणाली", "मला राग आला", "काय झालं"],
        [", पण", " आणि मग", " कारण पाऊस पडत होता", " — खरंच", " २० वर्षांनी", " क्षणभर"],
        [" सगळे हसले!", " कोणी बोललं नाही.", "?", " 😢", " धन्यवाद।"],
    ],
    "he": [
        ["אני שמח היום", "היא אמרה לי", "לא ייאמן", "סבתא שלי", "הכול בסדר"],
        [", אבל", " וגם", " בגלל הגשם", " – באמת", " ב־20 בינואר", " שָׁלוֹם"],
        [" כולם צחקו!", " אף אחד לא ענה.", "?", " 😡", " תודה ״רבה״."],
    ],
    "ar": [
        ["انا فرحان اليوم", "والله ما بعرف", "شو هالحكي", "قالتلي ستي", "يا سلام"],
        ["، بس", " وكمان", " عشان المطر", " ــ عنجد", " سنة ٢٠٢٤", " مُمْتاز"],
        [" الكل ضحك!", " ما حدا رد.", "؟", " 😭", " شكراً كتير"],
    ],
    "am": [
        ["ዛሬ በጣም ደስ ብሎኛል", "አያቴ እንዲህ አለች", "አላምንም", "ነገ አይመጣም"],
        ["፣ ግን", " እና ከዚያ", " ዝናብ ስለዘነበ", " — በእውነት", " ፳ ዓመት"],
        [" ሁሉም ሳቁ!", " ማንም አልመለሰም።", "?", " 🙏🏾", " አመሰግናለሁ።"],
    ],
    "sv": [
        ["Jag är så glad i dag", "Mormor sa åt mig", "Ånej", "Vi åkte hem", "Det går väl"],
        [", men", " och sen", " för att det regnade", " – på riktigt", " kl. 20.30", " jätte­långsamt"],
        [" alla skrattade!", " ingen svarade.", "?", " 😊", " tack så mycket"],
    ],
}
LINES = {"en": 400, "mr": 120, "he": 120, "ar": 120, "am": 120, "sv": 120}


def line(language, k):
    first, middle, last = PARTS[language]
    return first[k % len(first)] + middle[(k // len(first)) % len(middle)] + last[(k // (len(first) * len(middle))) % len(last)]


def lines():
    return [line(language, k) for language, count in LINES.items() for k in range(count)]


def bpe(texts):
    """As RoBERTa's: bytes, spaces kept in front of words."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    tokenizer.train_from_iterator(texts, trainers.BpeTrainer(
        vocab_size=620, special_tokens=special, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False))
    tokenizer.post_processor = processors.RobertaProcessing(sep=("</s>", 2), cls_token=("<s>", 0), add_prefix_space=False)
    return tokenizer


def wordpiece(texts):
    """As multilingual BERT's, upper and lower case apart and signs of Chinese separated."""
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]", max_input_chars_per_word=100))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.decoder = decoders.WordPiece()
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    # Learnt from half of the lines, so that the rest meets words and signs it does not know.
    tokenizer.train_from_iterator(texts[::3], trainers.WordPieceTrainer(
        vocab_size=500, limit_alphabet=130, special_tokens=special, show_progress=False))
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", 2), ("[SEP]", 3)])
    return tokenizer


def unigram(texts):
    """As XLM-R's: compatible forms, words begun with a mark."""
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(" ", " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace()])
    tokenizer.decoder = decoders.Metaspace()
    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    tokenizer.train_from_iterator(texts[::2], trainers.UnigramTrainer(
        vocab_size=700, special_tokens=special, unk_token="<unk>", show_progress=False))
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)])
    return tokenizer


def digest(ids):
    """32-bit FNV-1a over the numbers, so that 3,000 answers stay small."""
    value = 2166136261
    for number in ids:
        for byte in (number & 255, number >> 8):
            value = ((value ^ byte) * 16777619) & 0xFFFFFFFF
    return value


def utf16(text, points):
    return len(text[:points].encode("utf-16-le")) // 2


def answers(tokenizer, texts):
    tokenizer.no_truncation()
    encoded = [tokenizer.encode(text) for text in texts]
    some = list(range(0, len(texts), 41))
    # Both texts a little too long: of much longer ones the library drops words before it compares their lengths.
    most = 24
    alone = [len(e.ids) - 2 for e in encoded]
    pairs = [(i, j) for i in range(0, 1000, 9) for j in [(i * 7 + 3) % 1000]
             if max(alone[i], alone[j]) < most and alone[i] + alone[j] > most][:6]
    cut = {}
    for side in ("left", "right"):
        tokenizer.enable_truncation(most, strategy="longest_first", direction=side)
        cut[side] = [
            {"first": i, "second": j, "ids": e.ids, "typeIds": e.type_ids}
            for i, j in pairs
            for e in [tokenizer.encode(texts[i], texts[j])]
        ]
    tokenizer.no_truncation()
    return {
        "digests": [digest(e.ids) for e in encoded],
        "examples": [
            {"line": i, "ids": encoded[i].ids,
             "offsets": [[utf16(texts[i], a), utf16(texts[i], b)] for a, b in encoded[i].offsets]}
            for i in some
        ],
        "cut": cut,
    }


def write(name, document):
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    (OUT / name).write_text(text + "\n", encoding="utf8")
    print(name, len(text.encode("utf8")))


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    texts = lines()
    print(len(texts), "lines,", len(set(texts)), "different")
    found = {}
    for name, make in (("bpe", bpe), ("wordpiece", wordpiece), ("unigram", unigram)):
        tokenizer = make(texts)
        write(f"text-{name}.json", json.loads(tokenizer.to_str()))
        found[name] = answers(tokenizer, texts)
    write("text-lines.json", {"madeBy": "scripts/golden/text.py", "parts": PARTS, "lines": LINES, **found})


if __name__ == "__main__":
    main()
