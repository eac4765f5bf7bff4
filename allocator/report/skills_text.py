"""What the second half of an audit says on a terminal: a sentence, and what stands out."""

from collections.abc import Iterable

from allocator.report.columns import wrapped


def told(lead: str, findings: Iterable[str] = ()) -> str:
    """A first sentence and what stands out below it, a line each."""
    lines = wrapped(lead)
    for one in findings:
        lines += wrapped(f"- {one}", indent=2)
    return "\n".join(lines) + "\n"
