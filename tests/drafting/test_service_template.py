"""A service's template: kept, used by every report, handed on as a file; hostile files are refused."""

from __future__ import annotations

import base64
import contextlib
import io
import json
from dataclasses import replace

import pytest
from drafting_samples import END, START
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tutordiary.documents.content import FamilyReport
from tutordiary.drafting import report_desk, service_template, template_file
from tutordiary.drafting.service_template import Look, Template
from tutordiary.errors import BadInput, NotCleared
from tutordiary.model import Pupil, ReportAudience, ServiceTemplate

SCHOOL, FAMILY = ReportAudience.SCHOOL, ReportAudience.FAMILY


def picture(size=(40, 20), kind="PNG"):
    target = io.BytesIO()
    Image.new("RGB", size, "navy").save(target, kind)
    return target.getvalue()


LOGO = picture()
LOOKS = {
    SCHOOL: Look(("hopes", "evidence"), (("voices", "What people said"),)),
    FAMILY: Look((), (("next", "What I try next"),)),
}
OURS = Template("t-1", "Hill Music", "Hill Music Service", LOGO, LOOKS)


@pytest.fixture
def ours(diary):
    return service_template.keep(diary, OURS)


def document(diary, audience):
    begun = report_desk.begin(diary, "p-jai", audience, START, END)
    return report_desk.compose(report_desk.load(diary, begun.id), END)


# --- kept and used ----------------------------------------------------------------------------------------


def test_it_is_there_again_as_it_was(diary, ours):
    assert service_template.templates(diary) == (OURS,)
    assert service_template.active(diary) is None


def test_one_is_in_use_at_a_time_and_none_is_the_apps_own(diary, ours):
    other = service_template.make(diary, "Hill Music")
    assert other.name == "Hill Music (2)"
    for wanted in ("t-1", other.template_id):
        service_template.use(diary, wanted)
        assert service_template.active(diary).template_id == wanted
        assert [one.id for one in diary.all(ServiceTemplate) if one.is_active] == [wanted]
    service_template.use(diary, "")
    assert service_template.active(diary) is None


def test_every_report_begins_from_the_template_in_use(told):
    plain = document(told, SCHOOL)
    service_template.keep(told, OURS)
    assert document(told, SCHOOL) == plain
    service_template.use(told, "t-1")
    school, family = document(told, SCHOOL), document(told, FAMILY)
    assert school.style.logo == family.style.logo == LOGO
    assert school.style.heading("voices", "In their words") == "What people said"
    assert not school.style.has("hopes")
    assert school.hopes == ()
    assert family.style.heading("next", "Next") == "What I try next"
    assert family.style.left_out == ()
    assert (school.head.service, family.service) == ("Hill Music Service", "Hill Music Service")


def test_a_tutors_choice_for_one_report_goes_before_the_template(told):
    service_template.keep(told, replace(OURS, is_active=True))
    begun = report_desk.begin(told, "p-jai", SCHOOL, START, END)
    report_desk.set_choice(told, begun.id, "part:hopes", included=True)
    assert document(told, SCHOOL).hopes


def test_another_pupils_name_in_a_heading_blocks_the_report(told):
    look = Look((), (("voices", "What Will and others said"),))
    service_template.keep(told, replace(OURS, is_active=True, looks={SCHOOL: look}))
    begun = report_desk.begin(told, "p-jai", SCHOOL, START, END)
    found = report_desk.other_names(told, report_desk.load(told, begun.id))
    assert "Will" in {one.name for one in found}


def test_the_key_of_a_part_left_out_is_nobodys_name(told):
    told.save(replace(told.need(Pupil, "p-will"), first_name="Hope", last_name="Evidence"))
    service_template.keep(told, replace(OURS, is_active=True))
    begun = report_desk.begin(told, "p-jai", SCHOOL, START, END)
    assert report_desk.other_names(told, report_desk.load(told, begun.id)) == ()


def test_a_removed_one_is_gone_from_the_papers(diary, ours):
    service_template.use(diary, "t-1")
    assert service_template.remove(diary, "t-1")
    assert service_template.active(diary) is None
    assert service_template.remove(diary, "t-1") == ()


@pytest.mark.parametrize(
    "body", ["", "{", "[1]", '{"school": 7}', '{"school": {"left_out": [7], "headings": 1}}']
)
def test_a_record_of_any_shape_is_read_without_harm(diary, body):
    diary.add(
        ServiceTemplate(id="odd", name="Odd\u202e\n one", logo="not base64!", body=body, is_active=True)
    )
    style = service_template.style_of(diary, SCHOOL)
    assert (style.logo, style.left_out, style.headings) == (b"", (), ())
    assert service_template.active(diary).name == "Odd one"


@pytest.mark.parametrize(
    "logo", [b"GIF89a", LOGO[:20], picture((601, 5)), picture((5, 601)), picture(kind="JPEG")]
)
def test_only_a_small_png_gets_onto_a_page(diary, logo):
    assert service_template.keep(diary, replace(OURS, logo=logo)).logo == b""


