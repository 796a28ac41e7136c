"""The shipped checkpoint, its chat template and tokenizer, and the batched forward pass of
training.
"""

import random
from pathlib import Path

import numpy as np
import pytest
import torch
from transformers import AutoConfig, AutoProcessor, PreTrainedTokenizerFast

from training.batch import BatchShape, empty_batch, fill_batch, write_pack
from training.conversation import Message, make_pack, sample_strings
from training.draw import draw_picture
from training.forward import see, speak
from training.grid import grid_of, picture_to_patches
from training.held_out import shapes_picture
from training.labels import COLUMN, cell_labels
from training.model import build_model, build_processor
from training.said import text_of
from training.tokens import Encoder, load_or_train_tokenizer
from training.world import SHAPES

FOLDER = Path(__file__).parents[2] / "assets" / "demo_model"
MAX_FOLDER_BYTES = 8_000_000


@pytest.fixture(scope="module")
def tokenizer() -> PreTrainedTokenizerFast:
    return load_or_train_tokenizer(FOLDER / "tokenizer.json")


@pytest.fixture(scope="module")
def model(tokenizer):
    torch.set_num_threads(1)
    model = build_model(tokenizer, seed=0).eval()
    for parameter in model.parameters():
        if parameter.ndim > 1:
            parameter.data.mul_(3)  # so that attention is far from uniform and errors would show
    return model


def test_the_folder_is_small_enough_to_ship():
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) <= MAX_FOLDER_BYTES


def test_the_checkpoint_is_a_plain_qwen3_vl():
    config = AutoConfig.from_pretrained(FOLDER)
    assert config.architectures == ["Qwen3VLForConditionalGeneration"]
    assert config.text_config.max_position_embeddings >= 8192


def test_the_stored_template_and_configuration_are_those_of_the_code(tokenizer):
    stored = AutoProcessor.from_pretrained(FOLDER)
    assert stored.chat_template == tokenizer.chat_template
    assert stored.image_processor.size == build_processor(tokenizer).image_processor.size


def test_the_tokenizer_gives_back_every_text(tokenizer):
    texts = [text for seed in range(8) for text in sample_strings(random.Random(seed))]
    for text in [*texts, "naïve café ☕ 日本語 مرحبا", '{"a": [1, 2]}\n\t  x']:
        assert tokenizer.decode(tokenizer.encode(text, add_special_tokens=False)) == text


def test_digits_and_capitals_stay_single_tokens(tokenizer):
    assert len(tokenizer.encode("0123ABC", add_special_tokens=False)) == 7


def test_the_processor_gives_the_grid_that_training_uses(tokenizer):
    processor = build_processor(tokenizer)
    for size in ((64, 64), (64, 500), (333, 517), (320, 320), (900, 300)):
        picture, _ = shapes_picture(random.Random(1), 1, size)
        grid = processor.image_processor(picture, return_tensors="pt")["image_grid_thw"][0]
        assert tuple(grid[1:] // 2) == grid_of(*size)


def test_the_template_renders_turns_pictures_and_the_prompt_for_an_answer(tokenizer):
    messages = [
        {"role": "system", "content": "Be brief."},
        {
            "role": "user",
            "content": [
                {"type": "image_url", "image_url": {"url": "x"}},
                {"type": "text", "text": "Hi"},
            ],
        },
        {"role": "assistant", "content": "Hello!"},
        {"role": "user", "content": [{"type": "text", "text": "And"}, {"type": "image"}]},
    ]
    text = tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=True)
    picture = "<|vision_start|><|image_pad|><|vision_end|>"
    assert text == (
        f"<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\n{picture}Hi<|im_end|>\n"
        f"<|im_start|>assistant\nHello!<|im_end|>\n<|im_start|>user\nAnd{picture}<|im_end|>\n"
        "<|im_start|>assistant\n"
    )


