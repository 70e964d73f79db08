"""How answers travel: what is compressed, and what a browser may keep."""

import gzip
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask, Response, send_file
from flask.typing import ResponseReturnValue
from werkzeug.test import TestResponse

from indexer.errors import Failed
from searchui import delivery

STYLE = "main { color: black }\n" * 200
PAGE = "<p>Resolved: that the report be noted.</p>" * 200


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    """An application with a style, a page and a file that is no text."""
    (tmp_path / "built").mkdir()
    (tmp_path / "built" / "minutebook.css").write_text(STYLE, "utf-8")
    app = Flask(__name__, static_folder=str(tmp_path), static_url_path="/static")
    delivery.add(app)
    answers: dict[str, Callable[[], ResponseReturnValue]] = {
        "": lambda: PAGE,
        "picture": lambda: Response(b"x" * 5_000, mimetype="image/png"),
        "paper": lambda: send_file(io.BytesIO(PAGE.encode()), mimetype="text/html"),
    }
    for path, answer in answers.items():
        app.add_url_rule(f"/{path}", endpoint=path or "home", view_func=answer)
    return app


def got(app: Flask, address: str, accepted: str = "") -> TestResponse:
    """The answer to a browser that takes these encodings."""
    return app.test_client().get(address, headers={"Accept-Encoding": accepted}, buffered=True)


def address(app: Flask) -> str:
    """Of the style, as templates have it."""
    with app.test_request_context():
        return str(app.jinja_env.globals["asset"]("built/minutebook.css"))  # type: ignore[operator]


@pytest.mark.parametrize("path", ["/", "/static/built/minutebook.css"])
def test_a_browser_that_takes_gzip_is_sent_less(app: Flask, path: str) -> None:
    """Unpacked it is the same; caches are told that it depends on the asking."""
    plain, small = got(app, path), got(app, path, "gzip")
    assert small.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(small.get_data()) == plain.get_data()
    assert len(small.get_data()) < len(plain.get_data()) / 5
    assert "Accept-Encoding" in small.headers["Vary"]


def test_a_browser_that_takes_nothing_gets_it_plain(app: Flask) -> None:
    """As it is."""
    answer = got(app, "/")
    assert "Content-Encoding" not in answer.headers
    assert answer.get_data(as_text=True) == PAGE


def test_a_paper_travels_as_it_is_held(app: Flask) -> None:
    """Its length is known, and parts of it can be asked for."""
    answer = got(app, "/paper", "br, gzip")
    assert "Content-Encoding" not in answer.headers
    assert answer.content_length == len(PAGE)


def test_a_picture_is_not_compressed_again(app: Flask) -> None:
    """It would only cost time."""
    assert "Content-Encoding" not in got(app, "/picture", "br, gzip").headers


def test_a_part_of_a_file_is_not_compressed(app: Flask) -> None:
    """It is a part of the file's own bytes."""
    wanted = {"Accept-Encoding": "gzip", "Range": "bytes=0-999"}
    answer = app.test_client().get("/static/built/minutebook.css", headers=wanted, buffered=True)
    assert answer.status_code == 206
    assert answer.get_data(as_text=True) == STYLE[:1000]


def test_a_file_that_did_not_change_is_not_sent_again(app: Flask) -> None:
    """The browser shows what it has."""
    first = got(app, "/static/built/minutebook.css", "gzip")
    known = {"Accept-Encoding": "gzip", "If-None-Match": first.headers["ETag"]}
    again = app.test_client().get("/static/built/minutebook.css", headers=known, buffered=True)
    assert again.status_code == 304
    assert not again.get_data()


def test_a_file_by_its_version_is_kept_for_good(app: Flask) -> None:
    """Its address changes with its bytes."""
    assert "immutable" in got(app, address(app)).headers["Cache-Control"]


@pytest.mark.parametrize(
    "path",
    [
        "built/minutebook.css",
        "built/minutebook.css?v=",
        "built/minutebook.css?v=000000000000",
        "new.css",
    ],
)
def test_a_file_by_another_version_is_asked_for_again(
    app: Flask, tmp_path: Path, path: str
) -> None:
    """A page of before an update must not fix the new file to the old address."""
    (tmp_path / "new.css").write_text("added while the server runs", "utf-8")
    answer = got(app, f"/static/{path}")
    assert answer.status_code == 200
    assert "immutable" not in answer.headers["Cache-Control"]


def test_a_file_that_is_not_there_is_not_kept(app: Flask) -> None:
    """It may be there after the next update."""
    answer = got(app, "/static/none.css")
    assert answer.status_code == 404
    assert "immutable" not in answer.headers.get("Cache-Control", "")


def test_other_bytes_have_another_version(tmp_path: Path) -> None:
    """By path with slashes, on every system."""
    (tmp_path / "built").mkdir()
    style = tmp_path / "built" / "a.css"
    style.write_bytes(b"one")
    before = delivery.file_versions(tmp_path)
    style.write_bytes(b"two")
    after = delivery.file_versions(tmp_path)
    assert set(before) == set(after) == {"built/a.css"}
    assert before != after


def test_a_checkout_without_compiled_style_says_what_to_do(tmp_path: Path) -> None:
    """Before anybody is served a page without it."""
    with pytest.raises(Failed, match="make assets"):
        delivery.add(Flask(__name__, static_folder=str(tmp_path)))
