"""Where the figures of a synthetic district come from."""

from solver.domain.district import ProvenanceNote


def profile_notes(profile: str) -> tuple[ProvenanceNote, ...]:
    """Returns the notes of a profile."""
    return (ProvenanceNote(path="$", status="invented", note=profile),)
