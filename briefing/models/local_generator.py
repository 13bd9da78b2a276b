"""A seq2seq or causal chat model on this machine, through transformers: safetensors or GGUF, on CPU, CUDA or MPS.

Code that comes with a model is never run (`trust_remote_code` stays off) and pickled weights are never opened.
Prompts are packed into batches of like length; what they all begin with (instructions, examples) is read once. Where
memory runs out the batch is halved, then the model moves to the processor, and a prompt that fails even there gets a
reply that says so. torch is imported by the first call.
"""

from __future__ import annotations

import copy
import gc
import json
import os
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from briefing.config import ModelSettings
from briefing.errors import ModelError
from briefing.models.chat_template import chat_text, end_tokens, without_marks
from briefing.models.generator_protocol import Decoding, Family, Prompt, Reply
from briefing.models.locate_generator import Located
from briefing.models.set_translation_languages import Telling, telling
from briefing.runtime.extras_and_install_hints import install_hint

__all__ = ["LocalGenerator"]

# Tokenizers without a limit of their own give a huge number for it.
_ENDLESS = 1_000_000
# Context of a model that states none (T5 has relative positions): what such models are trained with.
_UNKNOWN_LIMIT = 512
# Padded prompt tokens in one batch.
_BATCH_TOKENS = 8192
# Tokens. A beginning that all prompts share is read once from this length on; below, keeping it gains nothing.
_SHARED_FROM = 16
_NO_MEMORY = ("out of memory", "can't allocate memory", "not enough memory")


@dataclass(frozen=True, slots=True)
class _Way:
    """How a batch is read and answered: `shared` tokens that all of it begins with, the `first` token of each reply."""

    decoding: Decoding
    shared: int
    first: int | None


