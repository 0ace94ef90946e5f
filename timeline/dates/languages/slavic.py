"""What Ukrainian and Russian share."""


def plural(number: int) -> int:
    """CLDR's one, few and many of whole numbers: 21 день, 3 дні, 11 днів."""
    if number % 10 == 1 and number % 100 != 11:
        return 0
    return 1 if 2 <= number % 10 <= 4 and not 12 <= number % 100 <= 14 else 2
