"""The register as SQLite tables with full-text search, which is what Datasette publishes.

    python load.py REGISTER.json CLUB.db

A column holds a text or a number: lists of words are joined with |, other lists are kept as JSON.
"""

import json
import sqlite3
import sys


def cell(value):
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return "|".join(value)
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False)
    return int(value) if isinstance(value, bool) else value


def quoted(name):
    return '"' + name.replace('"', '""') + '"'


def kind(rows, name):
    """A column without a type would not find the number 80 for the text 80 of an address."""
    if name == "id":
        return "TEXT PRIMARY KEY"
    cells = [cell(row[name]) for row in rows if name in row]
    if all(isinstance(one, int) for one in cells):
        return "INTEGER"
    return "REAL" if all(isinstance(one, (int, float)) for one in cells) else "TEXT"


def load(database, table, rows):
    columns = list(dict.fromkeys(name for row in rows for name in row))
    names = ", ".join(map(quoted, columns))
    types = ", ".join(f"{quoted(name)} {kind(rows, name)}" for name in columns)
    database.execute(f"CREATE TABLE {quoted(table)} ({types})")
    marks = ", ".join("?" for _ in columns)
    cells = [[cell(row.get(name)) for name in columns] for row in rows]
    database.executemany(f"INSERT INTO {quoted(table)} ({names}) VALUES ({marks})", cells)
    texts = [name for name in columns if name != "id" and any(isinstance(row.get(name), str) for row in rows)]
    search = ", ".join(map(quoted, texts))
    database.execute(f"CREATE VIRTUAL TABLE {quoted(table + '_fts')} USING fts5({search}, content={quoted(table)})")
    database.execute(f"INSERT INTO {quoted(table + '_fts')} ({quoted(table + '_fts')}) VALUES ('rebuild')")


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: python load.py REGISTER.json CLUB.db")
    with open(sys.argv[1], encoding="utf-8") as file:
        tables = json.load(file)
    database = sqlite3.connect(sys.argv[2])
    with database:
        for table, rows in tables.items():
            load(database, table, rows)
    database.close()


main()
