"""What reading a file raises, each with a sentence for the person who chose it."""


class ImportFileError(ValueError):
    """The file as a whole cannot be read. The message says why and what to do."""


class CellError(ValueError):
    """One cell cannot be used. The message says why and what to write instead."""
