"""A published file in; one HTML file out that needs no network: styles, scripts and data are inside."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from riscontro.errors import RiscontroError
from riscontro.report import chart
from riscontro.report.board import Room, board
from riscontro.report.packing import safe_json

FOLDER = Path(__file__).resolve().parent / "page"


def beside(published: Path) -> Path:
    """Where the page of a published file goes when nobody says otherwise."""
    return published.with_name(f"{published.stem.removesuffix('_published')}_report.html")


def write(published: Path, output: Path, *, room: Room | None = None) -> None:
    """The page of a published file at `output`; a page that is there is replaced whole."""
    put(output, page(board(published, room=room)).encode())


def put(output: Path, content: bytes) -> None:
    """A file, by a rename: a reader sees the old or the new."""
    part = output.with_name(f".{output.name}.part")
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(content)
        part.replace(output)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise RiscontroError(f"{output}: {error.strerror or error}; choose a place that can be written") from error


def page(content: dict[str, Any]) -> str:
    """The HTML: the template with the content as data."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    loader = FileSystemLoader(FOLDER)
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    style, scripts = _read("*.css"), [_apart(vega()), _apart(_read("*.js"))]
    return environment.get_template("page.html.j2").render(
        policy=_policy(scripts, style),
        style=Markup(style),
        scripts=[Markup(script) for script in scripts],
        data=Markup(safe_json({**content, "chart": chart.spec()})),
    )


@cache
def vega() -> str:
    """Vega, Vega-Lite and Vega-Embed as one script, from the wheel that also draws the figures."""
    import vl_convert

    bundle: str = vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")
    return bundle.replace("</script", "<\\/script")


def _apart(script: str) -> str:
    """A script whose names are its own: the bundle is made as a module, and a page from a file has no modules."""
    return f"(() => {{\n{script}\n}})();"


def _read(pattern: str) -> str:
    """The files of the page's folder with such a name, one after the other."""
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob(pattern)))


def _policy(scripts: list[str], style: str) -> str:
    """Content-Security-Policy: these very scripts and this style run, and nothing is fetched from anywhere."""
    hashes = " ".join(_hash(script) for script in scripts)
    allowed = [f"script-src {hashes}", f"style-src {_hash(style)}", "img-src data:"]
    return "; ".join(["default-src 'none'", *allowed, "base-uri 'none'", "form-action 'none'"])


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
