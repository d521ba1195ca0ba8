"""Figures pasted from a spreadsheet: how they are read, and what is said of those that cannot be."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wagtail.blocks.struct_block import StructBlockValidationError

from rotative.articles.blocks import ChartBlock
from rotative.articles.chart_figures import number, read
from rotative.articles.errors import (
    FiguresUnreadable,
    LineTooLong,
    NotAFigure,
    TooFewFigures,
    TooManyFigures,
)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("12", 12), ("12,5", 12.5), ("12.5", 12.5), ("1 200,5", 1200.5), ("1\u202f200", 1200), ("1.200,50", 1200.5), ("1,200.50", 1200.5),
        ("1.200.000", 1_200_000), ("1,200,000", 1_200_000), ("−3", -3), ("- 3", -3), ("+4", 4), ("12 %", 12), ("12,5€", 12.5), ("1’200", 1200),
        ("١٬٢٠٠٫٥", 1200.5), ("٣", 3), ("", None), ("–", None), ("…", None), (" ", None),
    ],
)  # fmt: skip
def test_success_figures_of_every_language(cell: str, value: float | None) -> None:
    assert number(cell) == value


def test_success_a_comma_between_thousands_in_english() -> None:
    assert (number("1,200"), number("1,200", comma_groups=True), number("12,5", comma_groups=True)) == (
        1.2,
        1200,
        12.5,
    )


@pytest.mark.parametrize(
    "cell", ["x", "12 34", "1,2,3", "1e9", "nan", "inf", "0x1", "--1", "1-2", "9" * 16, "12 km", "²"]
)
def test_fail_what_is_no_figure(cell: str) -> None:
    with pytest.raises(ValueError):
        number(cell)


@pytest.mark.parametrize("sign", ["\t", ";", ","])
def test_success_rows_and_columns(sign: str) -> None:
    found = read(f"An{sign}Paris{sign}Lyon{sign}\r\n2020{sign}1{sign}\r\n\r\n2021{sign}{sign}2.5\r\n")

    assert (found.corner, found.labels) == ("An", ("2020", "2021"))
    assert [(one.name, one.values, one.written) for one in found.columns] == [
        ("Paris", (1, None), ("1", "")),
        ("Lyon", (None, 2.5), ("", "2.5")),
    ]


def test_success_the_corner_may_be_left_out() -> None:
    assert read("A\tB\nx\t1\t2").columns[1].name == "B"


@pytest.mark.parametrize(
    ("text", "error", "sentence"),
    [
        ("", TooFewFigures, "A chart needs a first line"), ("A\tB", TooFewFigures, "A chart needs a first line"),
        ("A\tB\nx\t", TooFewFigures, "A chart needs a first line"), ("A\nx", TooFewFigures, "A chart needs a first line"),
        ("A\tB\nx\t1\t2\ny\t1", LineTooLong, "Line 2 has more cells"),
        ("A\tB\n\nx\tbeaucoup", NotAFigure, "“beaucoup” in line 3 is not a figure."),
        ("A" + "\tB" * 7 + "\nx" + "\t1" * 7, TooManyFigures, "at most 60 lines and 6 columns"),
        ("A\tB\n" + "x\t1\n" * 61, TooManyFigures, "at most 60 lines and 6 columns"), ("x" * 20_001, TooManyFigures, "at most"),
    ],
)  # fmt: skip
def test_fail_with_a_sentence(text: str, error: type[FiguresUnreadable], sentence: str) -> None:
    with pytest.raises(error) as refused:
        read(text)

    assert sentence in str(refused.value)


def test_fail_the_form_says_it_at_the_field() -> None:
    block = ChartBlock()
    value: Any = block.to_python(
        {"kind": "bar", "title": "T", "unit": "", "source": "", "figures": "A\tB\nx\tbeaucoup"}
    )

    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(value)

    [error] = refused.value.block_errors["figures"].messages
    assert error.startswith("“beaucoup” in line 2")


@given(text=st.text(alphabet="0123456789 ,.;\t\n\"'-%éx٣٫", max_size=200))
def test_success_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = read(text)
    except FiguresUnreadable as refused:
        assert str(refused)
        return
    assert all(len(one.values) == len(one.written) == len(found.labels) for one in found.columns)
    assert all(value is None or math.isfinite(value) for one in found.columns for value in one.values)
