"""Each column says how it is kept at rest and when it is erased, and the tables bear it out."""

import pytest
from sqlalchemy import Column, LargeBinary, String, Table
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import AutoString

from bot.store import tables
from bot.store.tables import WHEN_DONE, WITH_RESPONDENT

COLUMNS = [(table, column) for table in SQLModel.metadata.sorted_tables for column in table.c]
WORDS = [(table, column) for table, column in COLUMNS if isinstance(column.type, AutoString | String | LargeBinary)]


def named(value: object) -> str | None:
    return str(value) if isinstance(value, Table | Column) else None


@pytest.mark.parametrize(("table", "column"), WORDS, ids=named)
def test_a_column_of_words_says_how_it_is_kept_and_when_it_is_erased(table: Table, column: Column[object]):
    at_rest, erasure = column.info["at_rest"], column.info["erasure"]
    assert at_rest in ("plain", "sealed")
    assert at_rest == "plain" or isinstance(column.type, LargeBinary), "sealed content is bytes"
    if erasure == WITH_RESPONDENT:
        assert table is tables.respondent or "respondent_id" in table.c
    elif erasure == WHEN_DONE:
        assert table in (tables.inbox, tables.turn, tables.lane)
    else:
        assert erasure.startswith("never: ")
        assert at_rest == "plain", "what is never erased must hold nothing of a person"
        assert "respondent_id" not in table.c


def test_every_column_of_words_was_looked_at():
    assert {table for table, _ in WORDS} == set(SQLModel.metadata.sorted_tables)
    others = {column.type.python_type for table, column in COLUMNS if (table, column) not in WORDS}
    assert others == {int, bool}


def test_what_belongs_to_a_respondent_is_found_by_them_without_a_search():
    for table in SQLModel.metadata.sorted_tables:
        if "respondent_id" in table.c:
            leading = [next(iter(index.columns)).name for index in table.indexes] + [next(iter(table.primary_key)).name]
            assert "respondent_id" in leading, f"{table} has no index that begins with its respondent"
