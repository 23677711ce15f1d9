"""What is gathered about one pupil: the days asked for, the group they were in, and nothing unlabelled."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from drafting_samples import END, MANAGER, SCHOOL, START, sign, week

from tutordiary.drafting.pupil_file import gather, name_of
from tutordiary.model import (
    Audience,
    Contact,
    ContactRole,
    Conversation,
    ConversationPupil,
    Judgement,
    Presence,
    Pupil,
    Scope,
)


def test_both_ends_of_the_period_count(told):
    file = gather(told, "p-jai", week(3), week(6))
    assert [session.id for session in file.sessions] == ["g-03", "g-04", "g-06"]
    assert [one.id for one in file.observations] == ["s-school", "s-family", "s-hard"]
    narrow = gather(told, "p-jai", week(3) + timedelta(days=1), week(6) - timedelta(days=1))
    assert [one.id for one in narrow.observations] == ["s-family"]


def test_a_cancelled_session_was_not_offered(told):
    file = gather(told, "p-jai", START, END)
    assert "g-05" not in {session.id for session in file.sessions}
    assert len(file.sessions) == 9


def test_attendance_is_claimed_only_where_it_was_written_down(told):
    file = gather(told, "p-jai", START, END)
    assert [session.id for session in file.recorded] == ["g-02", "g-03"]
    assert file.attendance["g-03"] is Presence.LATE
    assert file.attended == 1


def test_who_joined_late_was_offered_only_what_came_after(told):
    file = gather(told, "p-will", START, END)
    assert [session.id for session in file.sessions] == ["g-04", *(f"g-{n:02}" for n in range(6, 11))]
    assert gather(told, "p-will", START, week(3)).sessions == ()
    assert gather(told, "p-will", START, week(3)).group is None


def test_who_moved_group_is_counted_where_they_are_now(told):
    now = gather(told, "p-grace", START, END)
    assert now.group.id == "h"
    assert [session.id for session in now.sessions] == [f"h-{n:02}" for n in range(7, 10)]
    before = gather(told, "p-grace", START, week(6))
    assert before.group.id == "g"
    assert [session.id for session in before.sessions] == [f"g-{n:02}" for n in (1, 2, 3, 4, 6)]


def test_the_size_of_a_group_is_of_the_last_day(told):
    assert gather(told, "p-jai", START, week(2)).group_size == 4
    assert gather(told, "p-jai", START, week(5)).group_size == 5
    assert gather(told, "p-jai", START, END).group_size == 4


def test_a_pupil_without_a_group_has_a_file(told):
    told.add(Pupil(id="p-new", first_name="Noor", setting_id="w"))
    file = gather(told, "p-new", START, END)
    assert (file.group, file.sessions, file.group_size) == (None, (), 0)
    assert file.setting.id == "w"


def test_marks_for_everyone_are_kept_apart(told):
    told.add(sign("s-group", 7, scope=Scope.GROUP))
    file = gather(told, "p-jai", START, END)
    assert [one.id for one in file.group_marks] == ["s-group"]
    assert "s-group" not in {one.id for one in file.observations}
    assert "s-group" not in {one.id for one in file.dots(Audience.SCHOOL)}


def test_words_for_nobody_leave_no_dot_but_a_bare_mark_does(told):
    file = gather(told, "p-jai", START, END)
    assert [one.id for one in file.dots(Audience.SCHOOL)] == ["s-plain", "s-school", "s-hard", "s-late"]
    assert [one.id for one in file.worded(Audience.FAMILY)] == ["s-family", "s-hard", "s-late"]
    assert "s-secret" not in {one.id for audience in Audience for one in file.dots(audience)}


def test_weeks_are_of_the_group(told):
    file = gather(told, "p-jai", week(3), END)
    assert [file.week_of(week(number)) for number in (1, 2, 10)] == [1, 2, 10]
    assert file.week_of(START - timedelta(days=30)) == 1


def test_the_newest_judgement_of_an_outcome_stands(told):
    told.add(replace(told.need(Judgement, "j-1"), id="j-3", judged_on=week(10), note="And still"))
    file = gather(told, "p-jai", START, END)
    assert {one.id for one in file.latest_judgements().values()} == {"j-3", "j-2"}
    assert gather(told, "p-jai", START, week(8)).latest_judgements() == {}


def test_only_talks_about_this_pupil_come_along(told):
    told.add(
        Conversation(id="k-1", held_on=week(3), with_role="senco", summary="About Jai"),
        Conversation(id="k-2", held_on=week(3), with_role="senco", summary="About nobody"),
        ConversationPupil(id="kp", conversation_id="k-1", pupil_id="p-jai"),
    )
    assert [talk.id for talk in gather(told, "p-jai", START, END).conversations] == ["k-1"]


def test_somebody_elses_signs_stay_theirs(told):
    told.add(sign("s-priti", 3, "Sang alone", SCHOOL | MANAGER, pupil="p-priti"))
    assert "s-priti" not in {one.id for one in gather(told, "p-jai", START, END).observations}
    assert [one.id for one in gather(told, "p-priti", START, END).observations] == ["s-priti"]


def test_a_target_belongs_to_the_days_it_was_open(told):
    assert gather(told, "p-jai", START, week(1)).targets == ()
    assert {one.id for one in gather(told, "p-jai", week(8), END).targets} == {"tg-1", "tg-2"}


def test_adults_are_called_as_they_are(told):
    file = gather(told, "p-jai", START, END)
    assert name_of(file.contact(ContactRole.SENCO)) == "Mrs Rai"
    assert name_of(file.contact(ContactRole.HEAD, ContactRole.CLASS_TEACHER)) == "Mr Holt"
    assert name_of(file.contact(ContactRole.HEAD)) == ""
    assert name_of(Contact(id="x", setting_id="w", role=ContactRole.TA, first_name="Sol")) == "Sol"
