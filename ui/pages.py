"""Builds each page of an open diary with its presenter. A page has ``arrive``, called when it is shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from tutordiary.presenters.pupil_rights import PupilRights, RightsView
    from ui.desk import Desk
    from ui.reports.page import ReportPageView
    from ui.share.road import RoadPage


def build(key: str, desk: Desk) -> QWidget:
    """Return a new page."""
    makers: dict[str, Callable[[Desk], QWidget]] = {
        "today": _today,
        "log": _log,
        "pupils": _pupils,
        "radar": _radar,
        "timetable": _timetable,
        "paper": _paper,
        "reports": _papers,
        "bundle": _share,
        "find": _find,
        "settings": _settings,
    }
    return makers[key](desk)


def _today(desk: Desk) -> QWidget:
    from tutordiary.presenters.today import TodayPresenter
    from tutordiary.presenters.today_care import TodayCare
    from ui.today_view import TodayView

    view = TodayView()
    view.presenter = TodayPresenter(desk.diary, view, desk.today)
    view.care = TodayCare(desk.diary, desk.care, view.show_care)
    view.backups_wanted.connect(lambda: _go_to_safety(desk, to_code=False))
    view.code_wanted.connect(lambda: _go_to_safety(desk, to_code=True))
    view.log_wanted.connect(desk.open_log)
    view.choice_wanted.connect(lambda: desk.open_page("log"))
    view.target_wanted.connect(lambda pupil_id, one: desk.open_pupil(pupil_id, "target", "", one))
    view.timetable_wanted.connect(lambda: desk.open_page("timetable"))
    view.paper_wanted.connect(desk.open_paper)
    view.group_wanted.connect(desk.add_group)
    return view


def _papers(desk: Desk) -> QWidget:
    from ui.documents.page import CASES, PLANS, REPORTS, DocumentsPage
    from ui.switch_page import Face

    return DocumentsPage(
        desk.diary,
        {
            Face(REPORTS, "Pupil reports", "For the school, and for the family"): partial(_reports, desk),
            Face(PLANS, "Learning plan", "Targets in the pupil’s words, on one side"): partial(_plans, desk),
            Face(CASES, "Case studies", "A story from dated signs, names changed"): partial(_cases, desk),
        },
    )


def _reports(desk: Desk) -> QWidget:
    from tutordiary.presenters.report import ReportPresenter
    from ui.find.landing import land
    from ui.reports.page import ReportPageView

    view = ReportPageView(desk.jobs)
    view.group_wanted.connect(desk.add_group)
    view.landing_wanted.connect(partial(land, desk))
    view.presenter = ReportPresenter(desk.diary, view, desk.jobs, desk.today)
    view.several_wanted.connect(lambda: _several(desk, view))
    return view


def _several(desk: Desk, over: ReportPageView) -> None:
    from tutordiary.presenters.batch import BatchPresenter
    from ui.batch_sheet import BatchSheet

    sheet = BatchSheet(over, lambda one: BatchPresenter(desk.diary, one, desk.jobs, desk.today))
    sheet.report_wanted.connect(over.open_for)
    sheet.closed.connect(over.arrive)  # the report on the page may have been given meanwhile


def _plans(desk: Desk) -> QWidget:
    from tutordiary.presenters.learning_plan import PlanPresenter
    from ui.documents.plan_view import PlanPageView
    from ui.find.landing import land

    view = PlanPageView(desk.jobs)
    view.landing_wanted.connect(partial(land, desk))
    view.group_wanted.connect(desk.add_group)
    view.presenter = PlanPresenter(desk.diary, view, desk.jobs, desk.today)
    return view


def _cases(desk: Desk) -> QWidget:
    from tutordiary.presenters.case_studio import CaseStudio
    from ui.case.page import CaseStudioPage

    view = CaseStudioPage()
    if (
        desk.diary.is_read_only
    ):  # nobody keeps this page before the copy is closed: the desk's worker is waited for
        view.jobs = desk.jobs
    view.presenter = CaseStudio(desk.diary, view, view.jobs, desk.today)
    view.give_wanted.connect(desk.share_case)
    return view


def _paper(desk: Desk) -> QWidget:
    from tutordiary.presenters.paper import PaperPresenter
    from tutordiary.presenters.paper_log import PaperLog
    from ui.paper.page import PaperPage

    view = PaperPage(PaperLog(desk.diary))
    view.presenter = PaperPresenter(desk.diary, view, desk.jobs, desk.today)
    view.group_wanted.connect(desk.add_group)
    return view


def _find(desk: Desk) -> QWidget:
    from tutordiary.presenters.find import FindPresenter
    from ui.find.landing import land
    from ui.find.page import FindPage

    view = FindPage()
    view.presenter = FindPresenter(desk.diary, view, view.jobs, desk.today)
    view.landing_chosen.connect(partial(land, desk))
    view.back_wanted.connect(desk.go_back)
    return view


def _rights(desk: Desk, view: RightsView, pupil_id: str) -> PupilRights:
    from tutordiary.presenters.pupil_rights import PupilRights
    from tutordiary.settings import default_backup_folder

    chosen = desk.settings.settings.backup_folder
    folder = Path(chosen) if chosen else default_backup_folder()
    return PupilRights(desk.diary, view, desk.jobs, desk.today, pupil_id, folder)


def _pupils(desk: Desk) -> QWidget:
    from tutordiary.presenters.faces import Faces
    from tutordiary.presenters.ledger import Ledger
    from tutordiary.presenters.pupil import PupilPresenter
    from tutordiary.presenters.pupil_forms import PupilForms
    from ui.pupil.page import PupilsView

    view = PupilsView()
    view.presenter = PupilPresenter(desk.diary, view, desk.today)
    view.forms = PupilForms(desk.diary, desk.today)
    view.rights = partial(_rights, desk)
    view.ledger = partial(Ledger, desk.diary, desk.today)
    view.faces = partial(Faces, desk.diary, desk.today)
    view.told = desk.tell
    view.report_wanted.connect(desk.open_report)
    view.plan_wanted.connect(desk.open_plan)
    view.group_wanted.connect(desk.add_group)
    return view


def _settings(desk: Desk) -> QWidget:
    from tutordiary.presenters.history import Bin
    from tutordiary.presenters.phrasebook import PhrasebookPresenter
    from tutordiary.presenters.receiving import Receiving
    from tutordiary.presenters.safety import Safety
    from tutordiary.presenters.safety_keys import KeyChanges
    from tutordiary.presenters.service_template import TemplatePresenter, was_open
    from tutordiary.presenters.settings_page import SettingsPresenter
    from ui.settings_view import SettingsPageView

    view = SettingsPageView()
    view.presenter = SettingsPresenter(desk.diary, view, desk.settings, desk.apply_look)
    view.safety.presenter = Safety(desk.diary, view.safety, desk.jobs, desk.settings, desk.today)
    view.safety.keys = KeyChanges(desk.diary, desk.jobs, lambda: desk.settings.settings, desk.today)
    view.safety.set_capture(desk.capture)
    view.bin.contents = Bin(desk.diary, desk.today)
    view.phrases.make = lambda: PhrasebookPresenter(desk.diary)
    view.templates.jobs = desk.jobs
    view.templates.was_open = lambda: was_open(desk.diary)
    view.templates.make = lambda sheet: TemplatePresenter(desk.diary, sheet, desk.jobs)
    view.receiving.make = lambda sheet: Receiving(desk.diary, sheet, desk.jobs)
    return view


def _go_to_safety(desk: Desk, *, to_code: bool) -> None:
    from ui.settings_view import SettingsPageView

    desk.open_page("settings")
    page = desk.page("settings")
    assert isinstance(page, SettingsPageView)
    if to_code:
        page.show_code()
    else:
        page.show_backups()


def _log(desk: Desk) -> QWidget:
    from tutordiary.presenters.log import LogPresenter
    from tutordiary.presenters.log_choice import LogChoices
    from ui.log_place import LogPlace

    place = LogPlace(LogPresenter(desk.diary), LogChoices(desk.diary, desk.today), desk.today())
    place.finished.connect(lambda _words: desk.open_page("today"))
    place.group_wanted.connect(desk.add_group)
    place.paper_wanted.connect(desk.open_paper)
    return place


def _radar(desk: Desk) -> QWidget:
    from tutordiary.presenters.radar import RadarPresenter
    from ui.radar.page import RadarPage

    view = RadarPage()
    view.presenter = RadarPresenter(desk.diary, view, desk.today)
    view.pupil_wanted.connect(desk.open_pupil)
    view.log_wanted.connect(desk.open_log)
    view.group_wanted.connect(desk.add_group)
    return view


def _timetable(desk: Desk) -> QWidget:
    from tutordiary.presenters.timetable_page import TimetablePresenter
    from ui.timetable.page import TimetablePage

    view = TimetablePage(desk.diary, desk.jobs, desk.today)
    view.presenter = TimetablePresenter(desk.diary, view, desk.today)
    view.log_wanted.connect(desk.open_log)
    view.group_wanted.connect(desk.add_group)
    return view


def _share(desk: Desk) -> QWidget:
    from ui.share.page import SharePage
    from ui.switch_page import Face

    # A copy only looked at keeps no pages before it is closed: there the desk's own worker is waited for.
    view = SharePage(
        desk.diary,
        {
            Face("bundle", "Project manager", "A bundle of counts, or of counts and words"): partial(
                _bundle_road, desk
            ),
            Face("pack", "Reflection group", "A page without names, and a full screen"): partial(
                _pack_road, desk
            ),
            Face("case", "Case study", "A story with changed names, for a reader or a co-writer"): partial(
                _case_road, desk
            ),
            Face("document", "A document of mine", "A Word or text diary, names replaced"): partial(
                _document_road, desk
            ),
        },
    )
    view.log_wanted.connect(lambda: desk.open_page("log"))
    return view


def _bundle_road(desk: Desk) -> RoadPage:
    from tutordiary.presenters.share import SharePresenter
    from tutordiary.presenters.share_seal import SealPresenter
    from ui.share.bundle_road import BundleRoad

    road = BundleRoad()
    jobs = desk.jobs if desk.diary.is_read_only else road.jobs
    road.presenter = SharePresenter(desk.diary, road, jobs, desk.today)
    road.join_seal(SealPresenter(desk.diary, road.give.seal, jobs, road.presenter.redraw_give))
    return road


def _pack_road(desk: Desk) -> RoadPage:
    from tutordiary.presenters.share_pack import PackPresenter
    from ui.share.pack_road import PackRoad

    road = PackRoad()
    jobs = desk.jobs if desk.diary.is_read_only else road.jobs
    road.presenter = PackPresenter(desk.diary, road, jobs, desk.today)
    return road


def _case_road(desk: Desk) -> RoadPage:
    from tutordiary.presenters.share_case import CasePresenter
    from ui.share.case_road import CaseRoad

    road = CaseRoad()
    jobs = desk.jobs if desk.diary.is_read_only else road.jobs
    road.join(CasePresenter(desk.diary, road, jobs, desk.today))
    road.studio_wanted.connect(lambda case_id: desk.open_case(case_id))
    return road


def _document_road(desk: Desk) -> RoadPage:
    from tutordiary.presenters.share_document import DocumentPresenter
    from ui.share.document_road import DocumentRoad

    road = DocumentRoad()
    jobs = desk.jobs if desk.diary.is_read_only else road.jobs
    road.presenter = DocumentPresenter(desk.diary, road, jobs, desk.today)
    return road
