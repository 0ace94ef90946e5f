"""Publishing again what shows a renamed or merged thing: shown first, then done."""
