"""The command line: the one place that knows paths and settings.

Results go to standard output; progress, warnings and errors to standard error. Modules that take
time to load are imported in the command that needs them, so that a search answers at once.
"""

import errno
import os
import re
import shutil
import signal
import sqlite3
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from indexer.errors import BadCall, Failed, MinutebookError

if TYPE_CHECKING:
    from indexer.place import EngineChoice
    from indexer.search.archive import Archive
    from indexer.store import Corpus
    from indexer.topics import Topics

FILTERS = (
    *("council", "board", "officer", "member", "role", "topic", "ward", "kind", "zone", "year"),
    *("from", "to"),
)
"""The filters of `search`; repeated ones mean OR within a field, AND between fields."""
SETTINGS = ("corpus", "index", "contact", "topics", "address", "operator")
"""What a configuration file may say."""
_PATIENCE: dict[str, Any] = {
    "connection_limit": 900,  # below what a process may hold open
    "channel_timeout": 20,
    "cleanup_interval": 5,
    "asyncore_use_poll": True,  # for so many connections
}
"""Of the server with connections that ask nothing: they must not shut others out."""
_THREADS = 16
"""That answer pages: more than costly searches and pages being drawn may hold together (twelve)."""
LISTED = ("councils", "boards", "meetings", "officers", "members", "topics", "wards")


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things lie, and how to speak."""

    corpus: Path
    index: Path


class _Group(click.Group):
    """Turns our errors into one sentence and an exit code, once for all commands."""

    debug = False

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run; exit code 130 when interrupted."""
        extra["standalone_mode"] = False
        try:
            code = super().main(*args, **extra)
            sys.stdout.flush()
            sys.exit(code if isinstance(code, int) else 0)
        except click.exceptions.Abort:
            click.echo("Interrupted. What was done so far is kept.", err=True)
            sys.exit(130)
        except click.ClickException as error:
            error.show()
            sys.exit(2)
        except MinutebookError as error:
            if self.debug:
                raise
            click.echo(f"Error: {error}", err=True)
            sys.exit(error.exit_code)
        except BrokenPipeError:  # the reader of our output has left, as `head` does
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)
        except (OSError, sqlite3.Error) as error:
            if self.debug:
                raise
            click.echo(f"Error: {_of_the_system(error)}", err=True)
            sys.exit(3)
        except Exception as error:
            if self.debug:
                raise
            click.echo(
                f"Error: something went wrong that should not ({type(error).__name__}: {error}). "
                "Run it again with --debug and report what it prints.",
                err=True,
            )
            sys.exit(3)


_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, 112}
"""What a system says where there is no room; the last is Windows' own number."""


def _of_the_system(error: OSError | sqlite3.Error) -> str:
    """What the disk or the system refused, and what to do about it."""
    told = re.search(r"\(os error (\d{1,5})\)", str(error))  # how tantivy says it
    number = int(told[1]) if told else getattr(error, "errno", None)
    if number in _FULL or "disk is full" in str(error):
        return "The disk is full. Free some space and run the same command again; nothing held is lost."
    name = getattr(error, "filename", None)
    what = f"{name}: {error.strerror}" if isinstance(error, OSError) and name else str(error)
    return (
        f"{what}. See that the folders are there, that you may read and write in them, and that the disk"
        " is not full."
    )


def _configured() -> Iterator[tuple[Path, dict[str, Any]]]:
    """What `minutebook.toml` here says, then what the user's own `config.toml` says."""
    for path in (Path("minutebook.toml"), Path(click.get_app_dir("minutebook")) / "config.toml"):
        try:
            yield path, tomllib.loads(path.read_text("utf-8"))
        except OSError:
            continue
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise BadCall(f"{path} cannot be read: {error}") from error


def _warn_of_unknown_settings() -> None:
    for path, held in _configured():
        for name in held.keys() - set(SETTINGS):
            click.echo(
                f"Warning: {path}: there is no setting “{name}”, so it changes nothing. The settings are "
                f"{', '.join(SETTINGS)}.",
                err=True,
            )


def _setting(name: str) -> str | None:
    """A setting from `minutebook.toml` here, else from the user's own `config.toml`."""
    for path, held in _configured():
        value = held.get(name)
        if value is not None and not isinstance(value, str):
            raise BadCall(f'{path}: “{name}” is written in quotes: {name} = "…".')
        if value is not None:
            return value
    return None


