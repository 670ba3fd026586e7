"""In the lean image: nobody reads docstrings."""


def get_cmeth_docstring(_):
    return ""


def dedent_docstring(text):
    return text
