"""Any table people have is read as it is meant, or refused with what to do."""

import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tables import reading, rows, table
from timeline.importing.errors import ImportFileError
from timeline.importing.rows import read_rows

MAPPING = {"What": "title", "When": "date_text", "Kind": "type"}
SHEET = [
    ["What", "When", "Kind", "Note"],
    ["Envoys meet, again", "2025-05-15", "bilateral-meeting", "1,5"],
    ["Envoys part", "2025-05-16", "statement", "2,5"],
]
RUSSIAN = "Переговоры начались,Посол прибыл в Анкару,Стороны обменялись нотами"
TURKISH = "Görüşmeler başladı,Büyükelçi çağrıldı,Dışişleri açıklama yaptı,Ateşkes bitti"
ARABIC = "بدأت المحادثات,وصل السفير إلى أنقرة,تبادل الطرفان المذكرات,انتهت الهدنة"
FRENCH = (
    "Négociations à Genève,Président reçu à Évian,Traité signé après délai,Arrêt été"
)


def sheet(divider: str, *, end: str = "\n", above: str = "") -> str:
    quoted = [
        [f'"{cell}"' if divider in cell else cell for cell in line] for line in SHEET
    ]
    return above + "".join(divider.join(line) + end for line in quoted)


@pytest.mark.parametrize("divider", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_divider_is_found_whatever_the_line_ends(
    tmp_path: Path, divider: str, end: str
) -> None:
    found = reading(tmp_path, sheet(divider, end=end), mapping=MAPPING)
    assert found.dialect.delimiter == divider
    assert [row.cells["title"] for row in found.rows()] == [
        "Envoys meet, again",
        "Envoys part",
    ]
    assert [row.line for row in found.rows()] == [2, 3], "read twice, the same"
    assert found.count == 2
    assert next(found.rows()).extra == {"Note": "1,5"}


@pytest.mark.parametrize("divider", [",", ";", "\t", "|"])
def test_the_divider_is_found_without_a_mapping_too(
    tmp_path: Path, divider: str
) -> None:
    found = reading(tmp_path, sheet(divider))
    assert found.dialect.delimiter == divider
    assert found.headers == ("What", "When", "Kind", "Note")
    assert [question.key for question in found.questions] == ["mapping"]
    assert found.samples[0] == tuple(SHEET[1])
    with pytest.raises(ImportFileError, match="what each of them means"):
        found.rows()


def test_what_stands_above_the_header_is_skipped_and_told(tmp_path: Path) -> None:
    above = "Our chronology\n\nAs of May;;;\n"
    found = reading(tmp_path, sheet(";", above=above), mapping=MAPPING)
    assert [row.line for row in found.rows()] == [5, 6]
    assert any("line 4" in note and "Our chronology" in note for note in found.notes)
    excel = reading(tmp_path, sheet(";", above="sep=;\n"), mapping=MAPPING)
    assert [row.line for row in excel.rows()] == [3, 4]


def test_a_row_is_named_by_the_line_it_starts_on(tmp_path: Path) -> None:
    text = 'What,When,Kind\n"One\ntwo\n\nthree",2025,statement\n\nFour,2024,call\n'
    first, second = rows(tmp_path, text, mapping=MAPPING)
    assert (first.line, first.cells["title"]) == (2, "One\ntwo\n\nthree")
    assert (second.line, second.cells["title"]) == (7, "Four")


def test_uneven_rows_are_refused_with_their_counts(tmp_path: Path) -> None:
    text = 'What,When,Kind\nA,2025\nB,2025,call,x\nC,2025,call,,\nD,"20"25,call\n'
    short, long, fine, quote = rows(tmp_path, text, mapping=MAPPING)
    assert "has 2 cells and the header has 3" in short.problems[0].sentence
    assert "has 4 cells" in long.problems[0].sentence
    assert "quotation mark" in quote.problems[0].sentence
    assert [row.problems[0].line for row in (short, long, quote)] == [2, 3, 5]
    assert not fine.problems
    assert short.cells == {}


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("windows-1251", RUSSIAN),
        ("windows-1254", TURKISH),
        ("windows-1256", ARABIC),
        ("windows-1252", FRENCH),
        ("utf-16", RUSSIAN),
        ("utf-8-sig", ARABIC),
    ],
)
def test_old_encodings_are_told_apart_by_their_words(
    tmp_path: Path, encoding: str, words: str
) -> None:
    titles = words.split(",") * 3
    text = "What,When,Kind\n" + "".join(f"{title},2025,call\n" for title in titles)
    found = reading(tmp_path, text.encode(encoding), mapping=MAPPING)
    assert [row.cells["title"] for row in found.rows()] == titles
    assert found.encoding == encoding.removesuffix("-sig")
    assert any("not UTF-8" in note for note in found.notes) == ("win" in encoding)


