"""Rows below a table that are no records: totals, signatures, remarks."""

import re
from collections.abc import Sequence

from data.readers.workbook.cells import Raw, blank, squeeze

_TOTAL = re.compile(r"(合计|总计|小计|共计|total|sum)[:：]?")
_SIGNED = re.compile(
    r"(填表人|制表人?|填报人|审核人?|负责人|经办人|校长|单位|填表日期|填报日期|日期|联系电话|电话"
    r"|备注|注|说明|preparedby|checkedby|date|notes?)\(?.{0,6}\)?:.*"
    r"|(以上|以下|本表|此表|上述).{4,}"
)


def is_footer(row: Sequence[Raw], must: Sequence[int]) -> bool:
    """Tells whether a row is a total, a signature or a remark below the table.

    Parameters
    ----------
    row : sequence
        All cells of the row.
    must : sequence of int
        The columns that every record fills; a row that fills them all is a record, whatever it
        says.
    """
    if not any(blank(row[index]) for index in must):
        return False
    words = [squeeze(cell) if isinstance(cell, str) else "" for cell in row if not blank(cell)]
    return any(map(_TOTAL.fullmatch, words)) or any(map(_SIGNED.fullmatch, words[:1]))
