"""Whether any file of an index still has a word: looked for inside what engines compress, too."""

import json
from collections.abc import Iterator
from pathlib import Path

from tantivy import Query
from whoosh.index import open_dir

from indexer.engines.tantivy_files import opened_index


def remains(index: Path, word: str) -> set[str]:
    """Where the word is left: in a file's bytes, a dictionary, or what is stored with a document."""
    found = {path.name for path in _files(index) if word.encode() in path.read_bytes().lower()}
    for folder in index.glob("tantivy-*"):
        found |= {where for where, held in _of_tantivy(folder) if word.encode() in held.lower()}
    for folder in index.glob("whoosh-*"):
        found |= {where for where, held in _of_whoosh(folder) if word.encode() in held.lower()}
    return found


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def _of_tantivy(folder: Path) -> Iterator[tuple[str, bytes]]:
    """All words and values, and what is stored. Deleted documents would be hidden: there are none."""
    meta = json.loads((folder / "meta.json").read_bytes())
    assert not any(segment["deletes"] for segment in meta["segments"])
    searcher = opened_index(folder).searcher()
    for field in meta["schema"]:
        if field["type"] == "text":
            for term, _ in searcher.terms_with_prefix(field["name"], ""):
                yield f"tantivy's {field['name']}", term.encode()
    for _, address in searcher.search(Query.all_query(), max(1, searcher.num_docs)).hits:
        for values in searcher.doc(address).to_dict().values():
            for value in values:
                held = value.encode() if isinstance(value, str) else bytes(value)
                yield "tantivy's documents", held


def _of_whoosh(folder: Path) -> Iterator[tuple[str, bytes]]:
    """All words and values, and what is stored, also with deleted documents."""
    with open_dir(folder).reader() as reader:
        for name, term in reader.all_terms():
            yield f"Whoosh's {name}", term
            postings = reader.postings(name, term)
            while postings.is_active():
                yield f"Whoosh's postings of {name}", bytes(postings.value() or b"")
                postings.next()
        for number in range(reader.doc_count_all()):
            yield "Whoosh's documents", bytes(reader.stored_fields(number).get("stored", b""))
