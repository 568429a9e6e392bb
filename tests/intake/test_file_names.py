"""Names of files: readable, harmless, and true of what the file is."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from performance.intake.file_names import LONGEST, safe_name

PDF = (".pdf",)
NAMES = {
    "July figures.pdf": "July figures.pdf",
    "JULY.PDF": "JULY.PDF",
    "../../etc/passwd": "passwd.pdf",
    r"C:\Users\lead\July.pdf": "July.pdf",
    "<script>alert(1)</script>.pdf": "script>.pdf",
    "<img src=x onerror=alert(1)>.pdf": "<img src=x onerror=alert(1)>.pdf",
    "July\r\nSet-Cookie: a=b.pdf": "July Set-Cookie: a=b.pdf",
    "July\u202efdp.exe": "Julyfdp.exe.pdf",
    "report.pdf.exe": "report.pdf.exe.pdf",
    "Zażółć gęślą jaźń.pdf": "Zażółć gęślą jaźń.pdf",
    "تقرير.pdf": "تقرير.pdf",
    "👩‍💻 notes.pdf": "👩‍💻 notes.pdf",
    "": "file.pdf",
    "...": "file.pdf",
    ".pdf": "pdf.pdf",
    "a" * 300 + ".pdf": "a" * 196 + ".pdf",
    "no ending": "no ending.pdf",
}


@pytest.mark.parametrize("sent", NAMES)
def test_a_name_is_kept_readable_and_made_harmless(sent):
    assert safe_name(sent, PDF) == NAMES[sent]


def test_any_ending_of_the_type_will_do():
    assert safe_name("street.jpeg", (".jpg", ".jpeg")) == "street.jpeg"
    assert safe_name("street.png", (".jpg", ".jpeg")) == "street.png.jpg"


@given(st.text(max_size=400))
def test_whatever_is_sent_the_name_is_short_whole_and_visible(sent):
    name = safe_name(sent, PDF)
    assert name.lower().endswith(".pdf")
    assert len(name) <= LONGEST
    assert len(name) > 4
    assert not set(name) & {"/", "\\", "\n", "\r", "\t", "\u202e", "\u2066"}
    assert all(unicodedata.category(each)[0] != "C" or each in "\u200c\u200d" for each in name)
    assert safe_name(name, PDF) == name
