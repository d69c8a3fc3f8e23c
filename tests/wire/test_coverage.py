"""COVERAGE.md holds: what it names is there, and nothing that is said on a wire is left out."""

import ast
import importlib
import pkgutil
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import msgspec
import pytest
from starlette.routing import Route

import cliptui.wire
from cliptui.clip.secret import Secret
from cliptui.media.worker import MediaWorker
from cliptui.server.converter import Convert
from cliptui.server.making import make_server
from cliptui.server.videodev.routes import VideodevServing
from cliptui.store import Store
from cliptui.wire.uplynk.params import ORDER_KEYS
from cliptui.wire.uplynk.query import Field
from cliptui.wire.uplynk.signature import Credentials

PAGE: Final = Path(__file__).with_name("COVERAGE.md")
PACKAGE: Final = Path(cliptui.wire.__file__).parents[1]
HEAD: Final = "| endpoint | kind | name | built | read | served | used |"
VENDORS: Final = {"uplynk": "Uplynk", "bluebillywig": "Blue Billywig", "videodev": "video.dev"}
DOCUMENTED: Final[Mapping[str, Sequence[str]]] = {
    "bluebillywig": ["rpctoken", "transcodingFinished", "q", "sort", "limit", "offset", "purge"],
    "videodev": ["X-API-Key", "run_id"],
}
"""What the vendors' pages tell of in words beside their samples."""
BEGINNINGS: Final = ("/cliptui/media/", "/v1/files")
"""Constants that are the beginning of a path, and no path that is asked for as it is."""
ANY_METHOD: Final = "GET, POST"
"""What an endpoint takes that is written without a method."""
KINDS: Final = ("endpoint", "parameter", "member")
_FUNCTION: Final = (ast.FunctionDef, ast.AsyncFunctionDef)
_BRACES: Final = re.compile(r"\{(\w+)(?::\w+)?\}")
_CELL: Final = re.compile(r"`(?P<path>[\w/]+\.py):(?P<symbol>[\w.]+)`|— \S.*")


@dataclass(frozen=True)
class Row:
    """A row of a section; `cells` are built, read, served and used."""

    vendor: str
    endpoint: str
    kind: str
    name: str
    cells: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.vendor}: {self.endpoint} {self.kind} {self.name}"

    @property
    def path(self) -> str:
        """The path of an endpoint, with its parts in braces all called the same."""
        return plain(self.endpoint.rpartition(" ")[2])

    @property
    def methods(self) -> list[str]:
        """The methods of an endpoint."""
        return (self.endpoint.rpartition(" ")[0] or ANY_METHOD).split(", ")


def rows_in(text: str) -> Iterator[Row]:
    vendor = ""
    for line in text.splitlines():
        if line.startswith("## "):
            vendor = line.removeprefix("## ").strip()
        if line.startswith("| `"):
            endpoint, kind, name, *cells = (cell.strip() for cell in line.strip("| ").split(" | "))
            yield Row(vendor, endpoint.strip("`"), kind, name.strip("`"), tuple(cells))


ROWS: Final = tuple(rows_in(PAGE.read_text("utf-8")))


def plain(path: str) -> str:
    """Return a path with its parts in braces all called the same, whoever names them how."""
    return _BRACES.sub("{}", path)


