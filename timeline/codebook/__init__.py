"""About the data: the codebook, made from registries and record types."""
