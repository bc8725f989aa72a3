"""Makes `pipeline/`: a spaCy pipeline of a few kilobytes, with every component that Selon runs, for the fuzz targets; and
`pipeline.overlay`: another `ner` for it, with 16-bit weights, and beside it what spaCy finds with that in a few texts.

    python -m venv v && v/bin/pip install spacy==3.8.18 && v/bin/python fuzz/make_pipeline.py fuzz/pipeline

Its weights are random and stay so: it is well formed, and its annotation means nothing. Words and sentences are our own.
"""

import json
import random
import shutil
import sys
import zipfile

import numpy
import spacy
import srsly
from spacy.lookups import Lookups
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

folder = sys.argv[1]
random.seed(1)
numpy.random.seed(1)

nlp = spacy.blank("fr")
# Ours are short: French's own take a megabyte.
nlp.tokenizer.prefix_search = compile_prefix_regex(["«", r"\("]).search
nlp.tokenizer.suffix_search = compile_suffix_regex(["»", r"\)", r"(?<=[a-zé])\."]).search
nlp.tokenizer.infix_finditer = compile_infix_regex([r"(?<=[a-z])'(?=[a-z])", r"\.\.+"]).finditer
nlp.tokenizer.token_match = None
nlp.tokenizer.url_match = None
nlp.tokenizer.rules = {"l'ami": [{65: "l'"}, {65: "ami"}], "aujourd'hui": [{65: "aujourd'hui"}]}
for word in ["le", "la", "ministre", "dit", "que", "pluie", "tombe", "Paris"]:
    nlp.vocab.set_vector(word, numpy.random.rand(4).astype("f"))

embed = {
    "@architectures": "spacy.MultiHashEmbed.v2",
    "width": 4,
    "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"],
    "rows": [8, 8, 8, 8, 2, 2],
    "include_static_vectors": True,
}
encode = {
    "@architectures": "spacy.MaxoutWindowEncoder.v2",
    "width": 4,
    "depth": 2,
    "window_size": 1,
    "maxout_pieces": 3,
}
tok2vec = {"@architectures": "spacy.Tok2Vec.v2", "embed": embed, "encode": encode}
listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": 4, "upstream": "tok2vec"}


def transitions(kind, encoder):
    return {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": kind,
        "extra_state_tokens": False,
        "hidden_width": 4,
        "maxout_pieces": 2,
        "use_upper": True,
        "tok2vec": encoder,
    }


tagger = {"@architectures": "spacy.Tagger.v2", "tok2vec": listener}
nlp.add_pipe("tok2vec", config={"model": tok2vec})
nlp.add_pipe("tagger", config={"model": tagger})
nlp.add_pipe("morphologizer", config={"model": tagger})
nlp.add_pipe("senter", config={"model": tagger})
nlp.add_pipe("parser", config={"model": transitions("parser", listener)})
ruler = nlp.add_pipe("attribute_ruler")
nlp.add_pipe("ner", config={"model": transitions("ner", tok2vec)})

words = "Le ministre dit que la pluie tombe .".split()
tags = "D N V C D N V P".split()
pos = "DET NOUN VERB SCONJ DET NOUN VERB PUNCT".split()
heads = [1, 2, 2, 6, 5, 6, 2, 2]
deps = "det nsubj ROOT mark det nsubj ccomp punct".split()


def example():
    doc = Doc(nlp.vocab, words=words, tags=tags, pos=pos, heads=heads, deps=deps)
    doc.ents = [Span(doc, 0, 2, "PER")]
    return Example(nlp.make_doc(doc.text), doc)


nlp.initialize(lambda: [example() for _ in range(20)])

lookups = Lookups()
lookups.add_table("lemma_lookup", {"pluies": "pluie"})
lookups.add_table("lemma_rules", {"verb": [["it", "ire"], ["e", "er"]], "noun": [["s", ""]]})
lookups.add_table("lemma_exc", {"noun": {"cieux": ["ciel"]}})
lookups.add_table("lemma_index", {"noun": ["ministre", "pluie"], "verb": ["dire", "tomber"]})
lemmatizer = nlp.add_pipe("lemmatizer", before="ner", config={"mode": "rule"})
lemmatizer.initialize(lookups=lookups)

# Initialising a ruler takes its rules away.
ruler.add([[{"IS_SPACE": True}]], {"POS": "SPACE"})
ruler.add([[{"TAG": "V", "LOWER": {"IN": ["dit", "tombe"]}}, {"TEXT": {"REGEX": "^qu"}}]], {"MORPH": "Mood=Ind"}, 0)

shutil.rmtree(folder, ignore_errors=True)
nlp.to_disk(folder)


# The overlay: a recogniser of its own, no weight of which is zero.
TEXTS = [
    "Le ministre dit que la pluie tombe.",
    "Paris dit : « la pluie tombe », dit le ministre (à Paris).",
    "Aujourd'hui l'ami du ministre\nvoit Paris, Rome, Oslo et la pluie qui tombe sur Paris. Le ministre, dit-on, dit oui.",
]
labels = ["PER", "LOC", "ORG"]
news = spacy.blank("fr", vocab=nlp.vocab)
ner = news.add_pipe("ner", config={"model": transitions("ner", tok2vec)})
for label in labels:
    ner.add_label(label)
news.initialize()
numpy.random.seed(6)  # with these weights some words are entities and others are not
for node in ner.model.walk():
    for name in node.param_names:
        if node.has_param(name):
            weights = numpy.random.normal(0, 0.7, node.get_param(name).shape)
            node.set_param(name, weights.astype("<f2").astype("<f4"))  # what spaCy runs is what is written


def halved(model):
    """A model file with its arrays in half the size."""
    message = srsly.msgpack_loads(model)
    for parameters in message["params"]:
        for name, value in parameters.items():
            if value is not None:
                parameters[name] = value.astype("<f2")
    return srsly.msgpack_dumps(message)


config = spacy.util.load_config(f"{folder}/config.cfg")
config["nlp"]["pipeline"] = ["ner"]
config["components"] = {"ner": news.config["components"]["ner"]}
meta = {
    "name": "small_news",
    "version": "1.0.0",
    "license": "MIT OR Apache-2.0",
    "overlay_of": {"name": f"{nlp.meta['lang']}_{nlp.meta['name']}", "version": nlp.meta["version"]},
}
parts = {
    "meta.json": json.dumps(meta, indent=1),
    "config.cfg": config.to_str(interpolate=False),
    "ner/cfg": srsly.json_dumps(ner.cfg),
    "ner/model": halved(ner.model.to_bytes()),
    "ner/moves": ner.moves.to_bytes(exclude=["strings"]),
}
with zipfile.ZipFile(f"{folder}.overlay", "w", zipfile.ZIP_DEFLATED) as archive:
    for name, content in parts.items():
        archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)

nlp.remove_pipe("ner")
nlp.add_pipe("ner", source=news)
with open(f"{folder}.overlay.jsonl", "w", encoding="utf-8") as out:
    for text in TEXTS:
        ents = [[e.start_char, e.end_char, e.label_] for e in nlp(text).ents]
        out.write(json.dumps({"text": text, "ents": ents}, ensure_ascii=False) + "\n")
