"""From bytes to records: which file it is, how it is encoded, how it is divided."""
