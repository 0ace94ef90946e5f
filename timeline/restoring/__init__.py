"""Versions brought back to the desk: one into the form, or many publishings undone."""
