"""The tree that the docstring of the errors draws is the tree that there is."""

import inspect
import re

import pytest

from cliptui import errors
from cliptui.errors import CliptuiError

INDENT = 4


def drawn_tree() -> dict[str, str]:
    """Read the drawing: the name of each error with that of its parent."""
    _, drawing = inspect.getdoc(errors).split("::", 1)  # type: ignore[union-attr] # it has one
    parents: dict[str, str] = {}
    path: list[str] = []
    for line in filter(str.strip, drawing.splitlines()):
        branch = re.sub("[│├└─]", " ", line[INDENT:])
        name = branch.split()[0]
        depth = (len(branch) - len(branch.lstrip())) // INDENT
        path[depth:] = [name]
        parents[name] = path[depth - 1] if depth else "Exception"
    return parents


def error_classes() -> dict[str, type[Exception]]:
    return {
        name: member
        for name, member in vars(errors).items()
        if isinstance(member, type) and issubclass(member, Exception)
    }


def test_the_drawn_tree_is_the_real_one() -> None:
    real = {
        name: error.__base__.__name__ for name, error in error_classes().items() if error.__base__
    }
    assert drawn_tree() == real


@pytest.mark.parametrize("error", error_classes().values(), ids=error_classes().keys())
def test_every_error_is_caught_as_one_of_ours_and_is_its_sentence(error: type[Exception]) -> None:
    assert issubclass(error, CliptuiError)
    sentence = "The key is refused: check the clock."
    assert str(error(sentence)) == sentence
