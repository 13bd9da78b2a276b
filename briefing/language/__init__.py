"""What depends on a language: sentences, numbers, how common a word is, and which language a text is in."""
