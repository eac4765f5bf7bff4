"""``allocator calibrate``: what diaries say of a weighting, and a weighting they propose beside the current one."""

import datetime
from pathlib import Path

import rich_click as click

from allocator import shipped
from allocator.cli import options
from allocator.cli.output import print_json, print_written, width
from allocator.cli.progress import Tell
from allocator.cli.running import INTERRUPTED, stoppable
from allocator.errors import Impossible, NoAnswerInTime
from allocator.evidence.calibrating import calibrate as laid_beside
from allocator.pipeline import replay
from allocator.policy.calibration import load_calibration
from allocator.policy.diary_guide import DEFAULT, load_diary_guide
from allocator.policy.guard import load_guard
from allocator.policy.loading import load_policy
from allocator.report import calibration, calibration_files, study_text
from allocator.report.backtest import Replayed
from allocator.report.calibrated import Calibrated
from allocator.report.study import Study
from allocator.solvers.answer import Limits, Stop
from allocator.tables.batch import Batch, read_batch
from allocator.tables.diary import read_diary


@click.command()
@options.batch
@options.diary
@options.policy
@click.option(
    "--calibration",
    "calibration_name",
    metavar="NAME|PATH",
    help="How far diaries are believed and what is seen where. Default: what ships for the weighting.",
)
@options.guard
@click.option(
    "--no-backtest",
    is_flag=True,
    help="Do not tell what the proposed weighting would have changed in BATCH, which takes searching.",
)
@click.option(
    "--out",
    type=options.folder,
    help="Write the report here, with the proposed policy and the backtest.",
)
@options.as_json
@options.as_of
@options.limits
def calibrate(
    batch: Path,
    diaries: tuple[Path, ...],
    policy_name: str,
    calibration_name: str | None,
    guard_name: str,
    no_backtest: bool,
    out: Path | None,
    as_json: bool,
    as_of: datetime.date | None,
    seed: int,
    work: float,
    seconds: float,
    threads: int,
) -> int:
    """Tell how many minutes each number of a weighting takes by the diaries of BATCH, how sure that is, and propose.

    Nothing is changed: the proposed weighting is written beside the current one, for people to agree to or not.
    """
    stop = Stop()
    limits = Limits(seconds, work, threads, seed, stop)
    path = shipped.toml(policy_name, "models", "policies")

    def run(tell: Tell) -> tuple[Calibrated, Study]:
        policy, guard = load_policy(policy_name), load_guard(guard_name)
        chosen = load_calibration(calibration_name, policy, path)
        read = read_batch(batch, policy)
        diary = read_diary(diaries or (batch,), read.team, load_diary_guide(DEFAULT))
        found = laid_beside(
            read, policy, diary, chosen, guard, as_of=as_of, seed=seed, tell=tell
        )
        tested, why = (
            (None, "No backtest was asked for.")
            if no_backtest
            else _replayed(batch, found, as_of, limits, tell)
        )
        study = calibration.study(found, tested, why)
        if out is not None:
            tell("Writing the reports")
            calibration_files.write(found, tested, study, path, out)
        return found, study

    found, study = stoppable(run, stop)
    if as_json:
        print_json(calibration_files.json_text(found.account))
    else:
        click.echo(study_text.text(study, width()), nl=False)
        print_written(out, calibration.PAGE, in_haste=False)
    return INTERRUPTED if stop.requested else 0


def _replayed(
    batch: Path,
    found: Calibrated,
    as_of: datetime.date | None,
    limits: Limits,
    tell: Tell,
) -> tuple[Replayed | None, str]:
    """What both policies would have proposed for the batch, or why that cannot be told."""
    # Read in no policy's terms, for each policy to put it into its own.
    read: Batch = read_batch(batch)
    policies = (found.policy, found.proposed)
    try:
        return replay(
            {batch.name: read}, policies, as_of=as_of, limits=limits, tell=tell
        ), ""
    except (Impossible, NoAnswerInTime) as error:
        return None, f"No backtest could be made: {error}"
