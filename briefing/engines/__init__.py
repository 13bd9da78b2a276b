"""How one stage is mapped over many articles: in this process, or on a cluster."""