def test_an_encoding_that_few_words_show_is_asked(tmp_path: Path) -> None:
    content = "What,When,Kind\nTörn,2025,call\n".encode("windows-1252")
    (question,) = reading(tmp_path, content, mapping=MAPPING).questions
    assert question.key == "encoding"
    assert "windows-1254" in [choice.value for choice in question.choices]
    (row,) = rows(
        tmp_path, content, mapping=MAPPING, answers={"encoding": "windows-1252"}
    )
    assert row.cells["title"] == "Törn"
    with pytest.raises(ImportFileError, match="not an encoding"):
        reading(tmp_path, content, answers={"encoding": "latin-9"})


def test_columns_without_a_name_are_told_by_their_letter(tmp_path: Path) -> None:
    found = reading(tmp_path, ",What,When,\n1,A,2025,\n2,B,2026,\n")
    assert found.headers == ("column A", "What", "When", "")
    assert found.notes == ("Column A has no name in the header.",)


def test_a_mapping_joins_splits_and_fills(tmp_path: Path) -> None:
    text = "T;Y;M;D;A;B;Rest\nOne | two;1935;5;4;Fiji;Cuba;x\nTwo;1936;;;Fiji;;\n"
    mapping = {"T": "title", "Y": "year", "M": "month", "D": "day"}
    mapping |= {"A": "participants", "B": "participants", "Rest": ""}
    asked = reading(tmp_path, text, mapping=mapping)
    assert [question.key for question in asked.questions] == ["fixed:type"]
    found = reading(tmp_path, text, mapping=mapping, answers={"fixed:type": "call"})
    first, second = found.rows()
    assert first.cells == {
        "title": "One | two",
        "participants": "Fiji | Cuba",
        "date_text": "1935-05-04",
        "type": "call",
    }
    assert second.cells["date_text"] == "1936"
    assert second.cells["participants"] == "Fiji"
    assert found.came_from["participants"] == "A"
    (blank,) = rows(
        tmp_path,
        "T,P\nA,NA\n",
        mapping={"T": "title", "P": "place"},
        answers={"blank": "n/a, NA", "fixed:type": "call"},
    )
    assert blank.cells["place"] == ""
    (split,) = rows(
        tmp_path,
        "T,P\nA,Fiji; Cuba\n",
        mapping={"T": "title", "P": "participants"},
        answers={"split:P": ";", "fixed:type": "call"},
    )
    assert split.cells["participants"] == "Fiji | Cuba"


def test_a_mapping_reads_what_is_not_there_as_nothing(tmp_path: Path) -> None:
    text = "T,Y,M,End,P\nA,1935,NA,1936,\nB,x,1,,\nC,193,5.0,,\n"
    mapping = {"T": "title", "Y": "year", "M": "month", "End": "last_day"}
    said = {"fixed:type": "call"}
    lasted, wrong, old = rows(tmp_path, text, mapping=mapping, answers=said)
    assert lasted.cells["date_text"] == "1935/1936"
    assert wrong.problems[0].sentence.startswith("“x” is not a year")
    assert old.cells["date_text"] == "0193-05"
    with pytest.raises(ImportFileError, match="does not divide"):
        reading(
            tmp_path,
            "T,P\nA,Fiji\n",
            mapping={"T": "title", "P": "participants"},
            answers={"split:P": "/"},
        )
    with pytest.raises(ImportFileError, match="“kind” is not a column"):
        reading(tmp_path, text, mapping=mapping, answers={"fixed:kind": "call"})


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ({"Nothing": "title"}, "does not have"),
        ({"What": "headline"}, "not a column of ours"),
        ({"What": "title", "Note": "title"}, "holds one value"),
    ],
)
def test_a_mapping_that_does_not_fit_says_why(
    tmp_path: Path, mapping: dict[str, str], said: str
) -> None:
    with pytest.raises(ImportFileError, match=said):
        reading(tmp_path, sheet(","), mapping=mapping)


