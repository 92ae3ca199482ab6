"""docs/languages.md names every endpoint, its language and who speaks it."""

from running import ROOT

from router.core.languages import SPEAKS
from router.wiring import ENDPOINTS

PAGE = (ROOT / "docs" / "languages.md").read_text()


def test_its_table_is_the_codes() -> None:
    kinds = {path: [kind for kind in sorted(SPEAKS) if one.name in SPEAKS[kind]] for path, one in ENDPOINTS.items()}
    expected = [
        f"| `POST {path}` | `{one.name}` | {', '.join(f'`{kind}`' for kind in kinds[path])} |"
        for path, one in ENDPOINTS.items()
    ]
    assert [line for line in PAGE.splitlines() if line.startswith("| `POST")] == expected
