"""The index folds words as `core.text` does."""

from hypothesis import given
from hypothesis import strategies as st

from rotative.core.text import tokens
from rotative.search import tokenizer


@given(st.text())
def test_success_words_are_folded_like_everywhere(text: str) -> None:
    assert tokenizer.tokenize(text) == [token[: tokenizer.LONGEST] for token in tokens(text)]