class LocalGenerator:
    """A model in a folder or a GGUF file, loaded on first use.

    Raises:
        ModelError: the model does not load, needs code of its own, or is a chat model without a usable template.
    """

    def __init__(self, located: Located, settings: ModelSettings) -> None:
        self._located = located
        self._settings = settings
        self._tokenizer: Any = None
        self._model: Any = None
        self._config: Any = None
        self._ends: list[int] = []
        self._begun: tuple[tuple[int, ...], Any, Any] | None = None
        # A beginning that was read, where (the device), and what the model keeps of it.

    @property
    def fingerprint(self) -> str:
        """Name and revision of the weights, without the place they lie in."""
        return self._located.fingerprint

    @cached_property
    def family(self) -> Family:
        """`seq2seq` for an encoder with a decoder, else `chat`, as every GGUF file is taken to be.

        Told by the configuration file, so that nothing has to be loaded where every reply is known.
        """
        if self._located.gguf:
            return "chat"
        try:
            stated = json.loads((self._located.folder / "config.json").read_text(encoding="utf-8"))
            return "seq2seq" if stated.get("is_encoder_decoder", False) else "chat"
        except (OSError, ValueError, AttributeError) as error:
            raise ModelError("its config.json cannot be read", subject=self._located.name) from error

    def translates(self, source: str, target: str) -> bool:
        """Whether it can be asked for it: a chat model always, another where it has both languages."""
        return self.family == "chat" or self._telling((source, target)) is not None

    def fits(self, prompt: Prompt, decoding: Decoding) -> bool:
        """Whether the prompt, and for a chat model the longest reply too, fit into the context."""
        taken = len(self._encode(prompt))
        return taken + (decoding.max_new_tokens if self.family == "chat" else 0) <= self._limit()

    def generate(self, prompts: Sequence[Prompt], decoding: Decoding) -> list[Reply]:
        """One reply for each prompt, in their order; one that does not fit fails alone."""
        replies = [Reply(failure="does not fit into the model's context")] * len(prompts)
        asked = [index for index, prompt in enumerate(prompts) if self.fits(prompt, decoding)]
        if not asked:
            return replies
        self._load()
        encoded = {index: self._encode(prompts[index]) for index in asked}
        shared = _shared(list(encoded.values())) if self.family == "chat" else 0
        firsts = {index: self._first_token(prompts[index]) for index in asked}
        for first in dict.fromkeys(firsts.values()):
            lengths = {index: len(encoded[index]) for index in asked if firsts[index] == first}
            way = _Way(decoding, shared, first)
            for batch in _batches(lengths, self._settings.batch):
                rows = [encoded[index] for index in batch]
                for index, reply in zip(batch, self._answer(rows, way), strict=True):
                    replies[index] = reply
        return replies

    def _telling(self, languages: tuple[str, str]) -> Telling | None:
        self._load_tokenizer()
        return telling(self._tokenizer, self._config, *languages)

    def _first_token(self, prompt: Prompt) -> int | None:
        """The token that a reply has to begin with, where the model tells its language by one."""
        found = self._telling(prompt.languages) if prompt.languages and self.family == "seq2seq" else None
        return found.first if found else None

    def _answer(self, batch: list[list[int]], way: _Way) -> list[Reply]:
        """Replies for one batch, in as many smaller ones as memory asks for."""
        try:
            return self._run(batch, way)
        except (RuntimeError, MemoryError) as error:
            if not _is_out_of_memory(error):
                raise ModelError("the model failed while writing", subject=self._located.name) from error
        self._free()
        if len(batch) > 1:
            half = len(batch) // 2
            return self._answer(batch[:half], way) + self._answer(batch[half:], way)
        if self._model.device.type != "cpu":
            self._model = self._model.to("cpu").float()
            return self._answer(batch, way)
        return [Reply(failure="out of memory")]

    def _run(self, batch: list[list[int]], way: _Way) -> list[Reply]:
        import torch

        decoding, shared = way.decoding, way.shared
        begun = self._begin(batch[0][:shared]) if shared else None
        first = shared if begun is not None else 0
        filler = self._model.generation_config.pad_token_id
        width = max(map(len, batch))
        ids = torch.full((len(batch), width), filler, dtype=torch.long)
        mask = torch.zeros_like(ids)
        for row, tokens in enumerate(batch):
            # A decoder goes on from the right end, so what is filled lies left of the tokens that are read now.
            start = 0 if self.family == "seq2seq" else width - len(tokens) + first
            for place, some in ((0, tokens[:first]), (start, tokens[first:])):
                ids[row, place : place + len(some)] = torch.tensor(some, dtype=torch.long)
                mask[row, place : place + len(some)] = 1
        options: dict[str, Any] = (
            {"stop_strings": list(decoding.stop), "tokenizer": self._tokenizer} if decoding.stop else {}
        )
        if begun is not None:
            begun = copy.deepcopy(begun)
            begun.batch_repeat_interleave(len(batch))
            options["past_key_values"] = begun
        if way.first is not None:
            options["forced_bos_token_id"] = way.first
        device = self._model.device
        with torch.inference_mode():
            out = self._model.generate(
                input_ids=ids.to(device),
                attention_mask=mask.to(device),
                max_new_tokens=decoding.max_new_tokens,
                do_sample=False,
                num_beams=1,
                **options,
            )
        new = out.cpu() if self.family == "seq2seq" else out[:, width:].cpu()
        return [self._reply(row.tolist(), way) for row in new]

    def _begin(self, tokens: list[int]) -> Any:
        """Keys and values of a beginning, kept for the next call; None where the model keeps something else."""
        import torch
        from transformers.cache_utils import DynamicCache, DynamicLayer

        device = self._model.device
        if self._begun is None or self._begun[:2] != (tuple(tokens), device):
            with torch.inference_mode():
                kept = self._model(input_ids=torch.tensor([tokens], device=device), use_cache=True).past_key_values
            plain = type(kept) is DynamicCache and all(type(layer) is DynamicLayer for layer in kept.layers)
            self._begun = (tuple(tokens), device, kept if plain else None)
        return self._begun[2]

    def _reply(self, tokens: list[int], way: _Way) -> Reply:
        decoding = way.decoding
        # The name of the language is a special token in some tokenizers only.
        written = [token for place, token in enumerate(tokens) if place > 1 or token != way.first]
        text = self._tokenizer.decode(written, skip_special_tokens=True)
        place = min((found for stop in decoding.stop if (found := text.find(stop)) >= 0), default=None)
        ended = place is not None or len(tokens) < decoding.max_new_tokens or bool(set(tokens[1:]) & set(self._ends))
        return Reply(text[:place].strip(), complete=ended)

    def _encode(self, prompt: Prompt) -> list[int]:
        self._load_tokenizer()
        if self.family == "seq2seq":
            text = without_marks(_joined(prompt), self._tokenizer)
            if prompt.languages and (found := self._telling(prompt.languages)):
                text = found.before + text
                if found.source:
                    self._tokenizer.src_lang = found.source
            return list(self._tokenizer(text, add_special_tokens=True)["input_ids"])
        text = chat_text(self._tokenizer, prompt, subject=self._located.name)
        return list(self._tokenizer(text, add_special_tokens=False)["input_ids"])

    def _limit(self) -> int:
        text = self._config.get_text_config()
        places = [getattr(text, name, None) for name in ("max_position_embeddings", "n_positions", "max_seq_len")]
        stated = [value for value in (*places, self._tokenizer.model_max_length) if isinstance(value, int)]
        return min((value for value in stated if 0 < value < _ENDLESS), default=_UNKNOWN_LIMIT)

    def _load_tokenizer(self) -> None:
        """Configuration and tokenizer only: enough to count tokens."""
        if self._tokenizer is not None:
            return
        with _explained(self._located):
            from transformers import AutoConfig, AutoTokenizer

            _quiet()
            options = _options(self._located)
            self._config = AutoConfig.from_pretrained(self._located.folder, **options)
            with warnings.catch_warnings():
                # Marian recommends a package for quotation marks, which are plain here.
                warnings.filterwarnings("ignore", message="Recommended: pip install sacremoses")
                self._tokenizer = AutoTokenizer.from_pretrained(self._located.folder, **options)

    def _load(self) -> None:
        if self._model is not None:
            return
        self._load_tokenizer()
        self._located.check()
        with _explained(self._located):
            import torch
            from transformers import AutoModelForCausalLM, AutoModelForSeq2SeqLM

            _quiet()
            if self._settings.threads:
                torch.set_num_threads(self._settings.threads)
            device = _device(self._settings.device)
            kind = AutoModelForSeq2SeqLM if self.family == "seq2seq" else AutoModelForCausalLM
            only_safe = {} if self._located.gguf else {"use_safetensors": True}
            model = kind.from_pretrained(
                self._located.folder,
                dtype=torch.float32 if device == "cpu" else "auto",
                **only_safe,
                **_options(self._located),
            )
        self._ends = end_tokens(self._tokenizer, model.generation_config)
        model.generation_config = self._greedy(model)
        self._model = self._placed(model.eval(), device)

    def _greedy(self, model: Any) -> Any:
        """The model's generation settings without its taste: only the tokens that begin, end and fill."""
        from transformers import GenerationConfig

        old = model.generation_config
        filler = next(
            (
                value
                for value in (self._tokenizer.pad_token_id, old.pad_token_id, *self._ends)
                if isinstance(value, int) and value >= 0
            ),
            0,
        )
        return GenerationConfig(
            bos_token_id=old.bos_token_id,
            decoder_start_token_id=old.decoder_start_token_id
            if old.decoder_start_token_id is not None
            else getattr(model.config, "decoder_start_token_id", None),
            forced_bos_token_id=old.forced_bos_token_id,
            eos_token_id=self._ends or None,
            pad_token_id=filler,
            # Marian would write its filler, which it begins with.
            bad_words_ids=old.bad_words_ids,
            use_cache=True,
        )

    def _placed(self, model: Any, device: str) -> Any:
        """The model on its device; on the processor where it does not fit there."""
        try:
            return model.to(device)
        except (RuntimeError, MemoryError) as error:
            if device == "cpu" or not _is_out_of_memory(error):
                raise ModelError(f"the model cannot be moved to {device}", subject=self._located.name) from error
            self._free()
            return model.to("cpu").float()

    @staticmethod
    def _free() -> None:
        """Give unused memory back before the next try."""
        import torch

        gc.collect()
        if torch.cuda.is_available():
            torch.cuda.empty_cache()


