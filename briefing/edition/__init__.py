"""Which documents belong to an edition, and the edition composed of their stories; its JSON, and why it is so."""
