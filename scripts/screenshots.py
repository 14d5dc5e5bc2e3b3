"""Take screenshots of every kind of page in `screenshots/` or, with `--pictures`, the two in the README."""

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts.throwaway_site import throwaway_site  # noqa: E402
from tests import tools  # noqa: E402

FOLDER = ROOT / "screenshots"
WIDTHS = {360: 740, 768: 1024, 1280: 800, 1920: 1080}
SCHEMES = ["light", "dark"]
# Pages without an address of their own, shown in place of one that has.
STAND_INS = {"broken": "500.html", "closed": "maintenance.html"}
PICTURES = {"home-phone.png": (390, 844), "home-desktop.png": (1280, 960)}
MOST_BYTES = 200_000


def main(arguments):
    with throwaway_site(sample_roster=True) as address, sync_playwright() as playwright:
        kinds = kinds_of_pages()
        browser = playwright.chromium.launch(
            executable_path=tools.browser(), args=["--no-sandbox", "--disable-gpu"]
        )
        if "--pictures" in arguments:
            take_pictures(browser, address)
        else:
            take_every_page(browser, address, kinds)
        browser.close()


def kinds_of_pages():
    """Return `{"kind": "address"}`; call this before the browser's event loop, in which Django can't run."""
    import os

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    from tests.addresses import one_of_each

    return one_of_each() | {"missing": "/no-such-page/", "sign-in": "/admin/login/"}


def take_every_page(browser, address, kinds):
    FOLDER.mkdir(exist_ok=True)
    taken = 0
    for scheme in SCHEMES:
        for width, height in WIDTHS.items():
            context = new_context(browser, width, height, scheme)
            page = context.new_page()
            for kind, path in kinds.items():
                visit(page, address + path, 404 if kind == "missing" else 200)
                page.screenshot(path=FOLDER / screenshot_name(kind, width, scheme), full_page=True)
                taken += 1
            for kind, template in STAND_INS.items():
                stand_in(page, address, template)
                page.screenshot(path=FOLDER / screenshot_name(kind, width, scheme), full_page=True)
                taken += 1
            context.close()
    print(f"{taken} pictures in {FOLDER.relative_to(ROOT)}/")


def screenshot_name(kind, width, scheme):
    return f"{kind.replace(',', '').replace(' ', '-').lower()}-{width}-{scheme}.png"


def stand_in(page, address, template):
    from django.template.loader import render_to_string

    body = render_to_string(template)
    page.route("**/*.html", lambda route: route.fulfill(body=body, content_type="text/html"))
    page.goto(f"{address}/{template}", wait_until="load")
    page.unroute("**/*.html")


def take_pictures(browser, address):
    """Take pictures of the top of the home page, with the notice that its members are made up."""
    for name, (width, height) in PICTURES.items():
        context = new_context(browser, width, height, "light")
        page = context.new_page()
        visit(page, f"{address}/")
        content = small(page.screenshot())
        context.close()
        if len(content) > MOST_BYTES:
            raise SystemExit(f"{name} has {len(content)} bytes, more than {MOST_BYTES}.")
        Path(ROOT, "docs", name).write_bytes(content)
        print(f"docs/{name}: {len(content)} bytes")


def visit(page, url, expected=200):
    status = page.goto(url, wait_until="load").status
    if status != expected:
        raise SystemExit(f"{url} responded with {status}.")


def new_context(browser, width, height, scheme):
    return browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
    )


def small(png):
    """Return the picture in 256 colors."""
    content = io.BytesIO()
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    picture.quantize(256, dither=Image.Dither.NONE).save(content, "PNG", optimize=True)
    return content.getvalue()


if __name__ == "__main__":
    main(sys.argv[1:])
