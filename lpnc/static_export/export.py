import shutil
from functools import partial
from pathlib import Path, PurePosixPath
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.core.management.base import CommandError
from django.template.loader import render_to_string

from lpnc.static_export.addresses import address_in_copy, address_of, file_of
from lpnc.static_export.crawl import Crawl
from lpnc.static_export.links import with_forms, with_links

# Marks a folder as a copy, which the next one may replace.
MARKER = ".static-export"
REDIRECTS = "_redirects"
MOST_HOPS = 10


def export_static(folder):
    """Write a copy beside the folder and swap the two at the end; return the number of pages.

    If the run is killed, the previous copy is still there.
    """
    folder = Path(folder).absolute()
    draft, previous = (folder.with_name(f"{folder.name}_{end}") for end in ("writing", "previous"))
    for path in (folder, draft, previous):
        refuse_foreign(path)
    if previous.exists() and not folder.exists():
        previous.rename(folder)
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    try:
        (draft / MARKER).touch()
        pages = StaticCopy(draft).write()
        shutil.rmtree(previous, ignore_errors=True)
        if folder.exists():
            folder.rename(previous)
        draft.rename(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    shutil.rmtree(previous, ignore_errors=True)
    return pages


def refuse_foreign(folder):
    """Raise CommandError if the folder holds anything other than a copy."""
    if folder.exists() and not (folder / MARKER).exists() and any(folder.iterdir()):
        raise CommandError(f"{folder} isn’t empty and isn’t a copy that this command made.")


class StaticCopy:
    """The files of a copy in a folder."""

    def __init__(self, folder):
        self.storage = FileSystemStorage(folder)
        self.crawl = Crawl(self.save)

    def save(self, address, content):
        """Save the content in the address's file, which can't be outside of the folder."""
        path = Path(self.storage.path(file_of(address)))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    def write(self):
        """Write everything; return the number of pages."""
        self.crawl.run()
        for address in self.crawl.redirects:
            self.write_redirect(address)
        files = {file_of(address) for address in self.crawl.pages}
        if len(files) < len(self.crawl.pages):
            raise CommandError(
                "Two pages would share a file, because the slug of one is like “page-2”."
            )
        for address, html in self.crawl.pages.items():
            html = with_forms(html, partial(form_notice, address))
            html = with_links(html, partial(self.link_in_copy, address))
            self.save(address, html.encode())
        lines = [
            f"{address} {target}\n" for address, target in sorted(self.crawl.redirects.items())
        ]
        Path(self.storage.path(REDIRECTS)).write_text("".join(lines))
        return len(self.crawl.pages)

    def write_redirect(self, address):
        """Write a page that leads on; a file is copied, and what only a server can apply is left out."""
        target = self.link_in_copy("/", address)
        if address in self.crawl.patterns:
            return
        if PurePosixPath(address).suffix in ("", ".html", ".htm"):
            canonical = urljoin(settings.BASE_URL, self.crawl.redirects[address])
            context = {"target": target, "canonical": canonical}
            self.save(address, render_to_string("static_export/redirect.html", context).encode())
        elif target in self.crawl.files:
            self.save(address, Path(self.storage.path(file_of(target))).read_bytes())

    def link_in_copy(self, base, link):
        """Return where a link leads from a page of the copy: into it, or else to the live site.

        Absolute links to the live site stay, such as canonical ones.
        """
        if link.startswith(settings.BASE_URL):
            return link
        address = final = address_of(link, base)
        if address is None:
            return link
        for _ in range(MOST_HOPS):
            if final in self.crawl.redirects:
                target = self.crawl.redirects[final]
                final = address_of(target)
                if final is None:
                    return target
        if final not in self.crawl.pages and final not in self.crawl.files:
            return urljoin(settings.BASE_URL + base, link)
        fragment = urlsplit(link).fragment
        return address_in_copy(final) + (f"#{fragment}" if fragment else "")


def form_notice(address, action, classes):
    """Return the notice in place of a form, with a link to where it works."""
    live = urljoin(settings.BASE_URL + address, action or address).partition("#")[0]
    host = urlsplit(settings.BASE_URL).netloc
    context = {"live": live, "host": host, "classes": classes, "slim": "find-slim" in classes}
    return render_to_string("static_export/form.html", context)