def test_the_template_renders_tools_calls_and_their_results(tokenizer):
    call = {"type": "function", "function": {"name": "now", "arguments": {"zone": "UTC"}}}
    messages = [
        {"role": "user", "content": "Time?"},
        {"role": "assistant", "content": "", "tool_calls": [call]},
        {"role": "tool", "content": "12:00"},
    ]
    tools = [{"type": "function", "function": {"name": "now", "parameters": {}}}]
    text = tokenizer.apply_chat_template(
        messages, tools=tools, tokenize=False, add_generation_prompt=True
    )
    assert '<tools>\n{"type": "function"' in text
    assert (
        '<tool_call>\n{"name": "now", "arguments": {"zone": "UTC"}}\n</tool_call><|im_end|>' in text
    )
    assert "<|im_start|>user\n<tool_response>\n12:00\n</tool_response><|im_end|>" in text


def one_pack(pictures, pack, tokenizer):
    """The pack alone in a batch."""
    shape = BatchShape(packs=1, tokens=600)
    batch = empty_batch(shape)
    for name in ("cells", "branches", "targets", "answers", "aim_at"):
        batch[name].fill(-1)
    grids = [grid_of(*picture.size) for picture, _ in pictures]
    patches = [picture_to_patches(p, *g) for (p, _), g in zip(pictures, grids, strict=True)]
    write_pack(
        random.Random(0), batch, 0, pack, tuple(grids), list(range(len(grids))), Encoder(tokenizer)
    )
    batch["patches"] = np.stack(patches or [batch["patches"][0]])
    batch["grids"] = np.array(grids or [(1, 1)])
    return {name: torch.from_numpy(array) for name, array in batch.items()}


@pytest.mark.parametrize("number_of_pictures", [0, 1, 2])
@torch.no_grad()
def test_the_batched_forward_pass_equals_transformers(model, tokenizer, number_of_pictures):
    rng = random.Random(number_of_pictures + 5)
    pictures = [draw_picture(rng, "shapes") for _ in range(number_of_pictures)]
    pack = make_pack(rng, tuple(scene for _, scene in pictures), 2)
    batch = one_pack(pictures, pack, tokenizer)
    seen = see(model, batch["patches"], batch["grids"])
    hidden, _ = speak(
        model, batch["ids"].long(), batch["places"], batch["cells"], batch["branches"], seen
    )
    ours = hidden[0] @ model.model.language_model.embed_tokens.weight.T
    processor = build_processor(tokenizer)
    for number, messages in enumerate(pack.branches, start=1):
        first = Message("user", (*pack.opening, *messages[0].parts))
        rows = [as_chat(message) for message in (*pack.trunk, first, *messages[1:])]
        text = processor.apply_chat_template(rows, tokenize=False)
        inputs = processor(
            text=[text], images=[p for p, _ in pictures] or None, return_tensors="pt"
        )
        own = (batch["branches"][0] == 0) | (batch["branches"][0] == number)
        assert inputs["input_ids"][0].tolist() == batch["ids"][0][own].tolist()
        theirs = model(**inputs).logits[0]
        assert (theirs - ours[own]).abs().max() < 0.02  # the two resizers round pixels differently
        assert torch.equal(theirs.argmax(-1), ours[own].argmax(-1))


def as_chat(message: Message) -> dict:
    parts = [
        {"type": "image"} if isinstance(part, int) else {"type": "text", "text": text_of(part)}
        for part in message.parts
    ]
    return {"role": message.role, "content": parts}


def test_batches_are_made_from_their_seed_alone(tokenizer):
    shape, encoder = BatchShape(packs=4), Encoder(tokenizer)
    first, second = empty_batch(shape), empty_batch(shape)
    fill_batch(first, shape, encoder, 1, 7)
    fill_batch(second, shape, encoder, 1, 6)
    fill_batch(second, shape, encoder, 1, 7)
    assert all(np.array_equal(first[name], second[name]) for name in first)


def test_each_thing_has_cells_that_carry_its_labels():
    for seed in range(10):
        picture, scene = draw_picture(random.Random(seed), "shapes")
        labels, boxes = cell_labels(scene, *grid_of(*picture.size))
        for thing in scene.things:
            mine = np.abs(boxes - np.float16(thing.box)).max(1) < 1e-3
            assert (
                labels[mine, COLUMN["shape"]] == 1 + SHAPES.index(thing.shape)
            ).all() and mine.any()
