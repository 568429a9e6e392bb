"""The terms of which the guards are made: each of what must hold together, taken away alone."""

import ast
from collections.abc import Iterator

# What each asks of rows: all of its arguments at once.
NARROWS = ("filter", "exclude")
CLOSED = ("None", "False", "[]")
Change = tuple[str, ast.expr, str]


def terms(within: ast.FunctionDef, text: str) -> Iterator[Change]:
    """What is lost, where, and what the code says there without it."""
    for node in ast.walk(within):
        if isinstance(node, ast.BoolOp):
            yield from of_all_or_none(node, within, text)
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitAnd):
            left, right = said(node.left, text), said(node.right, text)
            yield left, node, f"({right})"
            yield right, node, f"({left})"
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") in NARROWS:
            yield from of_rows(node, text)
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Q":
            yield from of_keywords(node, text)
        elif isinstance(node, ast.If):
            yield from of_branches(node, text)
        elif isinstance(node, ast.comprehension):
            yield from ((said(each, text), each, "True") for each in node.ifs)


def of_all_or_none(node: ast.BoolOp, within: ast.FunctionDef, text: str) -> Iterator[Change]:
    """Each of what must all be true, or of what must all be false."""
    if isinstance(node.op, ast.And):
        yield from ((said(each, text), each, "True") for each in node.values)
    elif any(denies(each, node) for each in ast.walk(within)):
        yield from ((said(each, text), each, "False") for each in node.values)


def denies(node: ast.AST, what: ast.BoolOp) -> bool:
    """``node`` answers no where ``what`` holds."""
    if isinstance(node, ast.If):
        return node.test is what and closes(node)
    return isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not) and node.operand is what


def of_rows(node: ast.Call, text: str) -> Iterator[Change]:
    """Each of what rows are narrowed by; with the last, the narrowing."""
    asked = [*node.args, *node.keywords]
    for one in asked:
        rest = ", ".join(said(each, text) for each in asked if each is not one)
        of = said(node.func.value, text)
        yield said(one, text), node, f"{of}.{node.func.attr}({rest})" if rest else f"{of}.all()"


def of_keywords(node: ast.Call, text: str) -> Iterator[Change]:
    """Each of what a condition on rows is made of, where there are more."""
    for one in node.keywords if len(node.keywords) > 1 else ():
        rest = ", ".join(said(each, text) for each in node.keywords if each is not one)
        yield said(one, text), node, f"Q({rest})"


def of_branches(node: ast.If, text: str) -> Iterator[Change]:
    """A way out for those who are refused, and a condition on which more rows are let in."""
    if closes(node):
        yield said(node.test, text), node.test, "False"
    elif isinstance(node.body[0], ast.AugAssign):
        yield said(node.test, text), node.test, "True"


def closes(node: ast.If) -> bool:
    first = node.body[0]
    if isinstance(first, ast.Return):
        return first.value is None or ast.unparse(first.value) in CLOSED
    return isinstance(first, ast.Raise)


def said(node: ast.AST, text: str) -> str:
    return " ".join(ast.get_source_segment(text, node).split())
