import posixpath
import re

from whitenoise.storage import CompressedManifestStaticFilesStorage

STYLESHEET = "css/main.css"
IMPORT = re.compile(
    r'@import url\("(?P<path>[^"]+)"\) layer\((?P<layer>\w+)\)(?: (?P<media>\w+))?;'
)
URL = re.compile(r'url\("(?!data:|/|#)(?P<path>[^"]+)"\)')


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Hashed and compressed files; the style sheet and all that it imports are sent as one."""

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
        """What stands in the place of one `@import`: the file's rules, in its layer and medium."""
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
