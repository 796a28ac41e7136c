"""The model's forward pass over a whole batch of packs with static shapes; equal to transformers'
own (a test holds it).

Works on the modules of Qwen3VLForConditionalGeneration. The branches of a pack do not see each
other, and padded patches are never seen.
"""

from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor

from training.grid import MAX_PATCHES

UNSEEN = -1e4  # added to the attention scores of what must not be seen


class Seen(NamedTuple):
    """What the vision tower says of each cell: [pictures, MAX_CELLS, hidden], merged and from the
    deep stack.
    """

    merged: Tensor
    deep: list[Tensor]


def compute_dtype(device: torch.device) -> torch.dtype:
    return (
        torch.get_autocast_dtype(device.type)
        if torch.is_autocast_enabled(device.type)
        else torch.float32
    )


def rotate_half(x: Tensor) -> Tensor:
    left, right = x.chunk(2, -1)
    return torch.cat((-right, left), -1)


def rotated(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    return (x.float() * cos + rotate_half(x.float()) * sin).to(x.dtype)


# -- vision ----------------------------------------------------------------------------------------
# ------------------


def patch_places(grids: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Row and column of every patch in processor order, and whether it exists: [pictures,
    MAX_PATCHES] each.
    """
    number = torch.arange(MAX_PATCHES, device=grids.device)[None]
    rows, columns = grids[:, :1], grids[:, 1:]
    cell, inner = number // 4, number % 4
    row = cell // columns * 2 + inner // 2
    column = cell % columns * 2 + inner % 2
    return row, column, number < rows * columns * 4


def position_embedding(visual, row: Tensor, column: Tensor, grids: Tensor) -> Tensor:
    """The learned square table, stretched over each picture's grid by bilinear interpolation
    (corners aligned).

    Written as a product with hat-shaped weights: looking the corners up would make a slow backward
    pass on CUDA.
    """
    side = visual.num_grid_per_side
    ticks = torch.arange(side, device=row.device)
    y = row * (side - 1) / (grids[:, :1] * 2 - 1)
    x = column * (side - 1) / (grids[:, 1:] * 2 - 1)
    weight_y = (1 - (y[..., None] - ticks).abs()).clamp(min=0)
    weight_x = (1 - (x[..., None] - ticks).abs()).clamp(min=0)
    weights = (weight_y[..., :, None] * weight_x[..., None, :]).flatten(2)
    return weights @ visual.pos_embed.weight


def vision_rotary(row: Tensor, column: Tensor, head_dim: int) -> tuple[Tensor, Tensor]:
    half = head_dim // 2
    frequency = 1.0 / (10_000.0 ** (torch.arange(0, half, 2, device=row.device).float() / half))
    angles = torch.cat((row[..., None] * frequency, column[..., None] * frequency), -1)
    angles = torch.cat((angles, angles), -1)[:, None]
    return angles.cos(), angles.sin()


def vision_block(block, x: Tensor, cos: Tensor, sin: Tensor, mask: Tensor, heads: int) -> Tensor:
    pictures, patches, width = x.shape
    qkv = block.attn.qkv(block.norm1(x)).view(pictures, patches, 3, heads, width // heads)
    q, k, v = qkv.permute(2, 0, 3, 1, 4)
    attended = F.scaled_dot_product_attention(
        rotated(q, cos, sin), rotated(k, cos, sin), v, attn_mask=mask
    )
    x = x + block.attn.proj(attended.transpose(1, 2).reshape(pictures, patches, width))
    return x + block.mlp(block.norm2(x))


def merge(merger, x: Tensor) -> Tensor:
    pictures, patches, width = x.shape
    return merger(x.reshape(pictures * patches, width)).view(pictures, patches // 4, -1)


def see(model, patches: Tensor, grids: Tensor) -> Seen:
    """patches: uint8 [pictures, MAX_PATCHES, 768]; grids: rows and columns, [pictures, 2]."""
    visual = model.model.visual
    heads, width = visual.config.num_heads, visual.config.hidden_size
    row, column, real = patch_places(grids)
    kernel = (
        visual.patch_embed.proj.weight.sum(2).permute(0, 2, 3, 1).reshape(width, -1)
    )  # a still is its own 2nd frame
    x = F.linear(patches.float() / 127.5 - 1, kernel, visual.patch_embed.proj.bias)
    x = x + position_embedding(visual, row, column, grids)
    cos, sin = vision_rotary(row, column, width // heads)
    mask = torch.zeros(real.shape, dtype=compute_dtype(x.device), device=x.device).masked_fill(
        ~real, UNSEEN
    )
    mask = mask[:, None, None].expand(-1, heads, MAX_PATCHES, -1)
    deep = []
    for number, block in enumerate(visual.blocks):
        x = vision_block(block, x, cos, sin, mask, heads)
        if number in visual.deepstack_visual_indexes:
            deep.append(merge(visual.deepstack_merger_list[len(deep)], x))
    return Seen(merge(visual.merger, x), deep)


# -- language --------------------------------------------------------------------------------------
# ------------------


def branch_mask(branches: Tensor) -> Tensor:
    """bool [packs, tokens, tokens]: a token sees what came before it in the trunk and in its own
    branch.
    """
    tokens = branches.shape[1]
    causal = torch.ones(tokens, tokens, dtype=torch.bool, device=branches.device).tril()
    seer, seen = branches[:, :, None], branches[:, None, :]
    return causal & ((seen == 0) | (seen == seer))


def text_rotary(rotary, places: Tensor) -> tuple[Tensor, Tensor]:
    """Interleaved M-RoPE: frequency 3i+1 follows the row and 3i+2 the column, as far as the
    sections reach.
    """
    frequency = rotary.inv_freq.float()
    axis = torch.zeros(len(frequency), dtype=torch.long, device=places.device)
    for dimension in (1, 2):
        axis[dimension : rotary.mrope_section[dimension] * 3 : 3] = dimension
    angles = places.float()[..., axis] * frequency
    angles = torch.cat((angles, angles), -1)[:, None]
    return angles.cos(), angles.sin()


def rms_norm(norm, x: Tensor) -> Tensor:
    return F.rms_norm(x.float(), (x.shape[-1],), norm.weight, norm.variance_epsilon)


def queries_keys_values(
    attention, x: Tensor, cos: Tensor, sin: Tensor
) -> tuple[Tensor, Tensor, Tensor]:
    packs, tokens, _ = x.shape
    heads = (packs, tokens, -1, attention.head_dim)
    q = rms_norm(attention.q_norm, attention.q_proj(x).view(heads)).transpose(1, 2)
    k = rms_norm(attention.k_norm, attention.k_proj(x).view(heads)).transpose(1, 2)
    v = attention.v_proj(x).view(heads).transpose(1, 2)
    return rotated(q, cos, sin).to(v.dtype), rotated(k, cos, sin).to(v.dtype), v


def text_block(
    layer, x: Tensor, cos: Tensor, sin: Tensor, mask: Tensor
) -> tuple[Tensor, Tensor, Tensor]:
    """The layer's output, and its queries and keys for the attention losses."""
    packs, tokens, _ = x.shape
    attention = layer.self_attn
    q, k, v = queries_keys_values(attention, rms_norm(layer.input_layernorm, x), cos, sin)
    groups = attention.num_key_value_groups
    k = k.repeat_interleave(groups, 1)
    attended = F.scaled_dot_product_attention(q, k, v.repeat_interleave(groups, 1), attn_mask=mask)
    x = x + attention.o_proj(attended.transpose(1, 2).reshape(packs, tokens, -1))
    return x + layer.mlp(rms_norm(layer.post_attention_layernorm, x)), q, k


def place_cells(values: Tensor, cells: Tensor) -> Tensor:
    """For each token the value of the cell that stands there, of any cell where none does.

    "Any" is spread evenly, because the backward pass on CUDA adds up the uses of one cell one after
    the other.
    """
    flat = values.reshape(-1, values.shape[-1])
    anything = torch.arange(cells.numel(), device=cells.device).view_as(cells) % len(flat)
    return flat[torch.where(cells >= 0, cells.long(), anything)]


def speak(model, ids: Tensor, places: Tensor, cells: Tensor, branches: Tensor, seen: Seen):
    """Hidden states after the last norm, and each layer's (queries, keys)."""
    text = model.model.language_model
    is_cell = (cells >= 0)[..., None]
    x = text.embed_tokens(ids)
    x = torch.where(is_cell, place_cells(seen.merged, cells).to(x.dtype), x)
    cos, sin = text_rotary(text.rotary_emb, places)
    heads = text.config.num_attention_heads
    visible = branch_mask(branches)
    mask = torch.zeros(
        visible.shape, dtype=compute_dtype(ids.device), device=ids.device
    ).masked_fill(~visible, UNSEEN)
    mask = mask[:, None].expand(-1, heads, -1, -1)
    looks = []
    for number, layer in enumerate(text.layers):
        x, q, k = text_block(layer, x, cos, sin, mask)
        looks.append((q, k))
        if number < len(seen.deep):
            x = x + torch.where(is_cell, place_cells(seen.deep[number], cells).to(x.dtype), 0.0)
    return rms_norm(text.norm, x), looks
