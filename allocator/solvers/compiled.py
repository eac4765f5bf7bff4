"""Compilation to machine code, kept on disk so that a machine pays for it once."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

from numba import njit

Given = ParamSpec("Given")
Result = TypeVar("Result")


def compiled(function: Callable[Given, Result]) -> Callable[Given, Result]:
    """The function as machine code that lets other threads run meanwhile.

    Kept beside the package or, where that may not be written, in the user's folder for caches; where nothing may be,
    each process compiles anew.
    """
    try:
        found = njit(cache=True, nogil=True)(function)
    except RuntimeError:
        found = njit(nogil=True)(function)
    return cast(Callable[Given, Result], found)
