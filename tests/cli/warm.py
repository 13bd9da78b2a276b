"""Imported by the fork server of the command-line tests: the slow libraries, so that no child waits for them."""

import torch
from transformers import AutoModel
from transformers.models.bert import modeling_bert

__all__ = ["AutoModel", "modeling_bert", "torch"]
