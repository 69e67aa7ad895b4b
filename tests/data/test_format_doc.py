"""``data/FORMAT.md`` is what the declaration says."""

from data.writers.format_doc import PATH, document


def test_the_format_document_is_up_to_date() -> None:
    said = document()
    assert PATH.read_text(encoding="utf-8") == said, "run python -m data.writers.format_doc"
    assert "{one}" not in said
