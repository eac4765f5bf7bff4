"""A backtest as three CSV tables: every measure, every worker and every waiting case of each batch."""

from collections.abc import Iterator

from allocator.report.backtest import Replayed, points_between
from allocator.report.backtest_cases import destinations
from allocator.report.tables import Cell, csv_text

_FLAT = (
    "placed", "unplaced", "max_percent", "min_percent", "spread_percent", "sd_percent",
    "over_safe_limit", "over_ceiling", "jain_index", "mean_skill_match_percent",
    "continuity_kept", "continuity_possible", "travel_minutes", "rule_breaches",
)  # fmt: skip


def measures(tested: Replayed) -> str:
    """One row for each batch, each policy that proposes and each that measures."""
    heading = ("batch", "as_of", "measured_by", "proposed_by", "status", *_FLAT)
    return csv_text(heading, _measures(tested))


def workers(tested: Replayed) -> str:
    """One row for every worker of each batch; points are the second policy's share less the first's."""
    heading = (
        "batch", "worker_id", "worker_name", "team", "first_policy", "second_policy",
        "new_cases_first", "new_cases_second",
        "by_first_percent_before", "by_first_percent_after_first",
        "by_first_percent_after_second", "by_first_points",
        "by_second_percent_before", "by_second_percent_after_first",
        "by_second_percent_after_second", "by_second_points",
    )  # fmt: skip
    return csv_text(heading, _workers(tested))


def cases(tested: Replayed) -> str:
    """One row for every waiting case of each batch."""
    heading = (
        "batch", "case_id", "group_id", "type", "urgency", "result", "first_policy", "second_policy",
        "worker_id_first", "worker_name_first", "co_worker_id_first", "skill_match_percent_first",
        "worker_id_second", "worker_name_second", "co_worker_id_second", "skill_match_percent_second",
    )  # fmt: skip
    return csv_text(heading, _cases(tested))


def _measures(tested: Replayed) -> Iterator[list[Cell]]:
    labels = tested.labels
    for batch in tested.account.batches:
        status = (batch.status.first, batch.status.second)
        for judge, by in enumerate((batch.measured_by.first, batch.measured_by.second)):
            for proposer, found in enumerate((by.first, by.second)):
                yield [
                    batch.batch,
                    batch.as_of.isoformat(),
                    labels[judge],
                    labels[proposer],
                    status[proposer],
                    *(getattr(found, name) for name in _FLAT),
                ]


def _workers(tested: Replayed) -> Iterator[list[Cell]]:
    for batch in tested.account.batches:
        for worker in batch.workers:
            row: list[Cell] = [
                batch.batch,
                worker.worker_id,
                tested.teams[batch.batch].worker[worker.worker_id].name,
                worker.team,
                *tested.labels,
                worker.new_cases.first,
                worker.new_cases.second,
            ]
            for by in (worker.measured_by.first, worker.measured_by.second):
                after = by.percent_after
                row += [
                    by.percent_before,
                    after.first,
                    after.second,
                    points_between(after),
                ]
            yield row


def _cases(tested: Replayed) -> Iterator[list[Cell]]:
    for one in destinations(tested):
        case, names = one.account, tested.teams[one.batch].worker
        row: list[Cell] = [
            one.batch,
            case.case_id,
            case.group_id,
            one.kind,
            one.urgency,
            case.result,
            *tested.labels,
        ]
        for worker_id, co_worker_id, match in (
            (case.worker_id.first, case.co_worker_id.first, one.skill_match.first),
            (case.worker_id.second, case.co_worker_id.second, one.skill_match.second),
        ):
            name = names[worker_id].name if worker_id else ""
            row += [worker_id, name, co_worker_id, match]
        yield row