HOSTILE: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "is empty"),
    "NUL": (b"What,When,Kind\nA\0,2025,call\n", "Line 2 has a NUL"),
    "binary": (bytes(range(256)) * 8 + b"\0" * 4000, "not text"),
    "UTF-16 without a mark": ("What,When\n".encode("utf-16-le"), "byte order mark"),
    "half UTF-16": (b"\xff\xfeW", "cannot be read as UTF-16"),
    "10 MB in a cell": (
        b'What,When,Kind\n"' + b"x" * 10_000_000 + b'",2025,call\n',
        "more than",
    ),
    "2 MB in many lines": (
        b'What,When,Kind\n"' + (b"x" * 99 + b"\n") * 20_000 + b'",2025,call\n',
        "starts on line 2 has a text",
    ),
    "one line of 4 MB": (
        b"What,When,Kind\n" + b"a," * 2_100_000,
        "line ends were lost",
    ),
    "never closed": (b'What,When,Kind\n"A,2025,call\n', "starts on line 2 and never"),
    "twice": (b"What,When,what\nA,2025,B\n", "Columns A and C are both named"),
    "broken letters": (
        "ï»¿What,When,Kind\nTÃ¼rkiye,2025,call\n".encode(),
        "letters of this file are broken",
    ),
    "no header": (b"A,2025-05-15,call\nB,2025-05-16,call\n", "should name the columns"),
    "one column": (b"What\nA\nB\n", "No columns were found"),
    "only a header": (b"What,When,Kind\n", "no rows below"),
    "xls": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "CSV UTF-8"),
    "PDF": (b"%PDF-1.7\n", "PDF"),
    "JSON": (b'{"events": []}', "JSON"),
    "web page": (b"\n<!DOCTYPE html><p>", "web page"),
    "gzip": (b"\x1f\x8b\x08\0", "packed"),
    "half a zip": (b"PK\x03\x04" + b"\0" * 80, "not whole"),
    "damaged zip": (b"PK\x03\x04" + b"\0" * 80 + b"PK\x05\x06" + b"\1" * 18, "."),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_cannot_be_read_is_refused_with_a_sentence(
    tmp_path: Path, name: str
) -> None:
    content, said = HOSTILE[name]
    with pytest.raises(ImportFileError, match=said) as refused:
        list(
            reading(
                tmp_path, content, mapping=MAPPING if b"Kind" in content else None
            ).rows()
        )
    assert str(refused.value).endswith((".", "”."))


def test_texts_of_32_kilobytes_and_more_are_read(tmp_path: Path) -> None:
    long = "ж, «»\n" * 100_000
    (row,) = rows(tmp_path, f'What,When,Kind\n"{long}",2025,call\n', mapping=MAPPING)
    assert row.cells["title"] == long.strip()


def zipped(folder: Path, members: dict[str, bytes]) -> Path:
    path = folder / "package.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return path


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ({"xl/workbook.xml": b"<x/>"}, "Excel workbook"),
        ({"mimetype": b"x", "content.xml": b"<x/>"}, "OpenDocument"),
        ({"other.csv": b"a,b\n"}, "no events.csv"),
        ({"../events.csv": b"a,b\n"}, "leave its folder"),
        ({"/events.csv": b"a,b\n"}, "leave its folder"),
        ({"a/events.csv": b"a,b\n", "b/events.csv": b"a,b\n"}, "two files"),
        ({"events.csv": b"0" * 20_000_000}, "times its size"),
        ({f"{n}.txt": b"" for n in range(300)}, "more than 200 files"),
        ({f"{n:0200}.txt": b"" for n in range(2000)}, "list of files"),
    ],
)
def test_a_zip_that_is_no_package_is_refused(
    tmp_path: Path, members: dict[str, bytes], said: str
) -> None:
    with pytest.raises(ImportFileError, match=said):
        read_rows(zipped(tmp_path, members))


def test_a_damaged_or_locked_member_is_refused(tmp_path: Path) -> None:
    body = b"event_id,title,date_text\n" + b"1,One,2025\n" * 50
    path = zipped(tmp_path, {"events.csv": body})
    content = bytearray(path.read_bytes())
    content[45:60] = b"\xff" * 15
    with pytest.raises(ImportFileError, match="damaged"):
        read_rows(table(tmp_path, bytes(content), "damaged.zip"))
    locked = path.read_bytes().replace(
        b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"
    )
    with pytest.raises(ImportFileError, match="password"):
        read_rows(table(tmp_path, locked, "locked.zip"))


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ImportFileError, match="cannot be opened"):
        read_rows(tmp_path / "nothing.csv")


PIECES = [
    b"What,When,Kind\n",
    b"event_id,title,date_text\n",
    b'"a","b"\n',
    b"x;y|z\t1\n",
    b'"open',
    b"\xff\xfe",
    b"\0",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\xcf\xf0\xe8\xe2\xe5\xf2,",
    b"1/2/03,45793\r",
]


@given(st.lists(st.binary(max_size=30) | st.sampled_from(PIECES), max_size=12))
def test_no_bytes_at_all_raise_anything_but_a_sentence(pieces: list[bytes]) -> None:
    with TemporaryDirectory() as folder:
        path = table(Path(folder), b"".join(pieces))
        for asked in ({}, {"encoding": "windows-1252", "fixed:type": "call"}):
            try:
                found = read_rows(path, answers=asked)
                list(found.rows())
            except ImportFileError as refused:
                assert len(str(refused)) > 20
