"""How a stage is mapped over many articles: `run_stages_on_this_machine.py`, or on a cluster, `run_stages_on_ray.py`.

An engine takes a `Stage` and a stream of items and returns the results in the order of the items, the same bytes
whichever engine it is. It knows nothing of articles; the stages that do stand beside it (`jsonl_stages.py`).
`engine(settings)` imports the chosen one only, so that Ray is never loaded by those who do not use it.
"""

from __future__ import annotations

from briefing.config import EngineSettings
from briefing.engines.stage_and_engine_protocols import WINDOW, Engine, Stage, windows

__all__ = ["WINDOW", "Engine", "Stage", "engine", "windows"]


def engine(settings: EngineSettings) -> Engine:
    """The engine that `settings` name. Raises EngineError if what it needs is not installed."""
    if settings.name == "ray":
        from briefing.engines.run_stages_on_ray import RayEngine

        return RayEngine(settings)
    from briefing.engines.run_stages_on_this_machine import LocalEngine

    return LocalEngine(isolate=settings.isolate)
