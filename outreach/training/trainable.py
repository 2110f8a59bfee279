"""The network of `outreach.reading.network` once more, in PyTorch, so that it can be trained; same names."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from outreach.reading.judgement import LABELS
from outreach.reading.network import EPSILON, WIDTH, WINDOWS, Array

HEADS, VALUES, HIDDEN = 4, 64, 256  # ways of looking at a text, width of what is looked at, width of the last layer
_PIECE, _FEATURES, _MEANING = 512, 512 + len(WINDOWS) * WIDTH, 512
_DROPPED = 0.3
_GONE = -1e4  # for places beyond the end of a text, before a maximum or a softmax


class Trainable(nn.Module):  # type: ignore[misc]  # PyTorch is not there when types are checked
    """Starts from the encoder's own weights below, and from chance above."""

    def __init__(self, encoder: Any) -> None:
        super().__init__()
        w = nn.ParameterDict()
        for name, array in _from_encoder(encoder).items():
            w[name] = nn.Parameter(torch.tensor(np.array(array, np.float32)))
        joined = _MEANING + HEADS * VALUES + VALUES
        for name, (rows, columns) in {
            "attend": (_FEATURES, HEADS),
            "value": (_FEATURES, VALUES),
            "hidden": (joined, HIDDEN),
            "out": (HIDDEN, len(LABELS)),
        }.items():
            layer = nn.Linear(rows, columns)
            w[name] = nn.Parameter(layer.weight.detach().T.clone())
            w[f"{name}_bias"] = nn.Parameter(layer.bias.detach().clone())
        self.w, self.drop = w, nn.Dropout(_DROPPED)

    def upper(self) -> list[nn.Parameter]:
        return [p for name, p in self.w.items() if name.removesuffix("_bias") in ("attend", "value", "hidden", "out")]

    def lower(self) -> list[nn.Parameter]:
        upper = {id(p) for p in self.upper()}
        return [p for p in self.w.values() if id(p) not in upper]

    def forward(self, pieces: Tensor, there: Tensor) -> Tensor:
        """Scores before the sigmoid (texts x labels). `there` is 1 where a text has a piece, 0 beyond its end."""
        w, mask, count = self.w, there[..., None], there.sum(1, keepdim=True)
        features = self._features(pieces, mask)
        mean = features.sum(1) @ w["cnn"] / count.sqrt() + w["cnn_bias"] * count.sqrt()
        values = self.drop(features) @ w["value"] + w["value_bias"]
        share = (features @ w["attend"] + w["attend_bias"]).masked_fill(mask == 0, _GONE).softmax(1)
        attended = torch.einsum("bth,btd->bhd", share, values).flatten(1)
        highest = values.masked_fill(mask == 0, _GONE).max(1)[0]
        joined = self.drop(torch.cat([self._meaning(mean) * 10, attended, highest], 1))
        hidden = self.drop(torch.relu(joined @ w["hidden"] + w["hidden_bias"]))
        return hidden @ w["out"] + w["out_bias"]

    def _features(self, pieces: Tensor, mask: Tensor) -> Tensor:
        w = self.w
        projected = _levelled(pieces @ w["project"] + w["project_bias"], w["level"], w["level_bias"]) * mask
        found = [pieces]
        for number, (size, left) in enumerate(WINDOWS):
            own = projected[..., number * WIDTH : (number + 1) * WIDTH]
            first = (torch.relu(_windows(own, size, left) @ w[f"first{size}"] + w[f"first_bias{size}"]) + own) * mask
            found.append(torch.relu(_windows(first, size, left) @ w[f"second{size}"] + w[f"second_bias{size}"]) + first)
        return _levelled(torch.cat(found, -1), w["joined"], w["joined_bias"]) * mask

    def _meaning(self, mean: Tensor) -> Tensor:
        w = self.w
        first = torch.relu(mean @ w["deep0"])
        second = torch.relu(mean @ w["pass1"] + first @ w["deep1"])
        third = torch.relu(second @ w["deep2"])
        bent = torch.tanh(second @ w["pass3"] + third @ w["deep3"])
        return bent * torch.rsqrt((bent * bent).sum(1, keepdim=True).clamp(min=float(EPSILON)))

    def weights(self) -> dict[str, Array]:
        return {name: p.detach().numpy().copy() for name, p in self.w.items()}


def _from_encoder(model: Any) -> dict[str, Any]:
    """The weights of the pinned encoder under the names that we give them."""
    named = {
        "project": model.proj_W, "project_bias": model.proj_b, "level": model.ln_g_all, "level_bias": model.ln_b_all,
        "joined": model.ln_g, "joined_bias": model.ln_b, "cnn": model.cnn_W, "cnn_bias": model.cnn_b,
        "deep0": model.d0, "deep1": model.d1, "deep2": model.d2, "deep3": model.d3, "pass1": model.p1,
        "pass3": model.p3,
    }  # fmt: skip
    for number, (size, _) in enumerate(WINDOWS):
        named[f"first{size}"], named[f"first_bias{size}"] = model.w1[number], model.b1[number]
        named[f"second{size}"], named[f"second_bias{size}"] = model.w2[number], model.b2[number]
    return named


def _windows(rows: Tensor, size: int, left: int) -> Tensor:
    padded = nn.functional.pad(rows, (0, 0, left, size - 1 - left))
    return torch.cat([padded[:, start : start + rows.shape[1]] for start in range(size)], -1)


def _levelled(rows: Tensor, scale: Tensor, shift: Tensor) -> Tensor:
    centred = rows - rows.mean(-1, keepdim=True)
    return centred * torch.rsqrt((centred * centred).mean(-1, keepdim=True) + float(EPSILON)) * scale + shift
