"""What policy packs call the documents that ``kehou report`` makes (``Clause.served_by``)."""

MADE: dict[str, str] = {
    "月度汇总表": "monthly_summary",
    "月度台账": "monthly_summary",
    "区县总结": "district_summary",
    "覆盖情况表": "coverage",
    "午餐提供率": "lunch_provision",
    "收费公示牌": "fee_board",
    "政府收费清单": "fee_list",
    "耗材清单": "consumables",
    "学期收支公示": "term_accounts",
    "经费台账": "fund_ledger",
    "教师报酬表": "teacher_pay",
    "外聘报酬表": "external_pay",
    "教师参与记录": "participation",
}
"""Key of the document by its Chinese name."""
