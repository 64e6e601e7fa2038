"""A run that is going to be killed: it starts what runs start, says so, and never ends.

pytest takes this file only when it is named.
"""

import os
import time
from pathlib import Path

from tests import servers


def test_abandoned(house, tmp_path):
    with servers.postgres() as database, servers.valkey() as queue:
        house.start()
        homes = (database.folder, Path(queue.removeprefix("unix://")).parent, house.home.parent)
        folders = (*homes, (database.folder / "data").resolve(), tmp_path)
        draft = Path(os.environ["ABANDONED"]).with_suffix(".part")
        draft.write_text("\n".join(map(str, folders)))
        draft.rename(os.environ["ABANDONED"])
        time.sleep(600)
