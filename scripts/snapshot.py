"""Write a filled database of this version, for the test that migrates it to the next one.

`make snapshot` runs it when a version is released. The file holds the first content with the made-up
roster and an import of that roster, and no account.
"""

import lzma
import os
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SNAPSHOT = ROOT / "tests" / "lpnc" / "released.sqlite3.xz"


def main():
    with tempfile.TemporaryDirectory(prefix="lpnc-") as folder:
        fill(Path(folder))
        packed = Path(folder, "packed.sqlite3")
        with closing(sqlite3.connect(Path(folder, "site.sqlite3"))) as site:
            site.execute("VACUUM INTO ?", [str(packed)])
        SNAPSHOT.write_bytes(lzma.compress(packed.read_bytes(), preset=9))
    print(f"{SNAPSHOT.relative_to(ROOT)}: {SNAPSHOT.stat().st_size:,} bytes")


def fill(folder):
    os.environ |= {
        "DEBUG": "1",
        "DJANGO_SETTINGS_MODULE": "lpnc.settings",
        "DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}",
        "MEDIA_ROOT": str(folder / "media"),
    }
    import django
    from django.core.management import call_command
    from django.db import connections

    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("apply_roles", verbosity=0)
    call_command("seed_site", sample_roster=True)
    roster = folder / "roster.csv"
    call_command("export_roster", str(roster))
    roster.write_text(roster.read_text().replace(",Not known,", ",Elected,", 1))
    call_command("import_roster", str(roster), commit=True)
    connections.close_all()


if __name__ == "__main__":
    main()
