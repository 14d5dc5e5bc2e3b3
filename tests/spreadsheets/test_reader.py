import io
import re
import subprocess
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from members.importing.roster import ROSTER
from spreadsheets import workbooks
from spreadsheets.cells import in_one_style
from spreadsheets.reader import MAX_BYTES
from spreadsheets.tables import MAX_COLUMNS, MAX_ROWS, Table, UnreadableFile
from spreadsheets.workbook_reader import STRICT, VARIETIES

TEXT = "Last name,First name,Office\r\nExämple,Kim,Mayor\r\n"
SHARED = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">%s</sst>'
SAVE_AGAIN = "save it again as XLSX"


def workbook(*rows, formats=None):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for cell, number_format in (formats or {}).items():
        book.active[cell].number_format = number_format
    return saved(book)


def saved(book):
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def repacked(content, **changed):
    """The XLSX file with other parts: a name such as sheet1 leads to a function of the old bytes."""
    output = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(output, "w", 8) as new:
        for name in old.namelist():
            change = changed.get(name.rpartition("/")[2].partition(".")[0], bytes)
            new.writestr(name, change(old.read(name)))
    return output.getvalue()


def refusal(content):
    """The sentence, which must be one."""
    with pytest.raises(UnreadableFile) as refused:
        ROSTER.read(content)
    sentence = str(refused.value)
    assert sentence.endswith(".")
    assert ". " not in sentence.replace(". ”", "")
    return sentence


class TestText:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    def test_encodings_and_delimiters(self, encoding, delimiter):
        table = ROSTER.read(TEXT.replace(",", delimiter).encode(encoding))[0]
        assert table.header == ["Last name", "First name", "Office"]
        assert [(row.number, row.cells) for row in table.rows] == [(2, ["Exämple", "Kim", "Mayor"])]

    def test_blank_lines_count_and_are_left_out(self):
        table = ROSTER.read(b"\n,,\nName,Office\n\n , \nKim Example,Mayor\n\n")[0]
        assert [row.number for row in table.rows] == [6]

    def test_a_cell_of_two_lines_is_one_row(self):
        table = ROSTER.read(b'Name,Bio\n"Kim\nExample","a ""b"", c"\nRobin Sample,x\n')[0]
        assert [(row.number, row.cells) for row in table.rows] == [
            (2, ["Kim\nExample", 'a "b", c']),
            (3, ["Robin Sample", "x"]),
        ]

    def test_commas_within_quotes_do_not_hide_the_delimiter(self):
        table = ROSTER.read(b'Name;"Bio, if any, in words"\nKim Example;x\n')[0]
        assert len(table.header) == 2

    def test_short_rows_are_filled_and_long_ones_told(self):
        table = ROSTER.read(b"Name,Office\nKim\nRobin,Mayor,surplus\nAlex,Mayor,,\n")[0]
        assert [row.cells for row in table.rows] == [
            ["Kim", ""],
            ["Robin", "Mayor"],
            ["Alex", "Mayor"],
        ]
        assert [list(row.problems.values()) for row in table.rows] == [
            [],
            ["Column C contains something here but has no heading."],
            [],
        ]

    def test_one_apostrophe_is_taken_away_where_it_neutralizes(self):
        table = ROSTER.read(b"Name,Phone\n'=1+1,'+1 919\n''=1,'tis\n")[0]
        assert [row.cells for row in table.rows] == [["=1+1", "+1 919"], ["'=1", "'tis"]]

    def test_a_table_survives_being_kept_as_json(self):
        table = ROSTER.read(b"Name,Office\nKim,Mayor,surplus\n")[0]
        assert Table.from_json(table.as_json()) == table


