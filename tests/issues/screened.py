"""The labelled texts, read for the screening tests, and how well the screen did on them."""

import json
from pathlib import Path

SAMPLES = Path(__file__).parents[1] / "samples"
OWN = Path(__file__).parent / "data"


def labelled(folder, name, split=None):
    entries = json.loads((folder / name).read_text("utf-8"))
    listed = "items" if "items" in entries else "texts"
    entries[listed] = [one for one in entries[listed] if split in (None, one.get("split"))]
    return entries


def precision_recall(found, wanted):
    hits = len(found & wanted)
    return hits / max(1, len(found)), hits / max(1, len(wanted))


def near_pairs(entries):
    keys = {one["id"] for one in entries["texts"]}
    return {
        frozenset((one["a"], one["b"]))
        for one in entries["pairs"]
        if one["label"] == "near_copy" and one["a"] in keys
    }
