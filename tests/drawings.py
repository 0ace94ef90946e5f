"""Path data as tests read it: the corners of what is drawn."""

import re

_TOKEN = re.compile(r"[MLHVhvaz]|-?\d*\.?\d+")


def points(d: str) -> list[tuple[float, float]]:
    """Every point a path goes through, from its data. Arcs count with their ends."""
    tokens = _TOKEN.findall(d)
    found: list[tuple[float, float]] = []
    x = y = 0.0
    place, command = 0, ""
    while place < len(tokens):
        if re.fullmatch("[A-Za-z]", tokens[place]):
            command, place = tokens[place], place + 1
            if command == "z":
                continue
        size = {"M": 2, "L": 2, "a": 7}.get(command, 1)
        values = [float(t) for t in tokens[place : place + size]]
        place += size
        x, y = _moved(command, values, x, y)
        found.append((round(x, 1), round(y, 1)))
    return found


def _moved(
    command: str, values: list[float], x: float, y: float
) -> tuple[float, float]:
    if command in {"M", "L"}:
        return values[0], values[1]
    if command == "a":
        return x + values[5], y + values[6]
    across = {"H": values[0], "h": x + values[0]}.get(command, x)
    down = {"V": values[0], "v": y + values[0]}.get(command, y)
    return across, down