class TestWorkbook:
    def test_values_become_text(self):
        content = workbook(
            ["Name", "Term start", "Term end", "Person ID", "Phone", "Pronouns", "Source", "Title"],
            ["Kim", datetime(2025, 12, 1), date(2029, 12, 1), 7, 9195550100.0, True, 1.5, None],
        )
        (row,) = ROSTER.read(content)[0].rows
        assert row.cells == [
            "Kim",
            "2025-12-01",
            "2029-12-01",
            "7",
            "9195550100",
            "TRUE",
            "1.5",
            "",
        ]

    def test_a_date_that_is_shown_as_a_month_is_a_month(self):
        formats = {"B2": "mmm-yy", "C2": "yyyy", "D2": "d-mmm-yy"}
        day = datetime(2025, 12, 1)
        content = workbook(
            ["Name", "Term start", "Term end", "Verified"], ["Kim", day, day, day], formats=formats
        )
        assert ROSTER.read(content)[0].rows[0].cells[1:] == ["2025-12", "2025", "2025-12-01"]

    def test_rows_have_the_numbers_that_the_program_shows(self):
        content = workbook([], ["Name"], [], ["Kim"], [None], ["Robin"])
        assert [row.number for row in ROSTER.read(content)[0].rows] == [4, 6]

    def test_a_formula_without_a_result_is_a_problem_of_its_row(self):
        (row,) = ROSTER.read(workbook(["Name", "Office"], ["Kim", "=A1"]))[0].rows
        assert row.problems == {
            1: "The cell contains a formula without a result; enter the value itself."
        }

    def test_a_formula_with_a_result_counts_as_the_result(self):
        def compute(xml):
            return re.sub(
                rb'<c r="B2">(.*?)<v ?/?>(</v>)?', rb'<c r="B2" t="str">\1<v>Mayor</v>', xml
            )

        content = workbook(["Name", "Office"], ["Kim", "=A1"])
        (row,) = ROSTER.read(repacked(content, sheet1=compute))[0].rows
        assert (row.cells, row.problems) == (["Kim", "Mayor"], {})

    def test_a_formula_whose_result_is_empty_is_an_empty_cell(self):
        content = workbook(["Name", "Office"], ["Kim", "=A1"])
        content = repacked(content, sheet1=lambda xml: xml.replace(b'r="B2"', b'r="B2" t="str"'))
        (row,) = ROSTER.read(content)[0].rows
        assert (row.cells, row.problems) == (["Kim", ""], {})

    def test_an_error_in_a_cell_is_a_problem_of_its_row(self):
        (row,) = ROSTER.read(workbook(["Name", "Office"], ["Kim", "#N/A"]))[0].rows
        assert row.problems == {1: "The cell contains an error, #N/A."}

    def test_a_hidden_sheet_is_passed_over(self):
        book = Workbook()
        book.active.append(["Secret"])
        book.active.sheet_state = "hidden"
        shown = book.create_sheet("Members")
        shown.append(["Name"])
        shown.append(["Kim"])
        assert ROSTER.read(saved(book))[0].header == ["Name"]

    def test_what_the_file_says_of_its_size_is_not_believed(self):
        content = workbook(["Name", "Office"], ["Kim", "Mayor"], ["Robin", "Mayor"])
        lying = repacked(content, sheet1=lambda xml: xml.replace(b"A1:B3", b"A1:A2"))
        assert lying != content
        assert [row.cells for row in ROSTER.read(lying)[0].rows] == [
            ["Kim", "Mayor"],
            ["Robin", "Mayor"],
        ]


ROW = b"Name,Office\nKim,Mayor\n"
MANY = ",".join(f"Column {n}" for n in range(50_000))


