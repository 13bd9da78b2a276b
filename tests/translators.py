"""Tiny real translation models, made on the fly, that recite one sentence in each of their languages.

They are saved and loaded as those of the Hub are, with the tokenizers of their families.
"""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from pathlib import Path

GERMAN = "Der Stadtrat von Lindheim hat den Plan am Dienstag nicht genehmigt."
ENGLISH = "Lindheim city council did not approve the plan on Tuesday."
# Nowhere is a token of it in the same place as in the English one: that, and no more, tells the model where it is.
FRENCH = "Mardi, le conseil municipal de Lindheim n'a pas approuvé ce plan."
_SIZES = {
    "d_model": 96, "encoder_layers": 1, "decoder_layers": 1, "encoder_attention_heads": 2, "decoder_attention_heads": 2,
    "encoder_ffn_dim": 64, "decoder_ffn_dim": 64, "max_position_embeddings": 128, "dropout": 0.0,
    "attention_dropout": 0.0, "activation_dropout": 0.0, "encoder_layerdrop": 0.0, "decoder_layerdrop": 0.0,
    "tie_word_embeddings": False,
}  # fmt: skip


def pieces(path: Path, *, pad: bool = False) -> list[str]:
    """Train a SentencePiece model of the sentences above and save it; its pieces come back."""
    import sentencepiece

    written = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter([GERMAN, ENGLISH, FRENCH] * 5),
        model_writer=written,
        # A piece is a word.
        model_type="word",
        vocab_size=120,
        hard_vocab_limit=False,
        bos_id=0 if pad else -1,
        pad_id=1 if pad else -1,
        eos_id=2 if pad else 0,
        unk_id=3 if pad else 1,
        minloglevel=2,
    )
    path.write_bytes(written.getvalue())
    model = sentencepiece.SentencePieceProcessor(model_proto=written.getvalue())
    return [model.id_to_piece(number) for number in range(model.get_piece_size())]


def marian(folder: Path, *, source="de", target="en", marks: Sequence[str] = (), recited=ENGLISH) -> Path:
    """An OPUS-MT model; with `marks` (">>fra<<") it has several target languages."""
    from transformers import MarianConfig, MarianMTModel, MarianTokenizer

    folder.mkdir(parents=True, exist_ok=True)
    found = pieces(folder / "source.spm")
    (folder / "target.spm").write_bytes((folder / "source.spm").read_bytes())
    vocabulary = {piece: number for number, piece in enumerate([*found, *marks, "<pad>"])}
    (folder / "vocab.json").write_text(json.dumps(vocabulary), encoding="utf-8")
    names = (str(folder / name) for name in ("source.spm", "target.spm", "vocab.json"))
    tokenizer = MarianTokenizer(*names, source_lang=source, target_lang=target)
    tokenizer.save_pretrained(folder)
    pad = vocabulary["<pad>"]
    config = MarianConfig(
        vocab_size=len(vocabulary), pad_token_id=pad, eos_token_id=0, decoder_start_token_id=pad, bos_token_id=None,
        forced_eos_token_id=0, **_SIZES,
    )  # fmt: skip
    model = MarianMTModel(config)
    model.generation_config.bad_words_ids = [[pad]]
    _reciting(model, [tokenizer(text_target=recited)["input_ids"]], pad).save_pretrained(folder)
    return folder


def m2m100(folder: Path) -> Path:
    """An M2M100 model, which has a hundred languages and recites in two of them."""
    from transformers import M2M100Config, M2M100ForConditionalGeneration, M2M100Tokenizer

    folder.mkdir(parents=True, exist_ok=True)
    found = pieces(folder / "sentencepiece.bpe.model", pad=True)
    (folder / "vocab.json").write_text(json.dumps({piece: n for n, piece in enumerate(found)}), encoding="utf-8")
    tokenizer = M2M100Tokenizer(str(folder / "vocab.json"), str(folder / "sentencepiece.bpe.model"), num_madeup_words=0)
    tokenizer.save_pretrained(folder)
    config = M2M100Config(
        vocab_size=max(tokenizer.lang_token_to_id.values()) + 1, pad_token_id=1, bos_token_id=0, eos_token_id=2,
        decoder_start_token_id=2, **_SIZES,
    )  # fmt: skip
    recited = []
    for language, text in (("en", ENGLISH), ("fr", FRENCH)):
        tokenizer.src_lang = language
        # The language's token first, then the sentence and its end.
        recited.append(tokenizer(text)["input_ids"])
    _reciting(M2M100ForConditionalGeneration(config), recited, 2).save_pretrained(folder)
    return folder


def nllb(folder: Path) -> Path:
    """An NLLB model with random weights; its languages are "deu_Latn" and so on."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers
    from transformers import M2M100Config, M2M100ForConditionalGeneration, NllbTokenizer

    words = sorted({f"▁{word}" for text in (GERMAN, ENGLISH, FRENCH) for word in text.split()})
    vocabulary = {piece: number for number, piece in enumerate(["<s>", "<pad>", "</s>", "<unk>", *words])}
    raw = Tokenizer(models.BPE(vocabulary, [], unk_token="<unk>"))
    raw.pre_tokenizer, raw.decoder = pre_tokenizers.Metaspace(), decoders.Metaspace()
    tokenizer = NllbTokenizer(
        tokenizer_object=raw,
        vocab=vocabulary,
        merges=[],
        additional_special_tokens=["deu_Latn", "eng_Latn", "fra_Latn"],
    )
    tokenizer.save_pretrained(folder)
    config = M2M100Config(
        vocab_size=len(tokenizer), pad_token_id=1, bos_token_id=0, eos_token_id=2, decoder_start_token_id=2, **_SIZES
    )
    M2M100ForConditionalGeneration(config).save_pretrained(folder)
    return folder


def _reciting(model, sentences: Sequence[Sequence[int]], start: int):
    """`model` with an output layer by which each of the sentences follows from how it begins, whatever is read."""
    import torch

    torch.manual_seed(7)
    with torch.no_grad():
        model.get_decoder().embed_tokens.weight.normal_()
        for name, parameter in model.named_parameters():
            # Nothing but the last token and its place is left in the decoder's states.
            if ".decoder.layers." in name and ("out_proj" in name or "fc2" in name):
                parameter.zero_()
        states, wanted = [], []
        for sentence in sentences:
            ids = torch.tensor([[start, *sentence[:-1]]])
            found = model.model(input_ids=torch.tensor([[4, 5]]), decoder_input_ids=ids).last_hidden_state[0]
            # What the first token is, is told to the model where there are several sentences.
            told = 1 if len(sentences) > 1 else 0
            states.append(found[told:])
            wanted += sentence[told:]
        states = torch.cat(states)
        scores = torch.full((len(wanted), model.lm_head.out_features), -1.0)
        scores[range(len(wanted)), wanted] = 10.0
        model.lm_head.weight.copy_(torch.linalg.lstsq(states, scores, driver="gelsd").solution.T)
    return model.eval()
