"""One cold pass of spaCy over a text: the worker of `selon-eval speed`.

Usage: speed.py MODEL TEXTS.jsonl BATCH

Prints one line of JSON: seconds to import and to load, seconds for the pass, tokens, peak memory in KiB.
"""

import json
import sys
import time


def peak_rss_kib():
    """`VmHWM` of this process: the most memory it ever held."""
    with open("/proc/self/status", encoding="utf-8") as status:
        for line in status:
            if line.startswith("VmHWM:"):
                return int(line.split()[1])
    return 0


def main(model, path, batch):
    start = time.perf_counter()
    import spacy

    imported = time.perf_counter()
    nlp = spacy.load(model)
    loaded = time.perf_counter()
    with open(path, encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    begun = time.perf_counter()
    tokens = sum(len(doc) for doc in nlp.pipe(texts, batch_size=int(batch)))
    ended = time.perf_counter()
    measured = {
        "import_seconds": imported - start,
        "load_seconds": loaded - imported,
        "pass_seconds": ended - begun,
        "tokens": tokens,
        "peak_rss_kib": peak_rss_kib(),
        "components": nlp.pipe_names,
    }
    print(json.dumps(measured))


if __name__ == "__main__":
    main(*sys.argv[1:])
