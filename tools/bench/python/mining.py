"""Hard pairs with numpy, what fairface mine is compared with; and made-up features for both.

  mining.py make OUT.npy --rows N [--groups G]   features [N, 512], OUT.npy.txt (names), OUT.npy.csv (path,subject,group)
  mining.py mine IN.npy OUT                      pairs.txt and positives.txt of one group: blocked products in float32
"""
import argparse
import os

import numpy as np

PER_PERSON = 10
DIMENSION = 512
BLOCK = 2048
NEGATIVES = 1000
POSITIVES = 10_000
BELOW = 0.6


def make(out, rows, groups):
    rng = np.random.default_rng(1)
    features = np.lib.format.open_memmap(out, "w+", np.float32, (rows, DIMENSION))
    step = 1000 * PER_PERSON
    for start in range(0, rows, step):
        count = min(step, rows - start)
        centres = rng.standard_normal((-(-count // PER_PERSON), DIMENSION), dtype=np.float32)
        x = np.repeat(centres, PER_PERSON, 0)[:count] + 0.8 * rng.standard_normal((count, DIMENSION), dtype=np.float32)
        features[start : start + count] = x / np.linalg.norm(x, axis=1, keepdims=True)
    features.flush()
    with open(out + ".txt", "w") as names, open(out + ".csv", "w") as table:
        table.write("path,subject,group\n")
        for n in range(rows):
            person = n // PER_PERSON
            name = f"{person:06d}/{n % PER_PERSON}.jpg"
            names.write(name + "\n")
            table.write(f"{name},{person},g{person % groups:03d}\n")


def mine(source, out):
    x = np.load(source)
    x /= np.linalg.norm(x, axis=1, keepdims=True)
    names = open(source + ".txt").read().split("\n")
    person = np.array([name.split("/")[0] for name in names[: len(x)]], dtype=np.int64)
    order = np.argsort(person, kind="stable")
    x, person = x[order], person[order]
    best = np.empty(0, np.float32), np.empty(0, np.int64), np.empty(0, np.int64)
    own = [], [], []
    floor = -np.inf
    for a in range(0, len(x), BLOCK):
        for b in range(a, len(x), BLOCK):
            scores = x[a : a + BLOCK] @ x[b : b + BLOCK].T
            if person[a + BLOCK - 1 if a + BLOCK <= len(x) else -1] >= person[b]:
                i, j = np.nonzero(person[a : a + BLOCK, None] == person[None, b : b + BLOCK])
                first = i + a < j + b
                for kept, found in zip(own, (scores[i, j][first], i[first] + a, j[first] + b)):
                    kept.append(found)
                scores[i, j] = -np.inf
            if a == b:
                scores[np.tril_indices(len(scores))] = -np.inf
            i, j = np.nonzero(scores > floor)
            found = np.concatenate([best[0], scores[i, j]]), np.append(best[1], i + a), np.append(best[2], j + b)
            if len(found[0]) > NEGATIVES:
                top = np.argpartition(found[0], -NEGATIVES)[-NEGATIVES:]
                found = tuple(values[top] for values in found)
                floor = found[0].min()
            best = found
    own = [np.concatenate(values) for values in own]
    below = own[0] < BELOW
    lowest = np.argsort(own[0][below], kind="stable")[:POSITIVES]
    write(os.path.join(out, "positives.txt"), names, order, [values[below][lowest] for values in own])
    highest = np.argsort(-best[0], kind="stable")
    write(os.path.join(out, "negatives.txt"), names, order, [values[highest] for values in best])


def write(path, names, order, pairs):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as file:
        for score, i, j in zip(*pairs):
            file.write(f"{names[order[i]]}\t{names[order[j]]}\t{score:.4f}\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["make", "mine"])
    parser.add_argument("source")
    parser.add_argument("out", nargs="?")
    parser.add_argument("--rows", type=int, default=40_000)
    parser.add_argument("--groups", type=int, default=1)
    given = parser.parse_args()
    if given.what == "make":
        make(given.source, given.rows, given.groups)
    else:
        mine(given.source, given.out)
