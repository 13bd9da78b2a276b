"""The only place that imports torch, transformers, tokenizers and safetensors."""

import os

# The matrix library sums in an order of its own for each number of threads unless it is told otherwise, before its
# first product. Told so, one thread and many give the same bits, and it is not slower (300 news sentences, 1 thread).
os.environ.setdefault("MKL_CBWR", "AUTO,STRICT")
