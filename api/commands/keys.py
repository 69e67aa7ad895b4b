"""``kehou keys``: who may use the service."""

from datetime import datetime
from typing import Annotated, Literal

import typer

from api.commands.answers import BadInputError, Exit, note, say, say_json
from api.commands.databases import DatabaseOption, open_database
from api.commands.options import JsonOption, LangOption
from api.texts import Texts

Action = Literal["create", "list", "revoke"]


def run(
    ctx: typer.Context,
    action: Annotated[
        Action, typer.Argument(metavar="ACTION", help="arg_key_action", show_default=False)
    ],
    key: Annotated[
        str | None, typer.Argument(metavar="KEY", help="arg_key", show_default=False)
    ] = None,
    role: Annotated[
        Literal["planner", "school"] | None,
        typer.Option("--role", metavar="ROLE", help="opt_role", show_default=False),
    ] = None,
    district: Annotated[
        str | None,
        typer.Option("--district", metavar="ID", help="opt_key_district", show_default=False),
    ] = None,
    school: Annotated[
        str | None,
        typer.Option("--school", metavar="ID", help="opt_key_school", show_default=False),
    ] = None,
    label: Annotated[
        str, typer.Option("--label", metavar="TEXT", help="opt_label", show_default=False)
    ] = "",
    database: DatabaseOption = None,
    json: JsonOption = False,
    lang: LangOption = None,
) -> int:
    """Makes, lists or revokes keys."""
    texts: Texts = ctx.obj
    if action == "revoke":
        if key is None:
            raise BadInputError([texts("key_to_revoke")])
        return _revoke(key, database, texts)
    if key is not None:
        raise BadInputError([texts("key_not_here", action=action)])
    if action == "list":
        return _list(database, json, texts)
    if role is None or (role == "school") != (school is not None):
        raise BadInputError([texts("key_role" if role is None else "key_school")])
    if role == "school" and district is None:
        raise BadInputError([texts("key_school")])
    if len(label) > 200 or any(len(said or "") > 80 for said in (district, school)):
        raise BadInputError([texts("key_too_long")])
    from api.store import keys

    key_id, secret = keys.create(open_database(database, texts), role, label, district, school)
    if json:
        say_json({"id": key_id, "key": secret, "role": role})
    else:
        say(secret)
        note(texts("key_made", id=key_id))
    return Exit.DONE


def _revoke(key: str, database: str | None, texts: Texts) -> int:
    from api.store import keys

    if not keys.revoke(open_database(database, texts), key):
        raise BadInputError([texts("no_such_key", key=key)])
    say(texts("key_revoked", id=key))
    return Exit.DONE


def _list(database: str | None, json: bool, texts: Texts) -> int:
    from api.store import keys

    rows = keys.listed(open_database(database, texts))
    if json:
        say_json(rows)
        return Exit.DONE
    for row in rows:
        made = datetime.fromtimestamp(row["created_at"]).isoformat(" ", "minutes")
        where = "/".join(x for x in (row["district_id"], row["school_id"]) if x)
        say(
            texts(
                "key_line",
                id=row["id"],
                role=texts(f"role_{row['role']}"),
                where=where or texts("every_district"),
                made=made,
                state=texts("key_state_revoked" if row["revoked_at"] else "key_state_valid"),
                label=row["label"],
            )
        )
    if not rows:
        note(texts("no_keys_yet"))
    return Exit.DONE
