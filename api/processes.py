"""Processes that end when the one that started them does, however it ended."""

import ctypes
import os
import signal
import sys


def end_with(parent: int) -> None:
    """Asks the system to end this process when its parent does; ends it if that is gone already.

    Called by the child itself, as early as it can. The signal comes when the parent's *thread*
    that started this process ends, so processes are started from threads that stay.

    Parameters
    ----------
    parent : int
        The process that started this one, as it said itself.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
    if os.getppid() != parent:
        os._exit(1)
