"""Receipt numbers (受付番号): short enough to say on the telephone."""


def receipt(year: int, count: int) -> str:
    """Return `MC-2026-0421` for the year and the company's own count."""
    return f"MC-{year}-{count:04d}"
