"""The tokenizer: byte-level BPE with Qwen's special tokens, trained once on our own questions and
answers and then stored.

Digits, capitals in a row and Chinese characters stay single, and the fixed parts of a box answer
are one token each.
"""

import random
from functools import lru_cache
from pathlib import Path

from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import PreTrainedTokenizerFast

SPECIAL_TOKENS = (
    "<|endoftext|>", "<|im_start|>", "<|im_end|>", "<|object_ref_start|>", "<|object_ref_end|>",
    "<|box_start|>", "<|box_end|>", "<|quad_start|>", "<|quad_end|>", "<|vision_start|>",
    "<|vision_end|>", "<|vision_pad|>", "<|image_pad|>", "<|video_pad|>",
)  # fmt: skip
PLAIN_ADDED_TOKENS = (
    "<tool_call>",
    "</tool_call>",
    "<tool_response>",
    "</tool_response>",
    "<think>",
    "</think>",
)
VOCABULARY_SIZE = 1536
WORDS = Regex(
    r'```json\n\[|\n\]\n```|\n\t\{"bbox_2d": \[|\n\t\{"point_2d": \[|\], "label": "|"\},|"\}|, '
    r"|\p{Han}|\p{N}| ?\p{Lu}?[\p{Ll}\p{M}]+| ?\p{Lu}|\p{L}| ?[^\s\p{L}\p{N}]|\s+"
)


def train_tokenizer(texts) -> Tokenizer:
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(WORDS, "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY_SIZE - len(PLAIN_ADDED_TOKENS),
        special_tokens=list(SPECIAL_TOKENS),
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    tokenizer.add_tokens(list(PLAIN_ADDED_TOKENS))
    return tokenizer


def sample_texts(seed: int, conversations: int):
    """Texts for the tokenizer: the same generator that training uses."""
    from training.conversation import sample_strings

    rng = random.Random(seed)
    for _ in range(conversations):
        yield from sample_strings(rng)


def load_or_train_tokenizer(
    path: Path, seed: int = 0, conversations: int = 4000
) -> PreTrainedTokenizerFast:
    """The tokenizer stored at `path`; trained and stored first where there is none."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        train_tokenizer(sample_texts(seed, conversations)).save(str(path))
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_file=str(path),
        eos_token="<|im_end|>",
        pad_token="<|endoftext|>",
        model_max_length=8192,
        clean_up_tokenization_spaces=False,
    )
    tokenizer.chat_template = (Path(__file__).parent / "chat_template.jinja").read_text()
    return tokenizer


class Encoder:
    """Text to token numbers with the characters each token covers, remembered for the texts that
    come again.
    """

    def __init__(self, tokenizer: PreTrainedTokenizerFast):
        self._backend = tokenizer.backend_tokenizer
        self.encode = lru_cache(maxsize=100_000)(self._encode)
        self.special = {token: tokenizer.convert_tokens_to_ids(token) for token in SPECIAL_TOKENS}

    def _encode(self, text: str) -> tuple[tuple[int, ...], tuple[tuple[int, int], ...]]:
        encoding = self._backend.encode(text, add_special_tokens=False)
        return tuple(encoding.ids), tuple(encoding.offsets)
