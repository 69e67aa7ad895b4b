"""``kehou validate``: every error of an input at once."""

import typer

from api.commands.answers import BadInputError, Exit, note, say
from api.commands.inputs import read_district, read_pack, ready_to_plan
from api.commands.options import (
    DistrictArgument,
    LangOption,
    NoMarkedCopyOption,
    PolicyOption,
)
from api.texts import Texts


def run(
    ctx: typer.Context,
    district: DistrictArgument,
    policy: PolicyOption = None,
    no_marked_copy: NoMarkedCopyOption = False,
    lang: LangOption = None,
) -> int:
    """Reads a district and says what is in it, or everything that is wrong with it."""
    texts: Texts = ctx.obj
    try:
        mark = not no_marked_copy
        read = read_district(district, texts, needs_pack=policy is None, mark=mark)
        pack = read_pack(policy or read.policy_pack_id, texts)
        ready_to_plan(read, pack, district, texts, mark=mark)
    except BadInputError as refused:
        note(refused.lines[0])
        for line in refused.lines[1:]:
            say(line)
        return Exit.BAD_INPUT
    say(
        texts(
            "valid",
            name=read.name,
            schools=len(read.schools),
            classes=sum(len(s.classes) for s in read.schools),
            staff=len(read.staff),
            activities=len(read.activities),
            pack=pack.name_zh if texts.lang == "zh" else pack.name_en,
        )
    )
    return Exit.DONE