@pytest.mark.parametrize(
    "content, words",
    [
        (b"", "The file is empty."),
        (b" \r\n \n", "The file is empty."),
        (b",,,\n;;;\n", "doesn’t; add them"),
        (b"%PDF-1.7 ...", "a PDF document, not a spreadsheet"),
        (b"\x89PNG\r\n\x1a\n\0\0", "a picture, not a spreadsheet"),
        (b"<html><table><tr><td>Name", "a web page, not a spreadsheet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "an old version of Office (.xls"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0" + "EncryptedPackage".encode("utf-16-le"),
            "password-protected",
        ),
        (b"PK\x03\x04 no archive at all", "damaged"),
        (b"x" * (MAX_BYTES + 1), "larger than 10 MB"),
        (f"Name,{MANY}\nKim\n".encode(), "50,001 columns; an import takes at most 200"),
        (b"Name\n" + b"Kim\n" * (MAX_ROWS + 1), "more than 5,000 rows"),
        (b"Kim,Example,Durham\nRobin,Sample,Durham\n", "Row 1 should contain headings"),
        (b"Name,kim@example.org,12/1/2025\nRobin,x,y\n", "Row 1 should contain headings"),
        (b"Name,Office\n", "no rows below"),
        (b"Kim,Durham\nRobin,Durham\n", "Row 1 should contain headings"),
        (b"919-555-0100,Durham\nx,y\n", "Row 1 should contain headings"),
        (b"12/4/2023,Robin\nx,y\n", "Row 1 should contain headings"),
        (
            "Name\nKim Exämple\n".encode() + "Robin Sämple\n".encode("cp1252"),
            "Line 3 has a different encoding",
        ),
        ("Name\nKim Exämple\n".encode("cp1252") + "Robin Sämple\n".encode(), "different encoding"),
        (b"Name\nKim\x81Example\n", "Line 2 has a different encoding"),
        (b"\xef\xbb\xbfName\nKim Ex\xe4mple\n", "Line 2 has a different encoding"),
        ("Name\nKim".encode("utf-16") + b"\0", "different encoding"),
        (b"Name,Office\nKim\0,Mayor\n", "line 2 contains a NUL character"),
        (b'Name,Office\n"Kim,Mayor\nRobin,Mayor\n', "quotation marks don’t match"),
        (b"Name\n" + b"K" * 200_000 + b"\n", "far too long"),
    ],
)
def test_bad_files_are_refused_in_a_sentence(content, words):
    assert words in refusal(content)


class TestHeadings:
    def header(self, text):
        return ROSTER.read(text.encode())[0].header

    def test_a_title_and_empty_rows_stand_above_them(self):
        (table,) = ROSTER.read(b"Members of the network\n\n,as of 2026\n\nName,Office\nKim,Mayor\n")
        assert table.header == ["Name", "Office"]
        assert [(row.number, row.cells) for row in table.rows] == [(6, ["Kim", "Mayor"])]

    @pytest.mark.parametrize("line", ["sep=,", "SEP=;", '"sep=|"', "sep=\t"])
    def test_a_line_names_the_delimiter(self, line):
        delimiter = line.strip('"')[-1]
        (table,) = ROSTER.read(
            f"{line}\r\nName,Office\r\nKim,Mayor\r\n".replace(",", delimiter).encode()
        )
        assert table.header == ["Name", "Office"]
        assert [row.number for row in table.rows] == [3]

    @pytest.mark.parametrize(
        "written, known",
        [
            ("FirstName,LastName", ["given_name", "family_name"]),
            ("first_name,LAST-NAME", ["given_name", "family_name"]),
            ("firstName,Office:", ["given_name", "office"]),
        ],
    )
    def test_they_are_known_however_they_are_joined(self, written, known):
        assert list(ROSTER.columns.guess(written.split(",")).values()) == known

    @pytest.mark.parametrize("text", ["Who,What", "Person’s,2025,2026", "Nom,Fonction,#", "A,B,1"])
    def test_unknown_ones_are_taken(self, text):
        assert self.header(f"{text}\nKim,Mayor,x\n") == text.split(",")

    def test_years_stand_beside_known_ones(self):
        assert self.header("Name,2025,2026\nKim,paid,\n") == ["Name", "2025", "2026"]

    def test_each_occurs_once(self):
        assert self.header("Name,Email, EMAIL \nKim,a,b\n") == ["Name", "Email", "EMAIL (column C)"]

    def test_a_column_without_one_is_called_by_its_letter(self):
        assert self.header("Name,,Office\nKim,x,Mayor\n") == ["Name", "Column B", "Office"]

    def test_a_column_that_is_empty_throughout_is_left_out(self):
        (table,) = ROSTER.read(b"Name,,Office,Notes\nKim,,Mayor,\nRobin,,,\n")
        assert table.header == ["Name", "Office", "Notes"]
        assert [row.cells for row in table.rows] == [["Kim", "Mayor", ""], ["Robin", "", ""]]


class TestCharacters:
    def name(self, content):
        (table,) = ROSTER.read(content)
        return table.rows[0].cells[0]

    @pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
    @pytest.mark.parametrize(
        "name",
        [
            *("José Núñez Muster", "Martínez", "Øyvind Ábaco", "O’Muster", "Kim’s", "MUÑOZ"),
            *("“Bob” Muster", "Winston–Salem", "Müller-Lüdenscheidt", "Zoë", "François Ñandú"),
        ],
    )
    def test_one_byte_a_character(self, name, encoding):
        assert self.name(f"Name,Office\n{name},Mayor\n".encode(encoding)) == name

    @pytest.mark.parametrize("misread_as", ["cp1252", "mac_roman"])
    @pytest.mark.parametrize("name", ["José", "Núñez Müller", "Åse O’Muster"])
    def test_what_a_program_misread_is_repaired_with_a_notice(self, name, misread_as):
        misread = name.encode().decode(misread_as)
        (table,) = ROSTER.read(f"Name,Office\n{misread},Mayor\n".encode())
        assert table.rows[0].cells[0] == name
        assert table.notices == [
            f"A program had misread “{misread}” before the file was saved. It’s imported as “{name}”."
        ]

    @pytest.mark.parametrize("name", ["SÃO", "Château", "Nœ–ez", "naïve"])
    def test_what_reads_well_stays(self, name):
        (table,) = ROSTER.read(f"Name,Office\n{name},Mayor\n".encode())
        assert (table.rows[0].cells[0], table.notices) == (name, [])

    @pytest.mark.parametrize(
        "written, meant",
        [
            ("Kim\x07", "Kim"),
            ("\u200bKim\u200f \u2066Muster\u2069\ufeff", "Kim Muster"),
            ("Mus\xadter", "Muster"),
            ("Kim_x0041_", "KimA"),
            ("Kim_x200B_", "Kim"),
            ("_x005F_x0041_", "_x0041_"),
            ("Kim 👩‍⚕️", "Kim 👩‍⚕️"),
        ],
    )
    def test_what_nobody_sees_is_stripped(self, written, meant):
        assert self.name(f"Name,Office\n{written},Mayor\n".encode()) == meant

    def test_carriage_returns_as_excel_escapes_them(self):
        (table,) = ROSTER.read(workbook(["Name", "Office"], ["Kim_x000D_\nMuster", "Mayor"]))
        assert in_one_style(table.rows[0].cells[0]) == "Kim\nMuster"


class TestLayout:
    def sheet(self):
        book = Workbook()
        for row in (["Place", "Office", "First name", "Last name"], ["Cary", "Mayor", "Kim", "A"]):
            book.active.append(row)
        for name in ("Robin", "Lee"):
            book.active.append([None, None, name, "B"])
        return book

    def test_merged_cells_hold_their_value_throughout(self):
        book = self.sheet()
        book.active.merge_cells("A2:A4")
        book.active.merge_cells("B2:B3")
        (table,) = ROSTER.read(saved(book))
        assert [row.cells[:3] for row in table.rows] == [
            ["Cary", "Mayor", "Kim"],
            ["Cary", "Mayor", "Robin"],
            ["Cary", "", "Lee"],
        ]

    def test_cells_merged_across_do_too_and_a_title_stays_alone(self):
        book = Workbook()
        for row in (["Our members"], [], ["Name", "Email", "Phone"], ["Kim", "none given"]):
            book.active.append(row)
        book.active.merge_cells("A1:C1")
        book.active.merge_cells("B4:C4")
        (table,) = ROSTER.read(saved(book))
        assert table.header == ["Name", "Email", "Phone"]
        assert table.rows[0].cells == ["Kim", "none given", "none given"]

    def test_a_great_many_merged_cells_fill_no_more_than_there_is(self):
        merged = (
            b'<mergeCells><mergeCell ref="A2:A1048576"/><mergeCell ref="E2:XFD2"/></mergeCells>'
        )
        end = b"</sheetData>"
        content = repacked(saved(self.sheet()), sheet1=lambda xml: xml.replace(end, end + merged))
        (table,) = ROSTER.read(content)
        assert [row.cells[0] for row in table.rows] == ["Cary"] * 3

    def test_the_likeliest_sheet_comes_first(self):
        book = Workbook()
        book.active.title = "Export Summary"
        for row in (["Export Summary"], ["Exported by", "Kim"], ["Rows", 2]):
            book.active.append(row)
        for title, names in (("Few", ["Kim"]), ("Many", ["Robin", "Lee"]), ("Empty", [])):
            book.create_sheet(title).append(["Name", "Office"])
            for name in names:
                book[title].append([name, "Mayor"])
        tables = ROSTER.read(saved(book))
        assert [table.sheet for table in tables] == ["Many", "Few", "Export Summary"]

    def test_what_is_hidden_is_marked(self):
        book = self.sheet()
        book.active.row_dimensions[3].hidden = True
        book.active.column_dimensions["B"].hidden = True
        (table,) = ROSTER.read(saved(book))
        assert [row.is_hidden for row in table.rows] == [False, True, False]
        assert table.hidden_columns == ["Office"] and table.has_open_question
        assert [row.cells[2] for row in table.imported_rows] == ["Kim", "Lee"]
        table.with_hidden_rows = True
        assert len(table.imported_rows) == 3 and not table.has_open_question
        assert "office" not in ROSTER.guess(table).values()

    def test_the_strict_variety(self):
        def strictly(xml):
            for strict, usual in VARIETIES.items():
                xml = xml.replace(usual, strict)
            return xml

        content = workbook(["Name", "Office"], ["Kim", "Mayor"], ["Robin", "Mayor"])
        strict = repacked(
            content, **dict.fromkeys(("workbook", "sheet1", "styles", "_rels"), strictly)
        )
        assert STRICT in zipfile.ZipFile(io.BytesIO(strict)).read("xl/workbook.xml")
        (table,) = ROSTER.read(strict)
        assert [row.cells for row in table.rows] == [["Kim", "Mayor"], ["Robin", "Mayor"]]


class TestBadWorkbooks:
    def test_other_archives(self):
        output = io.BytesIO()
        with zipfile.ZipFile(output, "w") as archive:
            archive.writestr("word/document.xml", "<w/>")
        assert "isn’t an Excel file" in refusal(output.getvalue())

    def test_open_document(self):
        output = io.BytesIO()
        with zipfile.ZipFile(output, "w") as archive:
            archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        assert "OpenDocument" in refusal(output.getvalue())

    def test_encrypted_archives(self):
        content = bytearray(workbook(["Name"], ["Kim"]))
        for start in (b"PK\x03\x04", b"PK\x01\x02"):
            offset = {b"PK\x03\x04": 6, b"PK\x01\x02": 8}[start]
            place = content.find(start)
            while place >= 0:
                content[place + offset] |= 1
                place = content.find(start, place + 4)
        assert "password-protected" in refusal(bytes(content))

    def test_zip_bombs(self):
        bomb = repacked(workbook(["Name"], ["Kim"]), sheet1=lambda xml: xml + b" " * 100 * 1024**2)
        assert len(bomb) < 1024**2
        assert "far too large" in refusal(bomb)

    def test_entity_bombs(self):
        entities = b'<!DOCTYPE x [<!ENTITY a "' + b"lol" * 99 + b'">]>'
        bomb = repacked(workbook(["Name"], ["Kim"]), sheet1=lambda xml: entities + xml)
        assert "damaged" in refusal(bomb)

    def test_truncated_files(self):
        content = workbook(["Name"], *[["Kim"]] * 50)
        assert "damaged" in refusal(content[: len(content) // 2])

    def test_broken_parts(self):
        broken = repacked(workbook(["Name"], ["Kim"]), sheet1=lambda xml: xml[: len(xml) // 2])
        assert "damaged" in refusal(broken)

    def test_far_columns(self):
        far = repacked(
            workbook(["Name"], ["Kim"]), sheet1=lambda xml: xml.replace(b'r="A2"', b'r="XFD2"')
        )
        assert "16,384 columns" in refusal(far)

    @pytest.mark.parametrize("number", [b"2000000000", b"99999999999999999999"])
    def test_far_rows(self, number):
        far = repacked(
            workbook(["Name"], ["Kim"]),
            sheet1=lambda xml: xml.replace(b'r="A2"', b'r="A%s"' % number).replace(
                b'<row r="2"', b'<row r="%s"' % number
            ),
        )
        assert "far too large" in refusal(far)

    def test_a_great_many_blank_cells(self):
        blank = b'<row><c r="XFD3"/></row>' * 1_000
        padded = repacked(
            workbook(["Name"], ["Kim"]),
            sheet1=lambda xml: xml.replace(b"</sheetData>", blank + b"</sheetData>"),
        )
        assert "far too large" in refusal(padded)

    @pytest.mark.parametrize(
        "part, tag, filling",
        [
            ("styles", b"</cellXfs>", b'<xf numFmtId="0"/>' * 150_000),
            ("workbook", b"</sheets>", b'<sheet name="a" sheetId="9"/>' * 150_000),
            ("[Content_Types]", b"</Types>", b'<Default Extension="a"/>' * 150_000),
        ],
    )
    def test_a_part_with_too_much_in_it_is_not_parsed(self, part, tag, filling, monkeypatch):
        bomb = repacked(
            workbook(["Name"], ["Kim"]), **{part: lambda xml: xml.replace(tag, filling + tag)}
        )
        assert len(bomb) < 100_000
        monkeypatch.setattr(subprocess, "Popen", None)
        assert "far too large" in refusal(bomb)

    @pytest.mark.parametrize("name", ["xl/sharedStrings.xml", "elsewhere.xml"])
    def test_shared_texts_have_a_limit_of_their_own(self, name):
        def declare(types):
            kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
            part = b'<Override PartName="/%s" ContentType="%s"/>' % (name.encode(), kind)
            return types.replace(b"</Types>", part + b"</Types>")

        def with_texts(number):
            content = io.BytesIO(
                repacked(workbook(["Name"], ["Kim"]), **{"[Content_Types]": declare})
            )
            with zipfile.ZipFile(content, "a", 8) as archive:
                archive.writestr(name, SHARED % ("<si><t>a</t></si>" * number))
            return content.getvalue()

        assert [row.cells for row in ROSTER.read(with_texts(20_000))[0].rows] == [["Kim"]]
        assert "far too large" in refusal(with_texts(250_000))

    def test_reading_has_a_limit_of_time(self, monkeypatch):
        """A small file whose forty sheets are one and the same, of which openpyxl looks for the size of each."""
        sheet = b'<sheet name="s%d" sheetId="%d" r:id="rId1"/>'
        sheets = b"".join(sheet % (number, number) for number in range(2, 42))
        bomb = repacked(
            workbook(["Name"], ["Kim"]),
            workbook=lambda xml: xml.replace(b"</sheets>", sheets + b"</sheets>"),
            sheet1=lambda xml: re.sub(b"<dimension[^>]*>", b"", xml).replace(
                b"<sheetData>", b"<sheetData>" + b"<row/>" * 500_000
            ),
        )
        assert len(bomb) < 20_000
        monkeypatch.setattr(workbooks, "MAX_SECONDS", 1)
        assert "takes too long" in refusal(bomb)

    def test_a_cell_longer_than_any_can_be(self):
        assert "far too large" in refusal(
            repacked(
                workbook(["Name"], ["Kim"]), sheet1=lambda xml: xml.replace(b"Kim", b"K" * 40_000)
            )
        )

    def test_reading_has_a_limit_of_memory(self, monkeypatch):
        bomb = repacked(
            workbook(["Name"], ["Kim"]),
            sheet1=lambda xml: xml.replace(
                b"</sheetData>", b"<row>" + b"<c/>" * 200_000 + b"</row></sheetData>"
            ),
        )
        assert len(bomb) < 10_000
        monkeypatch.setattr(workbooks, "MAX_MEMORY", 160 * 2**20)
        assert "far too large" in refusal(bomb)

    def test_a_row_far_below_and_blank_rows_are_skipped(self):
        blank = b"<row/>" * 1_000
        far = repacked(
            workbook(["Name"], ["Kim"]),
            sheet1=lambda xml: xml.replace(b'r="A2"', b'r="A1048576"').replace(
                b'<row r="2"', blank + b'<row r="1048576"'
            ),
        )
        assert len(far) < 10_000
        table = ROSTER.read(far)[0]
        assert [(row.number, row.cells) for row in table.rows] == [(1_048_576, ["Kim"])]

    def test_too_many_rows(self):
        assert "more than 5,000 rows" in refusal(workbook(["Name"], *[["Kim"]] * (MAX_ROWS + 1)))

    def test_too_many_columns(self):
        header = ["Name", *(f"Column {n}" for n in range(MAX_COLUMNS))]
        assert "201 columns" in refusal(workbook(header, ["Kim"]))

    def test_headings_only_and_nothing_at_all(self):
        assert "no rows below" in refusal(workbook(["Name"]))
        assert "The file is empty." in refusal(workbook())
