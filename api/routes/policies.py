"""The shipped policy packs."""

from typing import Any

from fastapi import APIRouter

from api.auth import AnyKey
from api.problems import ProblemError
from api.routes.models import problems

router = APIRouter(prefix="/v1/policies", tags=["policies"])


@router.get("", response_model=list[dict[str, Any]], responses=problems())
def list_all(actor: AnyKey) -> list[dict[str, Any]]:
    """Lists the packs."""
    from data.readers import pack_ids, read_pack

    packs = [read_pack(name) for name in pack_ids()]
    return [{"id": p.id, "name_zh": p.name_zh, "name_en": p.name_en} for p in packs]


@router.get("/{pack_id}", response_model=dict[str, Any], responses=problems(404))
def get(actor: AnyKey, pack_id: str) -> dict[str, Any]:
    """Returns a pack with its clauses and their sources."""
    from data.readers import pack_ids, read_pack

    if pack_id not in pack_ids():
        known = ", ".join(pack_ids())
        raise ProblemError(404, "input.unknown_pack", pack=pack_id, known=known)
    return read_pack(pack_id).model_dump(mode="json")
