"""Witnesses sign what the logs have grown to: then whoever runs the router cannot take back what was recorded.

    wire        one exchange with a witness
    submitting  one checkpoint to one witness, and what its answer means
    watch       all logs to all witnesses, now and then; what they complain of

Which witnesses there are, a setting says; what they are told, C2SP tlog-witness.
"""

from router.witnessing.watch import Witnessing

__all__ = ["Witnessing"]