@contextmanager
def _explained(located: Located) -> Iterator[None]:
    """Turn whatever the libraries raise while loading into one clear line."""
    try:
        yield
    except ModelError:
        raise
    # transformers, tokenizers and safetensors raise errors of many kinds.
    except Exception as error:
        text = str(error)
        if located.gguf and isinstance(error, ImportError | ValueError) and "install" in text:
            raise ModelError(
                "a GGUF file needs two more packages", subject=located.name, hint=f"{install_hint('gguf')}."
            ) from None
        if isinstance(error, ImportError) and "sentencepiece" in text.lower():
            raise ModelError(
                "its tokenizer needs one more package",
                subject=located.name,
                hint=f"{install_hint('translation')}.",
            ) from None
        if "trust_remote_code" in text:
            raise ModelError(
                "the model needs code of its own, which is never run",
                subject=located.name,
                hint="Choose a model that transformers supports by itself.",
            ) from None
        if _is_out_of_memory(error):
            raise ModelError(
                "the model does not fit into memory", subject=located.name, hint="Choose a smaller one."
            ) from None
        raise ModelError(
            "the model cannot be loaded",
            subject=located.name,
            hint="Its files may be damaged, or of an architecture that transformers does not know.",
        ) from error


def _options(located: Located) -> dict[str, Any]:
    common: dict[str, Any] = {"local_files_only": True, "trust_remote_code": False}
    return {**common, "gguf_file": located.gguf} if located.gguf else common


def _joined(prompt: Prompt) -> str:
    return f"{prompt.system}\n\n{prompt.user}" if prompt.system else prompt.user


def _shared(rows: Sequence[list[int]]) -> int:
    """How many tokens all rows begin with, leaving each at least one of its own; 0 where sharing gains nothing."""
    if len(rows) < 2:
        return 0
    least, most = min(rows), max(rows)
    same = next((place for place, pair in enumerate(zip(least, most, strict=False)) if pair[0] != pair[1]), len(least))
    same = min(same, min(map(len, rows)) - 1)
    return same if same >= _SHARED_FROM else 0


def _batches(lengths: dict[int, int], most: int) -> Iterator[list[int]]:
    """Indices in batches of like length: at most `most` of them, and a bounded number of padded tokens."""
    batch: list[int] = []
    for index in sorted(lengths, key=lambda index: (-lengths[index], index)):
        if batch and (len(batch) == most or (len(batch) + 1) * lengths[batch[0]] > _BATCH_TOKENS):
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch


def _device(wanted: str) -> str:
    import torch

    if wanted != "auto":
        return wanted
    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"


def _is_out_of_memory(error: BaseException) -> bool:
    return isinstance(error, MemoryError) or any(words in str(error).lower() for words in _NO_MEMORY)


def _quiet() -> None:
    from transformers.utils import logging

    os.environ.setdefault("TOKENIZERS_PARALLELISM", "true")
    logging.set_verbosity(logging.CRITICAL)
    logging.disable_progress_bar()
