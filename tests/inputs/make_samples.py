"""Writes the samples of `same/`: one article, made by hand here, in each format that can be read.

    python tests/inputs/make_samples.py

The files are kept in the repository; run this again when a format is added.
"""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import io
import json
import tarfile
import zipfile
from html import escape
from pathlib import Path

HERE = Path(__file__).parent / "same"
URL = "https://www.quotidianobrenta.example/esteri/soldati-kursk.html"
TITLE = "Seul: undicimila soldati nel Kursk"
PARAGRAPHS = (
    "Secondo Seul, Pyongyang ha inviato circa 11.000 soldati in Russia. I reparti si trovano nella regione di Kursk,"
    " dove lavorano accanto alle truppe di Mosca.",
    "L'agenzia dei servizi ha riferito che 300 soldati nordcoreani sono stati uccisi a dicembre. Altri 2.700 sono"
    " rimasti feriti.",
    "Mosca ha consegnato a Pyongyang un milione di barili di petrolio, ha detto il ministero della Difesa di Seul.",
    "Una portavoce del ministero ha aggiunto che la cooperazione continuerà nei prossimi mesi.",
)
SAID = {"publisher": "quotidianobrenta.example", "published": "2025-01-11", "url": URL, "title": TITLE}
RECORD = {"text": "\n".join(PARAGRAPHS), **SAID}
DESCRIBED = ("article.txt", "article.pdf", "article.docx")  # say nothing of themselves: metadata.csv does


def page() -> str:
    """The article as a news site shows it, with what the site puts around it."""
    about = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": TITLE,
        "datePublished": "2025-01-11T23:40:00+01:00",
        "dateModified": "2025-01-12T08:00:00+01:00",
        "publisher": {"@type": "Organization", "name": "Il Quotidiano del Brenta"},
    }
    paragraphs = [f"<p>{escape(text, quote=False)}</p>" for text in PARAGRAPHS]
    return f"""<!doctype html>
<html lang="it-IT"><head><meta charset="utf-8"><title>{TITLE} - Il Quotidiano del Brenta</title>
<link rel="canonical" href="{URL}">
<script type="application/ld+json">{json.dumps(about, ensure_ascii=False)}</script>
</head><body>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/cronaca">Cronaca, 30 feriti</a></li></ul></nav></header>
<main><article><h1>{TITLE}</h1>
<p class="byline">di Marta Venier <time datetime="2025-01-11T23:40">11 gennaio 2025, 23:40</time></p>
<div class="body">
{paragraphs[0]}
{paragraphs[1]}
<div class="related"><h3>Leggi anche</h3><ul><li><a href="/x">Trovati 500 missili in un deposito russo</a></li>
<li><a href="/y">Cento carri armati ucraini distrutti</a></li></ul></div>
{paragraphs[2]}
{paragraphs[3]}
</div></article>
<section id="comments"><h2>Commenti</h2>
<div class="comment"><p>Per me i nordcoreani morti sono 50.000.</p></div></section>
</main>
<aside><p>Iscriviti alla newsletter, siamo in 20.000</p></aside>
<footer><p>© 2025 Editoriale Brenta</p></footer>
</body></html>
"""


def response(body: bytes, url: str = URL, number: int = 1, date: str = "2025-01-12T09:00:00Z") -> bytes:
    """A page as one record of a web archive."""
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n" % len(body) + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: {date}\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012d}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def rss() -> str:
    """The article as an entry with its full text, beside one that is only a summary."""
    body = "".join(f"<p>{escape(text, quote=False)}</p>" for text in PARAGRAPHS)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Il Quotidiano del Brenta</title><link>https://www.quotidianobrenta.example/</link><language>it-it</language>
<item><title>{TITLE}</title><link>{URL}?utm_source=rss</link><pubDate>Sat, 11 Jan 2025 23:40:00 +0100</pubDate>
<description>La stima dei servizi.</description><content:encoded><![CDATA[{body}]]></content:encoded></item>
</channel></rss>
"""


def atom() -> str:
    """The same entry as Atom."""
    body = escape("".join(f"<p>{text}</p>" for text in PARAGRAPHS), quote=False)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="it"><title>Il Quotidiano del Brenta</title><id>urn:brenta</id>
<updated>2025-01-12T08:00:00+01:00</updated>
<entry><title>{TITLE}</title><link href="{URL}"/><id>urn:brenta:1</id><updated>2025-01-12T08:00:00+01:00</updated>
<published>2025-01-11T23:40:00+01:00</published><content type="html">{body}</content></entry></feed>
"""


def table() -> str:
    """The article as the one row of a table."""
    out = io.StringIO()
    rows = csv.DictWriter(out, RECORD, lineterminator="\n")
    rows.writeheader()
    rows.writerow(RECORD)
    return out.getvalue()


def pdf(path: Path) -> None:
    """The article as a report of two pages."""
    from fpdf import FPDF

    report = FPDF()
    report.set_font("helvetica", size=11)
    report.set_creation_date(dt.datetime(2025, 1, 11, tzinfo=dt.UTC))
    for part in ((TITLE, *PARAGRAPHS[:2]), PARAGRAPHS[2:]):
        report.add_page()
        for text in part:
            report.multi_cell(0, 6, text, align="L")
            report.ln(3)
    report.output(str(path))


def word(path: Path) -> None:
    """The article as a report of two pages."""
    import docx

    report = docx.Document()
    report.add_heading(TITLE)
    for number, text in enumerate(PARAGRAPHS):
        if number == 2:
            report.add_page_break()
        report.add_paragraph(text)
    report.save(str(path))


def packed(path: Path) -> None:
    """A page in an archive, with its metadata.csv."""
    metadata = f"path,url\narticle.html,{URL}\n".encode()
    files = {"brenta/metadata.csv": metadata, "brenta/article.html": page().encode()}
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in files.items():
                archive.writestr(zipfile.ZipInfo(name), data)
        return
    with tarfile.open(path, "w") as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))


def main() -> None:
    """Writes every sample."""
    import polars as pl
    import zstandard

    text = "\n\n".join((TITLE, *PARAGRAPHS)) + "\n"
    plain = {
        "article.txt": text,
        "article.html": page(),
        "article.json": json.dumps([RECORD], ensure_ascii=False, indent=1),
        "article.jsonl": json.dumps(RECORD, ensure_ascii=False) + "\n",
        "article.csv": table(),
        "article.rss": rss(),
        "article.atom": atom(),
        "article.opml": '<opml version="2.0"><body><outline type="rss" xmlUrl="article.rss"/></body></opml>\n',
    }
    for name, content in plain.items():
        (HERE / name).write_text(content, encoding="utf-8", newline="")
    record = response(page().encode())
    (HERE / "article.warc").write_bytes(record)
    (HERE / "article.warc.gz").write_bytes(gzip.compress(record, mtime=0))
    (HERE / "article.csv.gz").write_bytes(gzip.compress(table().encode(), mtime=0))
    (HERE / "article.jsonl.zst").write_bytes(zstandard.compress(plain["article.jsonl"].encode()))
    pl.DataFrame([RECORD]).write_parquet(HERE / "article.parquet")
    pdf(HERE / "article.pdf")
    word(HERE / "article.docx")
    packed(HERE / "article.zip")
    packed(HERE / "article.tar")
    rows = [f"{name},{SAID['publisher']},{SAID['published']},{URL},it" for name in DESCRIBED]
    (HERE / "metadata.csv").write_text("\n".join(["path,publisher,published,url,language", *rows]) + "\n")


if __name__ == "__main__":
    main()