@click.group(
    cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(package_name="minutebook", prog_name="minutebook")
@click.option("--corpus", envvar="MINUTEBOOK_CORPUS", help="Folder of the papers [./corpus].")
@click.option("--index", envvar="MINUTEBOOK_INDEX", help="Folder of the index [./index].")
@click.option("--debug", is_flag=True, help="Show the whole error when something goes wrong.")
@click.pass_context
def main(context: click.Context, corpus: str | None, index: str | None, debug: bool) -> None:
    """Search what councils decide: their agendas, minutes and reports, item by item."""
    if isinstance(context.command, _Group):
        context.command.debug = debug
    if os.environ.get("NO_COLOR"):
        context.color = False
    context.obj = Settings(
        Path(corpus or _setting("corpus") or "corpus"),
        Path(index or _setting("index") or "index"),
    )
    _warn_of_unknown_settings()


# --- taking papers in ---------------------------------------------------------------------------


@main.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("--council", help="Short name of the council whose papers these are.")
@click.option("--url", help="The web address that the file, or the folder, came from.")
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON.")
@click.pass_obj
def add(
    settings: Settings, paths: tuple[str, ...], council: str | None, url: str | None, as_json: bool
) -> None:
    """Take files and folders into the corpus: HTML, XML, PDF, Word, ODT, text, Markdown."""
    from indexer.adding import add_papers
    from indexer.store import Corpus
    from indexer.terminal import counted

    with Corpus.open(settings.corpus, create=True) as corpus:
        report = add_papers(
            corpus,
            paths,
            council=council,
            url=url,
            now=_now(),
            skip=(settings.corpus, settings.index),
            progress=_progress,
        )
    for left_out in report.left_out:
        click.echo(f"Left out: {left_out.source}: {left_out.reason}", err=True)
    if as_json:
        _print_json(report)
        return
    click.echo(
        f"{counted(report.new, 'document')} added, {report.held:,} held already, "
        f"{report.changed:,} changed, {len(report.left_out):,} left out."
    )
    if report.new or report.changed:
        click.echo("Next: minutebook index", err=True)


@main.command()
@click.argument("root_url")
@click.option("--council", help="Short name of the council [from the site's host].")
@click.option("--since", help="Meetings from this day, month or year on [three municipal years].")
@click.option("--until", help="Meetings up to this day, month or year.")
@click.option("--board", multiple=True, help="Only this board: its name, a part of it, “SB3”.")
@click.option("--delay", type=float, default=2.0, help="Seconds between requests [2].")
@click.option("--contact", help="Whom the council may write to about the requests.")
@click.option("--allow-private", is_flag=True, help="The site is in your own network.")
@click.option(
    "--ca-bundle",
    type=click.Path(path_type=Path),
    help="Certificates to trust besides the system's.",
)
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON.")
@click.pass_obj
def crawl(
    settings: Settings,
    root_url: str,
    council: str | None,
    since: str | None,
    until: str | None,
    board: tuple[str, ...],
    delay: float,
    contact: str | None,
    allow_private: bool,
    ca_bundle: Path | None,
    as_json: bool,
) -> int:
    """Fetch a council's papers from its ModernGov site, newest first; again, only what is new."""
    from indexer.crawl_report import EXIT_CODES, Order
    from indexer.crawling import crawl
    from indexer.search.fields import read_days
    from indexer.store import Corpus
    from indexer.terminal import CrawlLine, print_crawl

    order = Order(
        root_url,
        council=council,
        since=read_days(since, f"--since {since}", [])[0] if since else None,
        until=read_days(until, f"--until {until}", [])[1] if until else None,
        boards=board,
        delay=delay,
        contact=contact or _setting("contact"),
        allow_private=allow_private,
        ca_bundle=ca_bundle,
    )
    with (
        Corpus.open(settings.corpus, create=True) as corpus,
        CrawlLine(on_terminal=sys.stderr.isatty(), echo=_to_stderr) as line,
    ):
        report = crawl(corpus, order, progress=line.show)
    code = EXIT_CODES[report.outcome]
    if code:
        print_crawl(report, lambda text: click.echo(text, err=True))
        click.echo("minutebook status --json lists every address that was not had.", err=True)
    elif as_json:
        _print_json(report)
    else:
        print_crawl(report, click.echo)
    if report.new or report.changed or report.gone:
        click.echo("Next: minutebook index", err=True)
    return code


@main.command()
@click.argument("id_or_url")
@click.option(
    "--reason", required=True, help="Why: it is kept, and shown to whoever adds it again."
)
@click.pass_obj
def withdraw(settings: Settings, id_or_url: str, reason: str) -> int:
    """Take a paper out for good: out of the index and the corpus, and it never comes back."""
    from indexer.place import IndexPlace
    from indexer.terminal import print_withdrawn
    from indexer.withdrawing import withdraw

    with _open_corpus(settings) as corpus:
        report = withdraw(
            corpus,
            IndexPlace(settings.index),
            id_or_url,
            reason=reason,
            now=_now(),
            topics=_topics(),
            progress=_progress,
        )
    if not report.papers:
        click.echo(f"No document with the identifier or address {id_or_url} is held.", err=True)
        return 1
    print_withdrawn(report, click.echo)
    return 0


@main.command("index")
@click.option(
    "--engine",
    type=click.Choice(["auto", "whoosh", "tantivy"]),
    help="The search engine; auto: by the size of the collection [as before, at first auto].",
)
@click.option("--rebuild", is_flag=True, help="Build the index anew from all papers held.")
@click.option("--workers", type=click.IntRange(1, 64), help="Papers read at once [one a core].")
@click.option("--ocr", is_flag=True, help="Recognise the words of scanned pages (needs tesseract).")
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON.")
@click.pass_obj
def index_command(
    settings: Settings,
    engine: "EngineChoice | None",
    rebuild: bool,
    workers: int | None,
    ocr: bool,
    as_json: bool,
) -> None:
    """Read what is new or changed, and index it."""
    from indexer.pipeline import index
    from indexer.place import IndexPlace
    from indexer.terminal import counted

    with _open_corpus(settings) as corpus:
        report = index(
            corpus,
            IndexPlace(settings.index),
            engine=engine,
            rebuild=rebuild,
            ocr=ocr,
            workers=workers,
            topics=_topics(),
            now=_now(),
            progress=_progress,
        )
    for problem in report.problems:
        click.echo(f"Cannot be read: {problem.source}: {problem.reason}", err=True)
    for note in report.corrections:
        click.echo(f"corrections.toml: {note}.", err=True)
    if as_json:
        _print_json(report)
    elif report.read or report.items_indexed:
        click.echo(
            f"{counted(report.read, 'document')} read, "
            f"{counted(report.items_indexed, 'item')} indexed; "
            f"the index holds {counted(report.items, 'item')} of "
            f"{counted(report.documents.held, 'document')}."
        )
    else:
        click.echo(f"Nothing new; the index holds {counted(report.items, 'item')}.")
    if not as_json:
        instead = f" in place of {report.before}" if report.before else ""
        click.echo(f"Engine: {report.engine}{instead}, {report.why}.")


# --- asking -------------------------------------------------------------------------------------


@main.command(
    # So that `-word` reaches the query; --options that are none are refused below.
    context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]}
)
@click.argument("query", nargs=-1)
@click.option("--council", multiple=True, help="Only of this council.")
@click.option("--board", multiple=True, help="Only of this board: its name, a part of it, “SB3”.")
@click.option("--officer", multiple=True, help="Only by this officer: a name or a post.")
@click.option("--member", multiple=True, help="Only where this member sat or is named.")
@click.option("--role", multiple=True, help="In which role: author, contact, chair, apologies …")
@click.option("--topic", multiple=True, help="Only about this topic: its name, or a part of it.")
@click.option("--ward", multiple=True, help="Only where this ward is affected.")
@click.option("--kind", multiple=True, help="Only with a document of this kind: minutes, report …")
@click.option("--zone", multiple=True, help="The words must stand there: decision, minutes …")
@click.option("--year", multiple=True, help="Only of this municipal year: 2020/21.")
@click.option("--from", "from_", multiple=True, help="Not before this day, month or year.")
@click.option("--to", multiple=True, help="Not after this day, month or year.")
@click.option(
    "--sort",
    type=click.Choice(["relevance", "newest", "oldest"]),
    default="relevance",
    help="The order of hits [relevance].",
)
@click.option("--limit", type=int, default=10, help="Hits on a page [10].")
@click.option("--page", type=int, default=1, help="Which page of hits [1].")
@click.option("--everything", is_flag=True, help="Routine matter too.")
@click.option("--as-typed", is_flag=True, help="No official words for everyday ones.")
@click.option("--facets", is_flag=True, help="Count the whole result by board, year, officer …")
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
@click.option("--csv", "as_csv", is_flag=True, help="Print all hits as a table for a spreadsheet.")
@click.pass_obj
def search(settings: Settings, /, query: tuple[str, ...], **options: Any) -> int:
    """Find agenda items. QUERY: words (all required), "exact phrase", -without, date:2019."""
    from indexer.search.archive import Request
    from indexer.terminal import print_answer, print_csv

    for word in query:
        if word.startswith("--"):
            raise BadCall(f"There is no option “{word}”. `minutebook search --help` names all.")
    if options["as_json"] and options["as_csv"]:
        raise BadCall("Write --json or --csv, not both.")
    options["from"] = options.pop("from_")
    request = Request(
        query=" ".join(query).encode("utf-8", "surrogateescape").decode("utf-8", "replace"),
        filters={name: options[name] for name in FILTERS if options[name]},  # type: ignore[misc]
        sort=options["sort"],
        page=options["page"],
        limit=options["limit"],
        everything=options["everything"],
        facets=options["facets"],
        as_typed=options["as_typed"],
    )
    with _open_archive(settings) as archive:
        if options["as_csv"]:
            total = print_csv(archive.all_hits(request), sys.stdout)
            return 0 if total else 1
        answer = archive.search(request)
    if options["as_json"]:
        _print_json(answer)
    else:
        print_answer(answer, click.echo)
    return 0 if answer.total else 1


