"""What may be logged of a fault that nobody foresaw."""


def where(fault: BaseException) -> str:
    """The type of a fault and the file and line where it rose: never its message, which may hold text."""
    trace = fault.__traceback__
    place = "?"
    while trace is not None:
        place = f"{trace.tb_frame.f_code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(fault).__name__} at {place}"
