"""How to cite an event or a view: APA, Chicago, BibTeX, RIS. No Django."""