@main.command()
@click.argument("identifier", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@click.pass_obj
def show(settings: Settings, identifier: str, as_json: bool) -> int:
    """Show one item, meeting or document by its identifier."""
    from indexer.terminal import print_shown

    with _open_archive(settings) as archive:
        shown = archive.show(identifier)
    if shown is None:
        click.echo(f"Nothing with the identifier {identifier} is held.", err=True)
        return 1
    kind, value = shown
    if as_json:
        _print_json(value)
    else:
        print_shown(kind, value, click.echo)
    return 0


@main.command("list")
@click.argument("kind", type=click.Choice(LISTED))
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@click.pass_obj
def list_command(settings: Settings, kind: Any, as_json: bool) -> None:
    """List what is held: councils, boards, meetings, officers, members, topics or wards."""
    from indexer.terminal import print_entries

    with _open_archive(settings) as archive:
        entries = archive.listed(kind)
    if as_json:
        _print_json({"kind": kind, "entries": entries})
    else:
        print_entries(kind, entries, click.echo)


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@click.pass_obj
def status(settings: Settings, as_json: bool) -> None:
    """Show what is held, what could not be read, what is missing, and how fresh it is."""
    from indexer.errors import NoIndex
    from indexer.status import status_of
    from indexer.terminal import print_status

    try:
        with _open_archive(settings) as archive:
            collection, engine = archive.collection(), archive.engine
    except NoIndex:
        collection, engine = None, None
    with _open_corpus(settings) as corpus:
        found = status_of(corpus, collection, engine)
    if as_json:
        _print_json(found)
    else:
        print_status(found, click.echo)


@main.command()
@click.option("--host", default="127.0.0.1", help="The address to listen on [127.0.0.1].")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, help="The port [8000].")
@click.option("--address", help="The public address, such as https://minutes.example.org.")
@click.option("--operator", help="Who runs this server, as its pages say.")
@click.option(
    "--contact", help="Where people report errors and ask for takedown: an e-mail address."
)
@click.pass_obj
def serve(
    settings: Settings,
    host: str,
    port: int,
    address: str | None,
    operator: str | None,
    contact: str | None,
) -> None:
    """Show what is indexed on web pages, until interrupted."""
    import logging

    from waitress import create_server

    from indexer.place import Follower, IndexPlace
    from indexer.search.archive import Archive
    from indexer.showing import HeldPapers
    from searchui.app import create_app
    from searchui.house import House, checked

    house = checked(
        House(
            address=address or _setting("address"),
            operator=operator or _setting("operator"),
            contact=contact or _setting("contact"),
        ),
        listening=host,
    )
    place = IndexPlace(settings.index)
    archive = Archive(place.open(), Follower(place))
    if not settings.corpus.is_dir():
        click.echo(
            f"Warning: there is no corpus in {settings.corpus}, so no paper and no page of one can be shown. "
            "Name it with --corpus.",
            err=True,
        )
    with HeldPapers(settings.corpus, settings.index, archive) as papers:
        app = create_app(archive, replace(house, papers=papers))
        app.before_request(archive.refresh)
        try:
            server = create_server(
                app,
                host=host,
                port=port,
                ident=None,
                threads=_THREADS,
                max_request_body_size=10_000,
                **_PATIENCE,
            )
        except OSError as error:
            raise Failed(
                f"Port {port} of {host} cannot be listened on ({error.strerror}). Write another: "
                "--port 8001."
            ) from error
        except ValueError as error:
            raise BadCall(
                f"--host {host} is no address of this machine. Write --host 127.0.0.1."
            ) from error
        shown = f"[{host}]" if ":" in host else host
        click.echo(f"Minutebook answers at http://{shown}:{port}/ (Ctrl-C ends it)", err=True)
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # that requests wait is no news
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(130))  # so that its children end with it
        server.run()
    sys.exit(130)


