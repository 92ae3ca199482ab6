"""The note that asks a model to keep placeholders as they are, for tenants that want it (`placeholders: {note: true}`).

The same bytes in every turn and for every request, so that a provider's prompt cache stays warm. It holds nothing of
the request, and goes only where placeholders go.
"""

from router.core.sightings import sightings
from router.core.vault import Vault

NOTE = (
    "Some values in this conversation were replaced by placeholders in double square brackets, a kind and a number with"
    " an underscore between them. Each stands for one real value. Wherever you mean that value, also in tool arguments,"
    " copy its placeholder exactly, brackets included: do not translate, inflect, number or format it anew, and do not"
    " invent others. Do not mention the placeholders themselves."
)


def note_for(vault: Vault) -> str | None:
    """None where no placeholder was given out, or where a word of the note itself is what must not leave."""
    if not vault.uses_tags or next(sightings(vault.wanted(), [NOTE]), None) is not None:
        return None
    return NOTE
