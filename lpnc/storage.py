import os
import posixpath
import re
from contextlib import contextmanager, suppress
from tempfile import NamedTemporaryFile

from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

STYLESHEET = "css/main.css"
IMPORT = re.compile(
    r'@import url\("(?P<path>[^"]+)"\) layer\((?P<layer>\w+)\)(?: (?P<media>\w+))?;'
)
URL = re.compile(r'url\("(?!data:|/|#)(?P<path>[^"]+)"\)')


class MediaStorage(FileSystemStorage):
    """Storage of uploads and files made from them, which writes a file completely or not at all.

    A file is written to a temporary name and then moved, so a full disk or a server that stops halfway
    never leaves a broken file under its name.
    """

    def _save(self, name, content):
        folder = os.path.dirname(self.path(name))
        os.makedirs(folder, exist_ok=True)
        with written_beside(folder, content) as file:
            return super()._save(name, file)


@contextmanager
def written_beside(folder, content):
    """Write the content to a temporary file in the folder, to be moved; remove it if that fails."""
    file = NamedTemporaryFile(dir=folder, prefix=".", suffix=".part", delete=False)  # noqa: SIM115
    file.temporary_file_path = lambda: file.name
    try:
        with file:
            for chunk in content.chunks():
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        yield file
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(file.name)
        raise


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Hashed and compressed files; the style sheet and its imports are served as one file."""

    def post_process(self, paths, dry_run=False, **options):
        if not dry_run:
            source, path = paths[STYLESHEET]
            with source.open(path) as main:
                bundle = IMPORT.sub(self.layer, main.read().decode())
            with open(self.path(STYLESHEET), "w") as target:
                target.write(bundle)
            paths[STYLESHEET] = (self, STYLESHEET)
        yield from super().post_process(paths, dry_run, **options)

    def layer(self, statement):
        """Return the replacement of one `@import`: the file's rules, in its layer and medium."""
        folder = posixpath.dirname(STYLESHEET)
        name = posixpath.join(folder, statement["path"])
        with self.open(name) as part:
            rules = part.read().decode()
        rules = URL.sub(lambda url: self.moved(url["path"], name, folder), rules)
        rules = f"@layer {statement['layer']} {{\n{rules}}}\n"
        return f"@media {statement['media']} {{\n{rules}}}\n" if statement["media"] else rules

    @staticmethod
    def moved(path, name, folder):
        target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
        return f'url("{posixpath.relpath(target, folder)}")'
