from django.contrib.staticfiles.storage import StaticFilesStorage

from lpnc.storage import STYLESHEET, StaticStorage

FILES = {
    "css/main.css": (
        "@layer components, print;\n"
        '@import url("components/cloth.css") layer(components);\n'
        '@import url("print.css") layer(print) print;\n'
    ),
    "css/components/cloth.css": '.cloth { background: url("../../img/star.svg"); }\n',
    "css/print.css": ".menu { display: none; }\n",
    "img/star.svg": "<svg/>",
}


def bundle(tmp_path, cloth=FILES["css/components/cloth.css"]):
    source = StaticFilesStorage(tmp_path / "source", "/static/")
    storage = StaticStorage(tmp_path / "collected", "/static/")
    for name, text in {**FILES, "css/components/cloth.css": cloth}.items():
        for root in ("source", "collected"):
            path = tmp_path / root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
    for _name, _hashed, outcome in storage.post_process({name: (source, name) for name in FILES}):
        if isinstance(outcome, Exception):
            raise outcome
    with storage.open(storage.stored_name(STYLESHEET)) as sheet:
        return sheet.read().decode()


def test_the_style_sheet_is_sent_as_one_file_in_its_layers(tmp_path):
    css = bundle(tmp_path)
    assert "@import" not in css
    assert css.index("@layer components, print;") < css.index("@layer components {")
    assert "@media print {\n@layer print {\n.menu" in css


def test_addresses_in_an_imported_file_still_lead_to_the_file(tmp_path):
    css = bundle(tmp_path)
    assert 'url("../img/star.' in css
    assert "../../img" not in css


def test_a_second_run_sends_what_has_changed(tmp_path):
    bundle(tmp_path)
    assert ".cloth { color: red; }" in bundle(tmp_path, ".cloth { color: red; }\n")