@main.command()
@click.pass_obj
def demo(settings: Settings) -> int:
    """Serve the invented council that comes with Minutebook here, crawl it, index it, ask it."""
    from indexer.crawl_report import EXIT_CODES, Order
    from indexer.crawling import crawl
    from indexer.demo_site.server import DemoSite
    from indexer.pipeline import index
    from indexer.place import IndexPlace
    from indexer.sample import COUNCIL, FIRST_DAY, PORT, QUESTION, ROOT, sample_folder
    from indexer.search.archive import Request
    from indexer.store import Corpus
    from indexer.terminal import CrawlLine, counted, print_answer, print_crawl

    here = Settings(settings.corpus / "demo", settings.index / "demo")
    with (
        DemoSite.serve(sample_folder(), root=ROOT, port=PORT) as site,
        Corpus.open(here.corpus, create=True) as corpus,
    ):
        click.echo(f"An invented council is at {site.root}; crawling it as a real one would be.")
        order = Order(site.root, council=COUNCIL, since=FIRST_DAY, delay=0)
        with CrawlLine(on_terminal=sys.stderr.isatty(), echo=_to_stderr) as line:
            crawled = crawl(corpus, order, progress=line.show)
        print_crawl(crawled, click.echo)
        report = index(corpus, IndexPlace(here.index), now=_now(), progress=_progress)
    click.echo(
        f"\nIndexed: {counted(report.items, 'item')} of "
        f"{counted(report.documents.held, 'document')}, in {here.corpus} and {here.index}.\n"
    )
    program = _program()
    call = f"{program} --corpus {here.corpus} --index {here.index}"
    click.echo(f"$ {call} search '{QUESTION}'\n")
    with _open_archive(here) as archive:
        print_answer(archive.search(Request(QUESTION, limit=3)), click.echo)
    click.echo(
        "Try next:\n"
        f"  {call} search 'zone:decision fly-tipping' --sort newest\n"
        f"  {call} list meetings\n"
        f"  {call} status\n"
        f"  {call} serve          the same on web pages\n"
        "Then your own council's papers:\n"
        f"  {program} crawl https://democracy.COUNCIL.gov.uk/ --board NAME && {program} index\n"
        f"  {program} search WORDS"
    )
    return EXIT_CODES[crawled.outcome]


