"""Probation officers and their cases, for the tests of ``probation-points``."""

from tests.models.batches import Row

POLICY = "probation-points"
SETTINGS = ("community", "custody", "licence")
TIERS = tuple(letter + number for letter in "ABCD" for number in "3210")


def po(worker_id: str = "W1", /, **columns: object) -> Row:
    """A probation officer, full time unless said otherwise."""
    usual = {"worker_id": worker_id, "contracted_hours": 37, "seniority": "po"}
    return {**usual, **columns}


def held(case_id: str, worker_id: str = "W1", /, **columns: object) -> Row:
    """A case that somebody holds."""
    return {"case_id": case_id, "type": "order", "worker_id": worker_id, **columns}
