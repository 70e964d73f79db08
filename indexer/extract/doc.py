"""Word's old binary format (97 to 2003) to text: turned into DOCX by a library, then read as that.

So deleted and hidden words, fields, notes and the numbers of lists are treated alike in both.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from doc2docx import convert
from doc2docx.cfb.container import CompoundFile, CompoundFileLimits
from doc2docx.errors import EncryptedDocumentError, StreamNotFound

from indexer.errors import Unreadable
from indexer.extract.docx import extract_docx
from indexer.model import Text

_LIMITS = CompoundFileLimits(
    max_input_bytes=200_000_000, max_stream_bytes=100_000_000, max_directory_entries=20_000
)
_WORD_97 = b"\xec\xa5"
"""How the main stream begins since Word 97 (MS-DOC, 2.5.2)."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_DAMAGED = "the file is damaged: it cannot be read as a Word document"


def extract_doc(data: bytes) -> Text:
    """Text of a DOC; Unreadable, with the reason, if it is damaged, locked or of another kind."""
    try:
        return extract_docx(_as_docx(data))
    except EncryptedDocumentError as error:
        raise Unreadable("locked with a password") from error
    except (Unreadable, MemoryError):
        raise
    except Exception as error:  # a damaged file may make the library stumble on anything
        raise Unreadable(_DAMAGED) from error


def _as_docx(data: bytes) -> bytes:
    try:
        beginning = CompoundFile(data, limits=_LIMITS).open_stream("WordDocument")[:2]
    except StreamNotFound:
        locked = _ENCRYPTED in data
        raise Unreadable("locked with a password" if locked else "no Word document") from None
    if beginning != _WORD_97:
        raise Unreadable("made by Word 95 or older: save it as .docx or PDF, and add that")
    with TemporaryDirectory() as folder:
        old, new = Path(folder, "old.doc"), Path(folder, "new.docx")
        old.write_bytes(data)
        convert(old, new, limits=_LIMITS)
        return new.read_bytes()
