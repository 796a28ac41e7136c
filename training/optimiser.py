"""Muon for the matrices inside the blocks (grouped by shape, so that few kernels run), AdamW for
all else.

Muon: Keller Jordan et al., 2024; the update is the momentum made orthogonal by five Newton-Schulz
steps.
"""

import torch
from torch import Tensor

NEWTON_SCHULZ = (3.4445, -4.7750, 2.0315)


def orthogonal(stack: Tensor, steps: int = 5) -> Tensor:
    """Each matrix of the stack with its singular values pulled towards 1."""
    a, b, c = NEWTON_SCHULZ
    x = stack.bfloat16() if stack.is_cuda else stack
    tall = x.shape[1] > x.shape[2]
    x = x.mT if tall else x
    x = x / (x.norm(dim=(1, 2), keepdim=True) + 1e-7)
    for _ in range(steps):
        gram = x @ x.mT
        x = a * x + (b * gram + c * gram @ gram) @ x
    return (x.mT if tall else x).float()


class Muon:
    def __init__(self, parameters, momentum: float = 0.95):
        self.momentum = momentum
        self.groups: dict[tuple[int, int], list[torch.nn.Parameter]] = {}
        for parameter in parameters:
            self.groups.setdefault(tuple(parameter.shape), []).append(parameter)
        self.memory = {
            shape: torch.zeros(len(group), *shape, device=group[0].device)
            for shape, group in self.groups.items()
        }

    @torch.no_grad()
    def step(self, rate: float) -> None:
        for shape, group in self.groups.items():
            gradient = torch.stack([parameter.grad for parameter in group])
            memory = self.memory[shape].mul_(self.momentum).add_(gradient)
            update = (
                orthogonal(gradient + self.momentum * memory) * max(1.0, shape[0] / shape[1]) ** 0.5
            )
            torch._foreach_add_(group, list(update.unbind()), alpha=-rate)

    def state(self) -> dict:
        return {shape: memory.bfloat16().cpu() for shape, memory in self.memory.items()}

    def load(self, state: dict) -> None:
        for shape, memory in state.items():
            self.memory[shape].copy_(memory)


class Optimiser:
    """Both optimisers behind one step; `scale` is the schedule's value between 0 and 1."""

    def __init__(self, model, head, muon_rate: float, adam_rate: float):
        inner = [
            p
            for name, p in model.named_parameters()
            if p.ndim == 2 and ("blocks." in name or "layers." in name or "merger" in name)
        ]
        chosen = {id(p) for p in inner}
        outer = [p for p in (*model.parameters(), *head.parameters()) if id(p) not in chosen]
        self.muon, self.muon_rate, self.adam_rate = Muon(inner), muon_rate, adam_rate
        self.adam = torch.optim.AdamW(
            outer, lr=adam_rate, betas=(0.9, 0.98), weight_decay=0.0, fused=inner[0].is_cuda or None
        )
        self.parameters = inner + outer

    def step(self, scale: float) -> None:
        torch.nn.utils.clip_grad_norm_(self.adam.param_groups[0]["params"], 1.0)
        self.muon.step(self.muon_rate * scale)
        self.adam.param_groups[0]["lr"] = self.adam_rate * scale
        self.adam.step()
        for parameter in self.parameters:
            parameter.grad = None

    def state(self) -> dict:
        return {"muon": self.muon.state(), "adam": self.adam.state_dict()}

    def load(self, state: dict) -> None:
        self.muon.load(state["muon"])
        self.adam.load_state_dict(state["adam"])
