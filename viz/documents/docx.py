"""DOCX: real headings, tables whose heading row repeats, pictures with a text, language and title set."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import docx
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

from viz.documents.blocks import Beside, Bullets, Document, Facts, Figure, Heading, Paragraph, Table
from viz.documents.packed import repacked
from viz.documents.typesetting import png

WIDTH = 174  # millimetres of text on A4
ACCENT = RGBColor(0x1D, 0x4E, 0x63)
LANGUAGES = {"de": "de-DE", "en": "en-GB"}
ALIGN = {"left": WD_ALIGN_PARAGRAPH.LEFT, "right": WD_ALIGN_PARAGRAPH.RIGHT, "center": WD_ALIGN_PARAGRAPH.CENTER}
FONT = "Calibri"
LOOKS = {"body": "Normal", "intro": "Normal", "lead": "Subtitle", "note": "Quote", "small": "Caption"}


def write_docx(document: Document) -> bytes:
    """The document on A4."""
    word = docx.Document()
    _dress(word, document)
    word.add_paragraph(document.title, style="Title")
    if document.subtitle:
        word.add_paragraph(document.subtitle, style="Subtitle")
    for block in document.blocks:
        WRITERS[type(block)](word, block)
    _foot(word, document)
    out = io.BytesIO()
    word.save(out)
    return repacked(out.getvalue())


def _dress(word: Word, document: Document) -> None:
    """Paper, type, language and what programs show of a file."""
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = Mm(18)
    section.bottom_margin = Mm(20)
    for name, size in {"Normal": 10.5, "Title": 20, "Subtitle": 11.5, "Heading 1": 14, "Heading 2": 12, "Caption": 9}.items():
        _type(word, name, size, coloured=name.startswith(("Title", "Heading")))
    said = word.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    lang = said.find(qn("w:lang"))
    lang = said.append(OxmlElement("w:lang")) or said[-1] if lang is None else lang
    lang.set(qn("w:val"), LANGUAGES[document.lang])
    word.settings.element.find(qn("w:defaultTabStop")).addnext(_said("w:autoHyphenation", val="true"))
    about, when = word.core_properties, dt.datetime.fromisoformat(document.printed)
    about.title, about.subject, about.author = document.title[:255], document.subtitle[:255], "Quartiersgraph"
    about.language, about.created, about.modified = LANGUAGES[document.lang], when, when
    about.last_modified_by, about.comments, about.revision = "Quartiersgraph", "", 1


def _type(word: Word, name: str, size: float, *, coloured: bool) -> None:
    style: Any = word.styles[name]
    style.font.size, style.font.name = Pt(size), FONT
    style.font.color.rgb = ACCENT if coloured else RGBColor(0x1B, 0x1B, 0x1B)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{kind}"), FONT)
    for theme in ("asciiTheme", "hAnsiTheme", "cstheme", "eastAsiaTheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    if name in ("Subtitle", "Caption"):
        style.font.bold = False
        style.font.italic = name == "Subtitle"


def _heading(word: Word, block: Heading) -> None:
    word.add_heading(block.text, block.level)


def _paragraph(word: Word, block: Paragraph) -> None:
    paragraph = word.add_paragraph(block.text, style=LOOKS[block.look])
    paragraph.paragraph_format.keep_with_next = block.look == "intro"
    if block.lang:
        for run in paragraph.runs:
            lang = OxmlElement("w:lang")
            lang.set(qn("w:val"), LANGUAGES[block.lang])
            run._r.get_or_add_rPr().append(lang)


def _facts(word: Word, block: Facts) -> None:
    for said, value in block.pairs:
        paragraph = word.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.add_run(f"{said}: ").bold = True
        paragraph.add_run(value)


def _bullets(word: Word, block: Bullets) -> None:
    for item in block.items:
        word.add_paragraph(item).paragraph_format.space_after = Pt(4)


def _beside(word: Word, block: Beside) -> None:
    for table in block.tables:
        _table(word, table)


def _table(word: Word, block: Table) -> None:
    table = word.add_table(rows=1 + len(block.rows), cols=len(block.columns), style="Table Grid")
    _name(table, block.name)
    table.autofit = False
    _lines(table)
    total = sum(column.width for column in block.columns)
    whole = WIDTH / 2 if block.narrow else WIDTH
    widths = [Mm(whole * column.width / total) for column in block.columns]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    lines = [tuple(column.caption for column in block.columns), *block.rows]
    for number, (row, texts) in enumerate(zip(table._tbl.tr_lst, lines, strict=True)):
        _flag(row.get_or_add_trPr(), "w:cantSplit")
        if number == 0:
            _flag(row.get_or_add_trPr(), "w:tblHeader")
        for place, (cell, text) in enumerate(zip(row.tc_lst, texts, strict=True)):
            cell.width = widths[place]
            _fill(WordParagraph(cell.p_lst[0], table), text, block, place, heads=number == 0 or place == block.heads)
            if number == 0:
                _shade(cell)
    word.add_paragraph().paragraph_format.space_after = Pt(0)


def _fill(paragraph: WordParagraph, text: str, block: Table, place: int, *, heads: bool) -> None:
    paragraph.alignment = ALIGN[block.columns[place].align]
    paragraph.paragraph_format.space_after = Pt(1)
    run = paragraph.add_run(text)
    run.font.size, run.bold = Pt(8.5), heads or None


def _name(table: WordTable, name: str) -> None:
    """What a screen reader says of the table."""
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), name[:255])
    table._tbl.tblPr.append(caption)


def _lines(table: WordTable) -> None:
    """Thin lines between rows and narrow margins: more words to a line."""
    borders, margins = OxmlElement("w:tblBorders"), OxmlElement("w:tblCellMar")
    for side in ("top", "bottom", "insideH"):
        borders.append(_said(f"w:{side}", val="single", sz="4", space="0", color="8A8A8A"))
    for side in ("left", "right", "insideV"):
        borders.append(_said(f"w:{side}", val="nil"))
    for side in ("left", "right"):
        margins.append(_said(f"w:{side}", w="57", type="dxa"))
    order = ("top", "left", "bottom", "right", "insideH", "insideV")  # the schema's
    borders[:] = sorted(borders, key=lambda one: order.index(one.tag.rpartition("}")[2]))
    layout = table._tbl.tblPr.find(qn("w:tblLayout"))  # Word wants the schema's order
    layout.addprevious(borders)
    layout.addnext(margins)


def _said(name: str, **attributes: str) -> Any:
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def _flag(properties: Any, name: str) -> None:
    properties.append(OxmlElement(name))


def _shade(cell: Any) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", "E8EFF2")):
        shade.set(qn(f"w:{name}"), value)
    cell.get_or_add_tcPr().append(shade)


def _figure(word: Word, block: Figure) -> None:
    shown = word.add_picture(io.BytesIO(png(block.svg)), width=Mm(WIDTH - 4))
    shown._inline.docPr.set("descr", block.alt)
    shown._inline.docPr.set("title", block.caption[:255])
    if block.caption:
        word.paragraphs[-1].paragraph_format.keep_with_next = True
        word.add_paragraph(block.caption, style="Caption")


def _foot(word: Word, document: Document) -> None:
    """The footer with the page's number, as fields that the program counts."""
    paragraph = word.sections[0].footer.paragraphs[0]
    paragraph.add_run(document.footer + " · ").font.size = Pt(8)
    for part in document.page.replace("{page}", "\0PAGE\0").replace("{pages}", "\0NUMPAGES\0").split("\0"):
        run = paragraph.add_run("" if part in ("PAGE", "NUMPAGES") else part)
        run.font.size = Pt(8)
        if part in ("PAGE", "NUMPAGES"):
            field = OxmlElement("w:fldSimple")
            field.set(qn("w:instr"), part)
            field.append(run._r)
            paragraph._p.append(field)


WRITERS: dict[type, Callable[[Word, Any], None]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Facts: _facts,
    Table: _table,
    Beside: _beside,
    Bullets: _bullets,
    Figure: _figure,
}
