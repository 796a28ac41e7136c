"""The model's configuration, tokenizer and processor: a plain Qwen3VLForConditionalGeneration, only
very small.
"""

from pathlib import Path

import torch
from transformers import (
    GenerationConfig,
    Qwen3VLConfig,
    Qwen3VLForConditionalGeneration,
    Qwen3VLProcessor,
)
from transformers.models.qwen2_vl import Qwen2VLImageProcessor
from transformers.models.qwen3_vl.video_processing_qwen3_vl import Qwen3VLVideoProcessor

from training.grid import CELL_PX, MAX_CELLS, MIN_CELLS, PATCH_PX
from training.tokens import VOCABULARY_SIZE

HEAD_DIM = 32  # the smallest that vLLM's CPU attention runs
PIXELS = {"shortest_edge": MIN_CELLS * CELL_PX**2, "longest_edge": MAX_CELLS * CELL_PX**2}
VIDEO_PIXELS = {"shortest_edge": CELL_PX**2, "longest_edge": 4 * MAX_CELLS * CELL_PX**2}
MAX_POSITIONS = 8192


def text_config(eos_token_id: int) -> dict:
    return {
        "vocab_size": VOCABULARY_SIZE,
        "hidden_size": 160,
        "intermediate_size": 448,
        "num_hidden_layers": 5,
        "num_attention_heads": 6,
        "num_key_value_heads": 2,
        "head_dim": HEAD_DIM,
        "max_position_embeddings": MAX_POSITIONS,
        "rope_parameters": {
            "rope_type": "default",
            "rope_theta": 1e4,
            "mrope_section": [6, 5, 5],
            "mrope_interleaved": True,
        },
        "tie_word_embeddings": True,
        "bos_token_id": None,
        "eos_token_id": eos_token_id,
    }


def vision_config() -> dict:
    return {
        "depth": 6,
        "hidden_size": 128,
        "intermediate_size": 448,
        "num_heads": 128 // HEAD_DIM,
        "patch_size": PATCH_PX,
        "spatial_merge_size": 2,
        "temporal_patch_size": 2,
        "out_hidden_size": 160,
        "num_position_embeddings": 256,
        "deepstack_visual_indexes": [2],
    }


def build_config(tokenizer) -> Qwen3VLConfig:
    ids = tokenizer.convert_tokens_to_ids
    return Qwen3VLConfig(
        text_config=text_config(ids("<|im_end|>")),
        vision_config=vision_config(),
        image_token_id=ids("<|image_pad|>"),
        video_token_id=ids("<|video_pad|>"),
        vision_start_token_id=ids("<|vision_start|>"),
        vision_end_token_id=ids("<|vision_end|>"),
        tie_word_embeddings=True,
    )


def build_model(tokenizer, seed: int) -> Qwen3VLForConditionalGeneration:
    """An untrained model in float32."""
    torch.manual_seed(seed)
    model = Qwen3VLForConditionalGeneration(build_config(tokenizer))
    ids = tokenizer.convert_tokens_to_ids
    model.generation_config = GenerationConfig(
        do_sample=False,
        eos_token_id=[ids("<|im_end|>"), ids("<|endoftext|>")],
        pad_token_id=ids("<|endoftext|>"),
    )
    return model


def build_processor(tokenizer) -> Qwen3VLProcessor:
    common = {
        "patch_size": PATCH_PX,
        "merge_size": 2,
        "temporal_patch_size": 2,
        "image_mean": [0.5] * 3,
        "image_std": [0.5] * 3,
    }
    return Qwen3VLProcessor(
        image_processor=Qwen2VLImageProcessor(size=PIXELS, **common),
        tokenizer=tokenizer,
        video_processor=Qwen3VLVideoProcessor(size=VIDEO_PIXELS, **common),
        chat_template=tokenizer.chat_template,
    )


def save_checkpoint(
    model: Qwen3VLForConditionalGeneration, processor: Qwen3VLProcessor, folder: Path
) -> None:
    """The model in bfloat16 with everything that transformers and vLLM need beside it. The model
    itself stays as it is.
    """
    folder.mkdir(parents=True, exist_ok=True)
    weights = {
        name: value.detach().to("cpu", torch.bfloat16) for name, value in model.state_dict().items()
    }
    small = Qwen3VLForConditionalGeneration(model.config).to(torch.bfloat16)
    small.load_state_dict(weights)
    small.generation_config = model.generation_config
    small.save_pretrained(folder)
    processor.save_pretrained(folder)
