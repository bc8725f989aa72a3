"""Makes `pipeline/`: a spaCy pipeline of a few kilobytes, with every component that Selon runs, for the fuzz targets.

    python -m venv v && v/bin/pip install spacy==3.8.18 && v/bin/python fuzz/make_pipeline.py fuzz/pipeline

Its weights are random and stay so: it is well formed, and its annotation means nothing. Words and sentences are our own.
"""

import random
import shutil
import sys

import numpy
import spacy
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