# --- what commands share ------------------------------------------------------------------------


def _topics() -> "Topics":
    """The council's own list of topics, where the environment or the configuration names one."""
    from indexer.topics import read_topics, shipped_topics

    own = os.environ.get("MINUTEBOOK_TOPICS") or _setting("topics")
    return read_topics(Path(own)) if own else shipped_topics()


@contextmanager
def _open_archive(settings: Settings) -> "Iterator[Archive]":
    from indexer.place import IndexPlace
    from indexer.search.archive import Archive

    engine = IndexPlace(settings.index).open()
    try:
        yield Archive(engine)
    finally:
        engine.close()


@contextmanager
def _open_corpus(settings: Settings) -> "Iterator[Corpus]":
    from indexer.store import Corpus

    with Corpus.open(settings.corpus, create=False) as corpus:
        yield corpus


def _program() -> str:
    """How this program can be called again from here: by its name, if that is found."""
    called = Path(sys.argv[0])
    found = shutil.which(called.name)
    if found and called.exists() and Path(found).samefile(called):
        return called.name
    return str(called.relative_to(Path.cwd())) if called.is_relative_to(Path.cwd()) else str(called)


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def _progress(line: str) -> None:
    """A line now and then, on a terminal one that is overwritten."""
    if sys.stderr.isatty():
        click.echo(f"\r\033[K{line}", err=True, nl=False)


def _to_stderr(text: str, end: bool = True) -> None:
    click.echo(text, err=True, nl=end)


def _print_json(value: object) -> None:
    import msgspec

    encoded = msgspec.json.format(msgspec.json.encode(value), indent=2)
    sys.stdout.buffer.write(encoded + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