def test_a_template_without_a_service_leaves_the_tutors_words_for_it():
    page = FamilyReport(name="Jai", service="Fenland Music")
    assert service_template.named(page, "") == page
    assert service_template.named(page, "Hub").service == "Hub"


def test_a_part_without_a_heading_keeps_no_words_for_one(diary):
    look = Look((), (("quote", "Said"), ("next", "Then")))
    assert service_template.keep(diary, replace(OURS, looks={FAMILY: look})).look(FAMILY).headings == (
        ("next", "Then"),
    )


# --- as a file --------------------------------------------------------------------------------------------


def test_a_file_brings_the_same_to_a_colleague(diary, ours, tmp_path):
    target = tmp_path / "hill.tdtemplate"
    template_file.export(diary, ours, target)
    assert target.read_bytes() == template_file.as_bytes(ours)
    service_template.use(diary, "t-1")
    made = template_file.bring_in(diary, target)
    assert made.name == "Hill Music (2)"
    assert not made.is_active
    assert (made.service_name, made.looks) == (ours.service_name, ours.looks)
    assert Image.open(io.BytesIO(made.logo)).size == (40, 20)


def test_a_template_with_a_pupils_name_in_it_goes_to_nobody(diary, ours, tmp_path):
    diary.add(Pupil(id="p-x", first_name="Oswin", last_name="Tarrant"))
    for named in (
        replace(ours, service_name="Oswin’s music"),
        replace(ours, name="For Tarrant"),
        replace(ours, looks={FAMILY: Look((), (("next", "What Os**win** does next"),))}),
    ):
        with pytest.raises(NotCleared, match="colleagues would read it"):
            template_file.export(diary, named, tmp_path / "x.tdtemplate")
    assert list(tmp_path.glob("*.tdtemplate")) == []


def test_a_photo_becomes_a_logo(tmp_path):
    (tmp_path / "photo.jpg").write_bytes(picture((1200, 900), "JPEG"))
    assert Image.open(io.BytesIO(template_file.read_logo(tmp_path / "photo.jpg"))).size == (600, 450)


def whole(**more):
    return {"format": "tutor-diary-template", "version": 1, "name": "Hill"} | more


def as_file(value):
    return json.dumps(value).encode()


def b64(data):
    return base64.b64encode(data).decode()


HOSTILE = [
    b"",
    b"\xff\xfe\x00",
    b"[" * 100_000,
    b'{"format": "tutor-diary-template", "version": 1, "version": 1, "name": "x"}',
    b'{"version": ' + b"9" * 6000 + b"}",
    as_file([]),
    as_file({"format": "something else"}),
    as_file(whole(version=2)),
    as_file(whole(version="1")),
    as_file(whole(version=True)),
    as_file(whole(name="")),
    as_file(whole(name=7)),
    as_file(whole(name="x" * 81)),
    as_file(whole(service_name=["x"])),
    as_file(whole(script="rm")),
    as_file(whole(parts=[])),
    as_file(whole(parts={"case": {}})),
    as_file(whole(parts={"senco": {"left_out": "hopes"}})),
    as_file(whole(parts={"senco": {"left_out": ["proud"]}})),
    as_file(whole(parts={"family": {"headings": {"next": "x" * 61}}})),
    as_file(whole(parts={"family": {"headings": {"other": "x"}}})),
    as_file(whole(parts={"family": {"headings": {"next": None}}})),
    as_file(whole(parts={"family": {"more": 1}})),
    as_file(whole(logo="%%%")),
    as_file(whole(logo="A" * 3_000_000)),
    as_file(whole(name="x" * 5_000_000)),
]


@pytest.mark.parametrize("data", HOSTILE)
def test_a_hostile_file_is_refused_with_a_sentence(data):
    with pytest.raises(BadInput, match="Nothing was changed"):
        template_file.parsed(data)


@pytest.mark.parametrize("logo", [b"GIF89a and no more", b"<svg/>", LOGO[:50]])
def test_a_file_with_a_broken_logo_changes_nothing(diary, tmp_path, logo):
    (tmp_path / "x.tdtemplate").write_bytes(as_file(whole(logo=b64(logo))))
    with pytest.raises(BadInput, match="could not be read"):
        template_file.bring_in(diary, tmp_path / "x.tdtemplate")
    assert diary.all(ServiceTemplate) == []


def test_what_is_no_file_is_refused(diary, tmp_path):
    for path in (tmp_path, tmp_path / "nothing"):
        with pytest.raises(BadInput, match="cannot be read"):
            template_file.bring_in(diary, path)
        with pytest.raises(BadInput, match="cannot be read"):
            template_file.read_logo(path)


def test_marks_and_hidden_characters_are_taken_out_of_names():
    found = template_file.parsed(as_file(whole(name="Hill\u202e\u0000\n Music", service_name="<b>a</b>")))
    assert (found.name, found.service_name) == ("Hill Music", "<b>a</b>")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=50)
@given(st.sampled_from(["name", "service_name", "logo", "parts", "version", "format"]), JSON)
def test_any_value_in_any_place_is_a_template_or_a_sentence(key, value):
    with contextlib.suppress(BadInput):
        assert template_file.parsed(as_file(whole(**{key: value}))).name
