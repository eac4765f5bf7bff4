"""An audit as it was compiled: what may be shown to all, and the levels and prompts that name people."""

from dataclasses import dataclass
from functools import cached_property

from allocator.domain.compiled import AuditAccount, LevelFound, Prompt
from allocator.domain.worker import Worker
from allocator.policy.framework import Framework
from allocator.report.wording import plain


@dataclass(frozen=True)
class Audited:
    """Everything that reports of an audit are made of."""

    framework: Framework
    workers: tuple[Worker, ...]
    account: AuditAccount
    levels: tuple[LevelFound, ...]
    prompts: tuple[Prompt, ...]

    @cached_property
    def worker(self) -> dict[str, Worker]:
        """Each worker by id."""
        return {worker.worker_id: worker for worker in self.workers}

    @cached_property
    def level(self) -> dict[tuple[str, str], LevelFound]:
        """Each level by worker and competency."""
        return {(one.worker_id, one.competency): one for one in self.levels}

    def person(self, worker_id: str) -> str:
        """Someone by id and, where known, name."""
        shown = plain(worker_id)
        known = self.worker.get(worker_id)
        name = plain(known.name) if known else ""
        return f"{shown} · {name}" if name and name != shown else shown

    def title(self, competency: str) -> str:
        """What a competency is called."""
        return plain(self.framework.competencies[competency].title)
