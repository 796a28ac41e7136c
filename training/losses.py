"""What training minimises: the answers' tokens, the dense labels of the picture's cells, and where
attention looks.

The last two are scaffolding: the cell head is thrown away and attention supervision leaves no
weights behind. Without it the look-up of a word in the picture (what colour is the *star*) hardly
starts to learn.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from training.forward import UNSEEN, Seen, branch_mask
from training.labels import HEADS, IGNORE
from training.strand import AIM_KINDS

# For each kind of aim the layer and the heads that are told where to look; shape and colour in
# different key groups.
AIM_HEADS = {"shape": (1, (0,)), "colour": (1, (3,)), "look": (2, (1, 4))}
AIM_LOSS = {"shape": 0.3, "colour": 0.3, "look": 0.3}
CELL_LOSS = {"shape": 1.5, "letter": 1.5, "region": 0.5, "kind": 0.3, "background": 0.3}
BOX_LOSS = 8.0


class CellHead(nn.Module):
    """Reads every label of a cell, and its thing's box, off the vision tower's output for that
    cell.
    """

    def __init__(self, width: int):
        super().__init__()
        self.norm = nn.LayerNorm(width)
        self.linear = nn.Linear(width, sum(HEADS.values()) + 4)

    def forward(self, cells: Tensor) -> Tensor:
        return self.linear(self.norm(cells.float()))


def cell_losses(scores: Tensor, labels: Tensor, boxes: Tensor) -> tuple[Tensor, Tensor]:
    """The weighted sum of all cell losses, and for the log each head's accuracy (on things, where
    there are any).
    """
    parts = scores.flatten(0, 1).float().split([*HEADS.values(), 4], -1)
    truth = labels.flatten(0, 1).long()
    total, rights = scores.new_zeros(()), []
    for column, name in enumerate(HEADS):
        target = truth[:, column]
        total = total + CELL_LOSS.get(name, 0.4) * F.cross_entropy(
            parts[column], target, ignore_index=IGNORE
        )
        counted = target >= 1 if name in ("shape", "colour", "letter") else target >= 0
        right = (parts[column].argmax(-1) == target) & counted
        rights.append(right.sum() / counted.sum().clamp(min=1))
    target_boxes = boxes.flatten(0, 1).float()
    boxed = (target_boxes[:, :1] >= 0).float()
    gap = ((parts[-1] - target_boxes).abs() * boxed).sum() / (4 * boxed.sum()).clamp(min=1)
    return total + BOX_LOSS * gap, torch.stack([*rights, gap])


def token_loss(hidden: Tensor, embedding: Tensor, targets: Tensor, weights: Tensor) -> Tensor:
    told = targets >= 0
    scores = F.linear(hidden[told], embedding)
    each = F.cross_entropy(scores.float(), targets[told].long(), reduction="none")
    return (each * weights[told]).sum() / weights.sum()


def aim_loss(
    queries: Tensor, keys: Tensor, at: Tensor, bits: Tensor, owners: Tensor, visible: Tensor
) -> Tensor:
    """-log of the attention that the tokens `at` of one head give to their owners' cells."""
    aimed = at >= 0
    rows = at.clamp(min=0).long()[..., None]
    q = queries.gather(1, rows.expand(-1, -1, queries.shape[-1])).float()
    scores = q @ keys.float().transpose(1, 2) * queries.shape[-1] ** -0.5
    scores = scores.masked_fill(~visible.gather(1, rows.expand(-1, -1, visible.shape[-1])), UNSEEN)
    owned = (bits[..., None] & owners[:, None]) != 0
    missed = torch.logsumexp(scores, -1) - torch.logsumexp(scores.masked_fill(~owned, UNSEEN), -1)
    return (missed.clamp(max=20) * aimed).sum() / aimed.sum().clamp(min=1)


def aim_losses(looks, batch: dict[str, Tensor]) -> Tensor:
    """The loss of each kind of aim."""
    visible, owners = branch_mask(batch["branches"]), batch["owners"]
    losses = []
    for kind, name in enumerate(AIM_KINDS):
        layer, heads = AIM_HEADS[name]
        queries, keys = looks[layer]
        at, bits = batch["aim_at"][:, kind], batch["aim_bits"][:, kind]
        losses.append(
            sum(aim_loss(queries[:, h], keys[:, h], at, bits, owners, visible) for h in heads)
            / len(heads)
        )
    return torch.stack(losses)


def total_loss(
    model,
    head: CellHead,
    batch: dict[str, Tensor],
    seen: Seen,
    hidden: Tensor,
    looks,
    cell_weight: float,
):
    """The loss to minimise and a row of numbers for the log: token loss, aims, then the cells'
    accuracies.
    """
    tokens = token_loss(
        hidden, model.model.language_model.embed_tokens.weight, batch["targets"], batch["weights"]
    )
    aims = aim_losses(looks, batch)
    cells, report = cell_losses(head(seen.merged), batch["cell_labels"], batch["cell_boxes"])
    weights = torch.tensor([AIM_LOSS[name] for name in AIM_KINDS], device=aims.device)
    total = tokens + (aims * weights).sum() + cell_weight * cells
    return total, torch.cat((tokens.detach()[None], aims.detach(), report.detach()))
