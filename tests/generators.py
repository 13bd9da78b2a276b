"""Generators for tests: fakes that answer as they are told, and tiny real models, made on the fly.

The real ones have random weights and write nonsense; loading, batching and limits are tested with them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from briefing.models.generator_protocol import Decoding, Prompt, Reply

CHAT_TEMPLATE = (
    "{% for message in messages %}<|im_start|>{{ message['role'] }}\n{{ message['content'] }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
_WORDS = (
    "the council voted on monday to close iron bridge until spring engineers had found cracks in two of its piers "
    "repairs will cost 2.4 million crowns a news editor passage sentence write text source in english"
)


class FakeGenerator:
    """Answers each prompt with `answer(prompt)`; remembers what it was asked."""

    fingerprint = "fake@1"

    def __init__(
        self, answer: Callable[[Prompt], str | Reply], family: str = "chat", limit: int = 10_000, name: str = "fake@1"
    ) -> None:
        self.answer, self.family, self.limit, self.fingerprint = answer, family, limit, name
        self.asked: list[Prompt] = []
        self.calls = 0
        self.pairs: set[tuple[str, str]] | None = None

    def translates(self, source: str, target: str) -> bool:
        return self.pairs is None or (source, target) in self.pairs

    def fits(self, prompt: Prompt, decoding: Decoding) -> bool:
        return len(prompt.user.split()) <= self.limit

    def generate(self, prompts: Sequence[Prompt], decoding: Decoding) -> list[Reply]:
        self.calls += 1
        self.asked += prompts
        found = [self.answer(prompt) for prompt in prompts]
        return [item if isinstance(item, Reply) else Reply(item) for item in found]


def source_of(prompt: Prompt) -> list[str]:
    """The lines between the fences of a prompt."""
    return re.search(r"<source>\n(.*?)\n</source>", prompt.user, re.DOTALL)[1].split("\n")


def tiny_tokenizer(folder: Path, *, template: str | None = CHAT_TEMPLATE):
    """A byte-level BPE tokenizer of about 400 pieces, saved in `folder`."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast

    raw = Tokenizer(models.BPE())
    raw.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    raw.decoder = decoders.ByteLevel()
    special = ["<pad>", "<s>", "</s>", "<|im_start|>", "<|im_end|>"]
    trainer = trainers.BpeTrainer(
        vocab_size=400,
        special_tokens=special,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    raw.train_from_iterator([_WORDS], trainer)
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=raw, bos_token="<s>", eos_token="</s>", pad_token="<pad>", model_max_length=512
    )
    if template:
        tokenizer.chat_template = template
    tokenizer.save_pretrained(folder)
    return tokenizer


def tiny_chat(folder: Path, *, template: str | None = CHAT_TEMPLATE) -> Path:
    """A Llama of two small layers with random weights, as safetensors."""
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM

    tokenizer = tiny_tokenizer(folder, template=template)
    torch.manual_seed(1)
    config = LlamaConfig(
        vocab_size=len(tokenizer), hidden_size=32, intermediate_size=64, num_hidden_layers=2, num_attention_heads=2,
        num_key_value_heads=2, max_position_embeddings=512, bos_token_id=1, eos_token_id=2, pad_token_id=0,
    )  # fmt: skip
    LlamaForCausalLM(config).save_pretrained(folder)
    return folder


def tiny_seq2seq(folder: Path) -> Path:
    """A BART of one small layer a side with random weights; its settings ask for beams and a least length."""
    import torch
    from transformers import BartConfig, BartForConditionalGeneration

    tokenizer = tiny_tokenizer(folder, template=None)
    torch.manual_seed(2)
    config = BartConfig(
        vocab_size=len(tokenizer), d_model=32, encoder_layers=1, decoder_layers=1, encoder_attention_heads=2,
        decoder_attention_heads=2, encoder_ffn_dim=64, decoder_ffn_dim=64, max_position_embeddings=256, pad_token_id=0,
        bos_token_id=1, eos_token_id=2, decoder_start_token_id=2, forced_eos_token_id=2, tie_word_embeddings=False,
    )  # fmt: skip
    model = BartForConditionalGeneration(config)
    model.generation_config.update(num_beams=4, min_length=56, max_length=142, no_repeat_ngram_size=3)
    model.save_pretrained(folder)
    return folder


def tiny_gguf(folder: Path, source: Path) -> Path:
    """The tiny Llama of `source` as a GGUF file, with its tokenizer inside."""
    import json

    import gguf
    from safetensors.numpy import load_file
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(source)
    raw = json.loads((source / "tokenizer.json").read_text(encoding="utf-8"))["model"]
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "tiny.gguf"
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_name("tiny")
    writer.add_context_length(512)
    writer.add_embedding_length(32)
    writer.add_block_count(2)
    writer.add_feed_forward_length(64)
    writer.add_head_count(2)
    writer.add_head_count_kv(2)
    writer.add_layer_norm_rms_eps(1e-6)
    writer.add_rope_dimension_count(16)
    writer.add_vocab_size(len(tokenizer))
    pieces = [piece for piece, _ in sorted(tokenizer.get_vocab().items(), key=lambda item: item[1])]
    control = set(tokenizer.get_added_vocab())
    writer.add_tokenizer_model("gpt2")
    writer.add_token_list(pieces)
    kinds = [gguf.TokenType.CONTROL if piece in control else gguf.TokenType.NORMAL for piece in pieces]
    writer.add_token_types(kinds)
    writer.add_token_merges([merge if isinstance(merge, str) else " ".join(merge) for merge in raw["merges"]])
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_pad_token_id(0)
    writer.add_chat_template(CHAT_TEMPLATE)
    names = {
        "model.embed_tokens.weight": "token_embd.weight", "model.norm.weight": "output_norm.weight",
        "lm_head.weight": "output.weight",
    }  # fmt: skip
    parts = {
        "input_layernorm": "attn_norm", "post_attention_layernorm": "ffn_norm", "self_attn.q_proj": "attn_q",
        "self_attn.k_proj": "attn_k", "self_attn.v_proj": "attn_v", "self_attn.o_proj": "attn_output",
        "mlp.gate_proj": "ffn_gate", "mlp.up_proj": "ffn_up", "mlp.down_proj": "ffn_down",
    }  # fmt: skip
    for number in range(2):
        for ours, theirs in parts.items():
            names[f"model.layers.{number}.{ours}.weight"] = f"blk.{number}.{theirs}.weight"
    for name, value in load_file(source / "model.safetensors").items():
        writer.add_tensor(names[name], value)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path
