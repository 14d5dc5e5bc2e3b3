"""A visitor without an account, who follows every link of the public site."""

import re
from collections import deque
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import default_storage
from django.core.management.base import CommandError
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from core.redirects import PREFIX_MARK
from lpnc.static_export.addresses import address_of, is_not_public
from lpnc.static_export.links import links_in

START = ("/", "/robots.txt", "/sitemap.xml", "/favicon.ico")
SECURITY = "/.well-known/security.txt"
#: Where web servers look for the page that stands in for a missing one.
MISSING = "/404.html"
XML_LINK = re.compile(r">\s*(https?://[^<\s]+)\s*<")
CSS_LINK = re.compile(r'url\("?(?!data:|#)([^")]+)"?\)')
FEED = "index.xml"
REDIRECTS = "the list of redirects"
AT_MOST = 100_000
MOST_REPORTED = 50


class Crawl:
    """A visitor without an account who follows every link.

    `save` takes the address and the content of each file. HTML pages and redirects are kept, because only
    at the end is it known which of their links lead into the copy.
    """

    def __init__(self, save):
        self.save = save
        self.client = Client(headers={"host": urlsplit(settings.BASE_URL).netloc})
        self.secure = settings.BASE_URL.startswith("https:")
        self.pages, self.redirects, self.files, self.dead = {}, {}, set(), {}
        # Old addresses that a static file can't stand for: whole sections, and those with parameters.
        self.patterns = set()
        self.found_on, self.waiting = {}, deque()

    def run(self):
        """Follow every link from the start; raise CommandError if any is dead."""
        for address in START:
            self.follow(address, "the list of starting points")
        if settings.SECURITY_CONTACT:
            self.follow(SECURITY, "the list of starting points")
        for address in self.old_addresses():
            self.follow(address, REDIRECTS)
        while self.waiting:
            self.visit(self.waiting.popleft())
            if len(self.found_on) > AT_MOST:
                raise CommandError(f"The site has more than {AT_MOST:,} addresses.")
        self.pages[MISSING] = self.client.get(MISSING, secure=self.secure).content.decode()
        if self.dead:
            lines = [
                f"{address} ({reason}), on {self.found_on[address]}"
                for address, reason in self.dead.items()
            ]
            raise CommandError("Dead links:\n" + "\n".join(lines[:MOST_REPORTED]))

    def old_addresses(self):
        """Yield exact old addresses, and note the others."""
        site = Site.objects.get(is_default_site=True)
        for redirect in Redirect.get_for_site(site).order_by("old_path"):
            if not redirect.link:
                continue
            if redirect.old_path.endswith(PREFIX_MARK) or "?" in redirect.old_path:
                self.patterns.add(redirect.old_path)
                self.redirects[redirect.old_path] = redirect.link
                self.follow(redirect.link, REDIRECTS)
            else:
                yield redirect.old_path

    def follow(self, link, base):
        address = address_of(link, base if base.startswith("/") else "/")
        if address and not is_not_public(address) and address not in self.found_on:
            self.found_on[address] = base
            self.waiting.append(address)

    def visit(self, address):
        for prefix, read in ((settings.STATIC_URL, read_static), (settings.MEDIA_URL, read_media)):
            if address.startswith(prefix):
                return self.keep_file(address, read, unquote(address.removeprefix(prefix)))
        try:
            response = self.client.get(address, secure=self.secure)
        except Exception as error:
            self.dead[address] = repr(error)
            return
        self.client.cookies.clear()
        if response.has_header("Location"):
            self.keep_redirect(address, response)
        elif response.status_code != 200:
            self.dead[address] = response.status_code
        elif "no-store" not in response.get("Cache-Control", ""):
            self.keep(address, response)

    def keep_file(self, address, read, name):
        try:
            content = read(name)
        except (OSError, ValueError, SuspiciousOperation) as error:
            self.dead[address] = type(error).__name__
            return
        self.files.add(address)
        self.save(address, content)
        if name.endswith(".css"):
            for link in CSS_LINK.findall(content.decode()):
                self.follow(link, address)

    def keep_redirect(self, address, response):
        """Note the redirect, unless it asks for a sign-in."""
        target = urljoin(settings.BASE_URL + address, response["Location"])
        if is_not_public(address_of(target) or "/"):
            return
        self.redirects[address] = target.removeprefix(settings.BASE_URL)
        self.follow(target, address)

    def keep(self, address, response):
        content = b"".join(response) if response.streaming else response.content
        kind = response["Content-Type"].partition(";")[0]
        if kind == "text/html":
            self.pages[address] = content.decode()
            links = links_in(self.pages[address])
        else:
            file = f"{address}{FEED}" if address.endswith("/") else address
            if file != address:
                self.redirects[address] = file
            self.files.add(file)
            self.save(file, content)
            links = XML_LINK.findall(content.decode()) if kind.endswith("xml") else []
        for link in links:
            self.follow(unescape(link), address)


def read_static(name):
    """Return the content of one of the site's own files: collected, or in development where it is."""
    is_collected = isinstance(staticfiles_storage, ManifestFilesMixin)
    path = staticfiles_storage.path(name) if is_collected else finders.find(name)
    if not path:
        raise FileNotFoundError(name)
    return Path(path).read_bytes()


def read_media(name):
    with default_storage.open(name) as file:
        return file.read()
