"""What a district is: frozen records and calendar arithmetic."""

from solver.domain.activity import Activity, ClassQuota
from solver.domain.base import Entity, Interval, overlap
from solver.domain.district import SCHEMA_VERSION, District, ProvenanceNote
from solver.domain.errors import InputErrors, InputFinding
from solver.domain.money import DistrictFund, FeeReduction, Funding, LumpSum, RunningCost
from solver.domain.people import DutyPost, Provider, StaffMember
from solver.domain.pins import AbsencePin, ClauseWaiver, GridPin, MeetingPin, Pin, Travel
from solver.domain.school import (
    Band,
    Menu,
    MergeGroup,
    Period,
    Room,
    School,
    SchoolClass,
    StaffBlock,
)
from solver.domain.students import ChoiceCount, Student
from solver.domain.term import Term

__all__ = [
    "SCHEMA_VERSION",
    "AbsencePin",
    "Activity",
    "Band",
    "ChoiceCount",
    "ClassQuota",
    "ClauseWaiver",
    "District",
    "DistrictFund",
    "DutyPost",
    "Entity",
    "FeeReduction",
    "Funding",
    "GridPin",
    "InputErrors",
    "InputFinding",
    "Interval",
    "LumpSum",
    "MeetingPin",
    "Menu",
    "MergeGroup",
    "Period",
    "Pin",
    "ProvenanceNote",
    "Provider",
    "Room",
    "RunningCost",
    "School",
    "SchoolClass",
    "StaffBlock",
    "StaffMember",
    "Student",
    "Term",
    "Travel",
    "overlap",
]
