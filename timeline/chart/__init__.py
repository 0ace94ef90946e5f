"""The visual timeline: a selection as marks in lanes."""
