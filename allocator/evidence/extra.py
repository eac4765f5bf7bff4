"""The packages that only calibration needs: imported when it runs, and told of in one line where they are missing."""

from importlib import import_module
from typing import Any

from allocator.errors import AllocatorError

_MISSING = (
    "Calibration needs scipy and statsmodels, which are not installed:"
    ' pip install "case-allocator[calibration]" adds them.'
)


def scipy_optimize() -> Any:
    """Least squares without negative numbers."""
    return _found("scipy.optimize")


def scipy_stats() -> Any:
    """Student's t."""
    return _found("scipy.stats")


def mixed_models() -> Any:
    """Linear models with effects of people."""
    return _found("statsmodels.regression.mixed_linear_model")


def _found(name: str) -> Any:
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        raise AllocatorError(_MISSING) from error