@cache
def symbols_of(path: str) -> frozenset[str]:
    """Return what a module defines at its top, and the methods of its classes."""
    found: set[str] = set()
    for node in ast.parse((PACKAGE / path).read_text("utf-8")).body:
        if isinstance(node, (*_FUNCTION, ast.ClassDef)):
            found.add(node.name)
        if isinstance(node, ast.ClassDef):
            inner = (
                part
                for part in node.body
                if isinstance(part, ast.AsyncFunctionDef | ast.FunctionDef)
            )
            found |= {f"{node.name}.{part.name}" for part in inner}
        if isinstance(node, ast.AnnAssign | ast.Assign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found |= {target.id for target in targets if isinstance(target, ast.Name)}
    return frozenset(found)


def structs_of(vendor: str) -> Iterator[type[msgspec.Struct]]:
    """Yield every struct that the modules of a vendor's wire define."""
    package = importlib.import_module(f"cliptui.wire.{vendor}")
    for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        for value in vars(importlib.import_module(module.name)).values():
            is_struct = isinstance(value, type) and issubclass(value, msgspec.Struct)
            if is_struct and value.__module__ == module.name:
                yield value


def names_in(sample: object) -> Iterator[str]:
    """Yield the names of all members of a sample, but no ids that are used as names."""
    if isinstance(sample, dict):
        for name, value in sample.items():
            if not re.fullmatch("[0-9a-f]{32}", name):
                yield name
            if name != "meta":  # what an owner notes is up to the owner
                yield from names_in(value)
    if isinstance(sample, list):
        for value in sample:
            yield from names_in(value)


def samples_of(vendor: str) -> list[object]:
    """Return the answers and requests that a vendor's own pages show."""
    module = importlib.import_module(f"tests.wire.{vendor}.samples")
    return [
        value for name, value in vars(module).items() if name.isupper() and isinstance(value, dict)
    ]


def endpoint_rows() -> list[Row]:
    return [row for row in ROWS if row.kind == "endpoint"]


def vendors_there() -> list[str]:
    return [module.name for module in pkgutil.iter_modules(cliptui.wire.__path__) if module.ispkg]


def known_names(vendor: str) -> set[str]:
    return {row.name for row in ROWS if row.vendor == VENDORS[vendor]}


def test_every_vendor_has_a_section_of_the_same_form() -> None:
    text = PAGE.read_text("utf-8")
    assert [VENDORS[vendor] for vendor in vendors_there() if not known_names(vendor)] == []
    assert text.count(HEAD) == text.count("\n## ")


def test_every_row_is_whole_and_stands_once() -> None:
    broken = [str(row) for row in ROWS if row.kind not in KINDS or len(row.cells) != 4]
    keys = [(row.vendor, row.endpoint, row.kind, row.name) for row in ROWS]
    assert broken == []
    assert [key for key in keys if keys.count(key) > 1] == []


def test_every_cell_names_something_that_is_there_or_says_why_not() -> None:
    wrong = []
    for row in ROWS:
        for cell in row.cells:
            match = _CELL.fullmatch(cell)
            if match is None:
                wrong.append(f"{row}: {cell} is neither path:symbol nor a reason")
            elif match["path"] and not (PACKAGE / match["path"]).is_file():
                wrong.append(f"{row}: there is no {match['path']}")
            elif match["path"] and match["symbol"] not in symbols_of(match["path"]):
                wrong.append(f"{row}: {match['path']} has no {match['symbol']}")
    assert wrong == []


def test_every_name_is_spelt_in_the_modules_that_build_and_read_it() -> None:
    named = [
        (row, match["path"])
        for row in ROWS
        for cell in row.cells[:2]
        if row.kind != "endpoint" and (match := _CELL.fullmatch(cell)) and match["path"]
    ]
    wrong = [f"{row}: not in {path}" for row, path in named if not _spells(path, row.name)]
    assert named
    assert wrong == []


def _spells(path: str, name: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(name.lstrip('@'))}(?!\w)", _text(path)))


@cache
def _text(path: str) -> str:
    return (PACKAGE / path).read_text("utf-8")


@pytest.mark.parametrize("vendor", vendors_there())
def test_every_member_that_is_read_or_written_has_a_row(vendor: str) -> None:
    fields = {
        field.encode_name
        for struct in structs_of(vendor)
        for field in msgspec.structs.fields(struct)
    }
    assert fields
    assert fields - known_names(vendor) == set()


@pytest.mark.parametrize("vendor", vendors_there())
def test_every_member_that_the_vendor_documents_has_a_row(vendor: str) -> None:
    names = {name for sample in samples_of(vendor) for name in names_in(sample)}
    assert names
    assert names | set(DOCUMENTED.get(vendor, ())) <= known_names(vendor)


@pytest.mark.parametrize("vendor", vendors_there())
def test_every_path_that_the_wire_names_is_an_endpoint_of_a_row(vendor: str) -> None:
    paths = {
        value
        for module in pkgutil.iter_modules(
            importlib.import_module(f"cliptui.wire.{vendor}").__path__, f"cliptui.wire.{vendor}."
        )
        for name, value in vars(importlib.import_module(module.name)).items()
        if name.endswith("_PATH") and isinstance(value, str)
    }
    told = {row.path for row in endpoint_rows() if row.vendor == VENDORS[vendor]}
    beginnings = paths.intersection(BEGINNINGS)
    assert paths
    assert {plain(path) for path in paths - beginnings} - told == set()
    assert [path for path in beginnings if not any(one.startswith(path) for one in told)] == []


def test_the_endpoints_of_the_rows_are_those_of_our_server(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "cliptui.db")
    server = make_server(
        tmp_path,
        tmp_path / "clips",
        store,
        MediaWorker(),
        Credentials("0" * 32, Secret("sesame")),
        videodev=VideodevServing(Secret("sesame")),
        bluebillywig=Secret("490-sesame"),
        convert=Convert.MANUAL,
        now=time.time,
    )
    store.close()
    served = {
        (method, plain(route.path.rstrip("/")))
        for route in server.app.routes
        if isinstance(route, Route)
        for method in (route.methods or set()) - {"HEAD"}
    }
    assert served
    assert served == {(method, row.path) for row in endpoint_rows() for method in row.methods}


def test_every_part_of_a_path_has_a_row_and_every_row_an_endpoint_or_an_object() -> None:
    keys = {(row.vendor, row.endpoint, row.name) for row in ROWS if row.kind == "parameter"}
    parts = {
        (row.vendor, row.endpoint, part)
        for row in endpoint_rows()
        for part in _BRACES.findall(row.endpoint)
    }
    endpoints = {(row.vendor, row.endpoint) for row in endpoint_rows()}
    # What has rows of its own is `all`, or called `a …`; its parts come after a colon.
    lost = [
        str(row)
        for row in ROWS
        if (row.vendor, row.endpoint.partition(": ")[0]) not in endpoints
        and not re.match(r"all$|an? ", row.endpoint)
    ]
    assert parts - keys == set()
    assert lost == []


def test_a_query_and_an_order_know_all_that_uplynk_documents() -> None:
    documented = "created desc duration external_id id lastmod source state"
    assert set(documented.split()) == ORDER_KEYS
    assert {"id", "name", "external", "meta", "source", "state"} < {str(field) for field in Field}
