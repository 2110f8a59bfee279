"""`make train`: the weights of the statistical reader, from the texts in inbox_rules/training/.

Without `--try` it learns from every voice and writes the weights. With it, every fifth voice of each language is held
back, nothing is written, and what is printed is how well voices are read that were never seen.
"""

from __future__ import annotations

import argparse
import random
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import torch
from torch import Tensor, nn

from outreach.definitions.judge import WEIGHTS
from outreach.definitions.weights import WordPieces, save
from outreach.definitions.workspace import shipped
from outreach.domain.finding import Intent
from outreach.reading.judgement import LABELS
from outreach.training.corpus import Example, read_corpus
from outreach.training.trainable import Trainable

ROUNDS, AT_ONCE = 6, 48
PACE_BELOW, PACE_ABOVE = 5e-4, 1e-3  # the encoder knows its languages already, what is above it knows nothing
JOINED, DEFACED = 0.4, 0.2  # of the texts: joined to others, as a mail is; typed as on a telephone
OTHERS, SMALL_TALK = (1, 1, 2, 3), 0.5  # how many others, and the share of them that say nothing
MEMBERS = 2  # networks that learn the same from different beginnings
EVERY = 5
THRESHOLD = 0.4


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--try", action="store_true", dest="held_back", help="hold voices back and measure on them")
    chosen = arguments.parse_args()
    corpus = read_corpus(shipped() / "inbox_rules" / "training")
    if corpus.problems:
        sys.exit("\n".join(map(str, corpus.problems)))
    seen, unseen = by_voice(corpus.examples) if chosen.held_back else (list(corpus.examples), [])
    print(f"{len(seen)} texts of {len({(e.language, e.voice) for e in seen})} voices to learn from")
    networks = [train(seen, seed) for seed in range(MEMBERS)]
    if unseen:
        report(networks, unseen)
        return
    save([network.weights() for network in networks])
    print(f"{WEIGHTS.name}: {WEIGHTS.stat().st_size / 1e6:.1f} MB")


def by_voice(examples: Sequence[Example]) -> tuple[list[Example], list[Example]]:
    """(to learn from, to be tried on): every fifth voice of each language is only tried."""
    voices: dict[str, list[str]] = defaultdict(list)
    for example in examples:
        if example.voice not in voices[example.language]:
            voices[example.language].append(example.voice)
    tried = {(language, voice) for language, names in voices.items() for voice in names[EVERY - 1 :: EVERY]}
    return (
        [e for e in examples if (e.language, e.voice) not in tried],
        [e for e in examples if (e.language, e.voice) in tried],
    )


def train(examples: Sequence[Example], seed: int) -> Trainable:
    torch.manual_seed(seed)
    chance, pieces = random.Random(seed), WordPieces()  # noqa: S311 - no secret hangs on it
    network, loss_of = Trainable(pieces.encoder), nn.BCEWithLogitsLoss()
    paces = [PACE_BELOW, PACE_ABOVE]
    groups = [
        {"params": part, "lr": pace} for part, pace in zip((network.lower(), network.upper()), paces, strict=True)
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = ROUNDS * (len(examples) // AT_ONCE + 1)
    warmed = torch.optim.lr_scheduler.OneCycleLR(optimizer, paces, total_steps=steps, pct_start=0.15)
    network.train()
    for number in range(ROUNDS):
        losses = []
        for texts, labels in _batches(examples, chance):
            optimizer.zero_grad()
            loss = loss_of(network(*_tensors(texts, pieces)), _targets(labels))
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            warmed.step()
            losses.append(loss.item())
        print(f"round {number + 1} of {ROUNDS}: loss {sum(losses) / len(losses):.4f}", flush=True)
    network.eval()
    return network


Batch = tuple[list[str], list[frozenset[str]]]


def _batches(examples: Sequence[Example], chance: random.Random) -> Iterator[Batch]:
    """All texts once, those of about one length together, in an order that differs each time."""
    of_language: dict[str, dict[bool, list[Example]]] = defaultdict(lambda: {True: [], False: []})
    for example in examples:
        of_language[example.language][bool(example.labels)].append(example)
    varied = [_varied(example, of_language[example.language], chance) for example in examples]
    varied.sort(key=lambda pair: len(pair[0]) * chance.uniform(0.8, 1.2))
    starts = list(range(0, len(varied), AT_ONCE))
    chance.shuffle(starts)
    for start in starts:
        batch = varied[start : start + AT_ONCE]
        yield [text for text, _ in batch], [labels for _, labels in batch]


def _varied(
    example: Example, others: Mapping[bool, Sequence[Example]], chance: random.Random
) -> tuple[str, frozenset[str]]:
    """The text as it is, among others of the language, or without what people leave out on a telephone.

    `others` are those that say something (True) and those that say nothing. In a mail the one sentence that counts
    stands among small talk.
    """
    text, labels = example.text, example.labels
    if chance.random() < JOINED:
        more = [chance.choice(others[chance.random() >= SMALL_TALK]) for _ in range(chance.choice(OTHERS))]
        parts = [example, *more]
        chance.shuffle(parts)
        text = " ".join(part.text if part.text.endswith((".", "!", "?")) else f"{part.text}." for part in parts)
        labels = labels.union(*(part.labels for part in more))
    if chance.random() < DEFACED:
        text = chance.choice((str.lower, _without_stops, _without_accents))(text)
    return text, labels


def _without_stops(text: str) -> str:
    return "".join(char for char in text if char not in ".,'!?")


def _without_accents(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))


def _tensors(texts: Sequence[str], pieces: WordPieces) -> tuple[Tensor, Tensor]:
    """(vectors of the word pieces, 1 where there is one), filled up to the longest text."""
    rows = [torch.tensor(pieces.vectors(text)) for text in texts]
    there = [torch.ones(len(row)) for row in rows]
    return nn.utils.rnn.pad_sequence(rows, batch_first=True), nn.utils.rnn.pad_sequence(there, batch_first=True)


def _targets(labels: Sequence[frozenset[str]]) -> Tensor:
    return torch.tensor([[float(label in said) for label in LABELS] for said in labels])


def report(networks: Sequence[Trainable], unseen: Sequence[Example]) -> None:
    """Precision, recall and F1 of the intents, for each language and for each intent, on voices never seen."""
    pieces, intents = WordPieces(), [label for label in LABELS if label in set(Intent)]
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    with torch.no_grad():
        for example in unseen:
            tensors = _tensors([example.text], pieces)
            scores = torch.stack([torch.sigmoid(network(*tensors))[0] for network in networks]).mean(0)
            read = {label for label, score in zip(LABELS, scores, strict=True) if score > THRESHOLD}
            for intent in intents:
                for name in (example.language, intent, "all"):
                    counts[name][0] += intent in read and intent in example.labels
                    counts[name][1] += intent in read
                    counts[name][2] += intent in example.labels
    for name, (right, read_, said) in counts.items():
        f1 = 2 * right / max(1, read_ + said)
        print(f"{name:16} precision {right / max(1, read_):.3f}  recall {right / max(1, said):.3f}  F1 {f1:.3f}")


if __name__ == "__main__":
    main()
