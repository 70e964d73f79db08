"""How answers travel: pages compressed for browsers that take it; style and script kept by the browser.

A file of `static/` has the version of its bytes in its address (`?v=`), so that a browser may keep it for
good and still has the new one at once after an update.
"""

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path

from flask import Flask, Response, request, url_for
from flask_compress import Compress

from indexer.errors import Failed

_YEAR = 365 * 24 * 3600
_STYLE = "built/minutebook.css"
_COMPRESSED = (
    *("text/html", "text/css", "text/javascript", "image/svg+xml"),
    *("application/json", "application/atom+xml"),
)


def add(app: Flask) -> None:
    """Give templates `asset(name)`, and compress what is sent; Failed where the style is not compiled."""
    versions = file_versions(Path(str(app.static_folder)))
    if _STYLE not in versions:
        raise Failed(
            "The style of the pages is not compiled. Say: make assets (or install it again)"
        )
    app.jinja_env.globals["asset"] = _asset(versions)
    app.config.update(
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_BR_LEVEL=5,  # the usual 4 makes the style larger than gzip does
        COMPRESS_MIMETYPES=list(_COMPRESSED),
        COMPRESS_REGISTER=False,
        COMPRESS_STREAMS=False,  # papers travel as they are held
    )
    compress = Compress(app)

    @app.after_request
    def send(response: Response) -> Response:
        if request.endpoint == "static" and response.status_code in {200, 304}:
            _keep(response, versions)
        # A part of a file is a part of its own bytes, not of those that it is compressed to.
        return response if response.status_code == 206 else compress.after_request(response)


def _keep(response: Response, versions: Mapping[str, str]) -> None:
    """For good, if asked for by the version that it has."""
    known = versions.get(str((request.view_args or {})["filename"]))
    if known and request.args.get("v") == known:
        response.headers["Cache-Control"] = f"public, max-age={_YEAR}, immutable"
    response.direct_passthrough = False
    response.make_sequence()  # small, and as a whole it is sent with its length


def file_versions(folder: Path) -> Mapping[str, str]:
    """Of each file below, by its path with slashes: the start of its SHA-256."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): _version(path) for path in files}


def _version(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def _asset(versions: Mapping[str, str]) -> Callable[[str], str]:
    def asset(name: str) -> str:
        """The address of a file of `static/`; KeyError for one that is not there."""
        return url_for("static", filename=name, v=versions[name])

    return asset
