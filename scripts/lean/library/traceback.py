"""In the lean image: a fault is told by its kind; the whole runtime, which then takes over, tells it in full."""


def format_exception(kind, value=None, tb=None, *_, **__):
    del tb
    return [f"{kind.__name__}: {value}"]


def print_exception(*_, **__):
    pass
