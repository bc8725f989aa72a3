"""Prints the versions of what the figures were measured against, as one line of JSON."""

import json
import platform
from importlib.metadata import version

names = {"spaCy": "spacy", "thinc": "thinc", "blis": "blis"}
print(json.dumps({"Python": platform.python_version()} | {name: version(of) for name, of in names.items()}))
