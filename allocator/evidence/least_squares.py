"""Least squares where no number may be negative, from what the data say of numbers two by two."""

import numpy as np
import numpy.typing as npt

from allocator.evidence.extra import scipy_optimize

Array = npt.NDArray[np.float64]
Places = npt.NDArray[np.int_]

# What is left open by the data comes to nothing rather than to anything.
_HARDLY = 1e-9


def nonnegative(products: Array, targets: Array) -> Array:
    """The numbers of at least nothing for which ½xᵀAx − bᵀx is least; A may leave some of them open."""
    scale = np.sqrt(np.diag(products))
    scale[scale == 0] = 1
    scaled = products / np.outer(scale, scale)
    lower = np.linalg.cholesky(scaled + _HARDLY * np.eye(len(scaled)))
    right = np.linalg.solve(lower, targets / scale)
    found, _ = scipy_optimize().nnls(lower.T, right, maxiter=100 * len(scaled))
    answer: Array = found / scale
    return answer
