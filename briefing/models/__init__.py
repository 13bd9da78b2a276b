"""The only place that imports torch, transformers, tokenizers and safetensors."""
