"""Stylesheets and scripts are joined, named, compressed and sent as they should be."""

import gzip
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from forum.web.assets import LAYERS, PREFIX, Assets, ordered, smaller, stylesheet

ROOT = Path(__file__).parents[2] / "static"
STYLESHEET_MOST = 10_000  # bytes, compressed
SCRIPTS_MOST = 4_000  # bytes, compressed: main.js and one module
NAME = re.compile(r"/static/[\w/.-]+\.[0-9a-f]{12}\.\w+")


@pytest.fixture(scope="module")
def assets() -> Assets:
    return Assets(ROOT)


def _weight(assets: Assets, name: str) -> int:
    file = assets.get(assets.url(name).removeprefix(PREFIX))
    assert file is not None
    return file.weight


def test_every_stylesheet_stands_in_the_order_once() -> None:
    listed = [path for _layer, paths in ordered(ROOT / "css") for path in paths]
    assert sorted(listed) == sorted((ROOT / "css").rglob("*.css"))


def test_the_layers_follow_each_other() -> None:
    layers = [LAYERS.index(layer) for layer, _paths in ordered(ROOT / "css")]
    assert layers == sorted(layers)


def test_the_stylesheet_declares_its_layers_first_and_weighs_little(
    assets: Assets,
) -> None:
    css = stylesheet(ROOT / "css")
    assert css.startswith(f"@layer {','.join(LAYERS)};@layer reset{{")
    assert css.count("{") == css.count("}")
    assert "/*" not in css
    assert _weight(assets, "forum.css") < STYLESHEET_MOST


def test_colours_stand_only_in_the_tokens_and_the_drawings() -> None:
    allowed = {"tokens.css", "drawing.css", "utilities.css", "frame.css"}
    found = {
        path.name
        for path in (ROOT / "css").rglob("*.css")
        if re.search(r"#[0-9a-f]{3,8}\b(?!\")", path.read_text("utf-8"))
    }
    assert found <= allowed


def test_scripts_weigh_little(assets: Assets) -> None:
    main = _weight(assets, "js/main.js")
    modules = [path.name for path in (ROOT / "js").glob("*.js")]
    assert all(
        main + _weight(assets, f"js/{name}") < SCRIPTS_MOST
        for name in modules
        if name != "main.js"
    )


def test_a_module_names_what_it_imports_with_its_hash(assets: Assets) -> None:
    main = assets.get(assets.url("js/main.js").removeprefix(PREFIX))
    assert main is not None
    for name in ("shortcuts", "writing"):
        hashed = assets.url(f"js/{name}.js").rpartition("/")[2]
        assert f'import("./{hashed}")' in main.body.decode()


def test_every_behaviour_of_a_template_has_a_module() -> None:
    templates = (ROOT.parent / "templates").rglob("*.html")
    named = {
        name
        for path in templates
        for name in re.findall(r'data-behaviour="([\w-]+)"', path.read_text("utf-8"))
    }
    main = (ROOT / "js" / "main.js").read_text("utf-8")
    assert [name for name in named if f"  {name}: " not in main] == []


def test_names_carry_a_hash_that_changes_with_the_content(tmp_path: Path) -> None:
    (tmp_path / "css").mkdir()
    (tmp_path / "css" / "order.txt").write_text("base a.css\n", "utf-8")
    (tmp_path / "css" / "a.css").write_text("a { color: red }", "utf-8")
    (tmp_path / "mark.svg").write_text("<svg/>", "utf-8")
    before = Assets(tmp_path)
    (tmp_path / "css" / "a.css").write_text("a { color: blue }", "utf-8")
    after = Assets(tmp_path)
    assert NAME.fullmatch(before.url("forum.css"))
    assert before.url("forum.css") != after.url("forum.css")
    assert before.url("mark.svg") == after.url("mark.svg")


def test_an_unknown_layer_a_missing_file_and_a_circle_are_refused(
    tmp_path: Path,
) -> None:
    (tmp_path / "css").mkdir()
    order = tmp_path / "css" / "order.txt"
    order.write_text("cellar a.css\n", "utf-8")
    with pytest.raises(ValueError, match="no layer cellar"):
        Assets(tmp_path)
    order.write_text("base a.css\n", "utf-8")
    with pytest.raises(FileNotFoundError):
        Assets(tmp_path)
    order.write_text("# nothing\n", "utf-8")
    (tmp_path / "js").mkdir()
    (tmp_path / "js" / "a.js").write_text('import "./b.js";', "utf-8")
    (tmp_path / "js" / "b.js").write_text('import "./a.js";', "utf-8")
    with pytest.raises(ValueError, match="import each other"):
        Assets(tmp_path)


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("a {\n  color: red;\n}\n", "a{color:red}"),
        (
            "/* why */ a > b ~ c + d , e :hover { top: 0 }",
            "a>b ~ c + d,e :hover{top:0}",
        ),
        (
            'a::after { content: " ;  {x} /* y */ " }',
            'a::after{content:" ;  {x} /* y */ "}',
        ),
        ("a { width: calc(1rem + 2px) }", "a{width:calc(1rem + 2px)}"),
        (
            "@media (min-width: 64rem) { a { b: c } }",
            "@media (min-width:64rem){a{b:c}}",
        ),
        ("a { font: 700 1rem/1 x, y }", "a{font:700 1rem/1 x,y}"),
    ],
)
def test_css_gets_smaller_and_means_the_same(written: str, sent: str) -> None:
    assert smaller(written) == sent


def test_a_page_weighs_what_it_loads(assets: Assets) -> None:
    css = assets.url("forum.css").encode()
    main = assets.url("js/main.js").encode()
    field = b'<div data-behaviour="writing">'
    assert assets.weight(css) == _weight(assets, "forum.css")
    assert assets.weight(field) == 0
    assert assets.weight(main + field) == sum(
        _weight(assets, f"js/{name}.js") for name in ("main", "writing")
    )


def test_a_file_is_sent_compressed_and_may_be_kept_forever(
    client: FlaskClient, assets: Assets
) -> None:
    url = assets.url("forum.css")
    packed = client.get(url, headers={"Accept-Encoding": "gzip"})
    plain = client.get(url)
    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    for response in (packed, plain):
        assert response.status_code == 200
        assert response.mimetype == "text/css"
        assert (
            response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        )
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert "Accept-Encoding" in response.headers["Vary"]
        assert "Set-Cookie" not in response.headers
    assert packed.headers["ETag"] != plain.headers["ETag"]


def test_what_the_reader_has_is_not_sent_again(
    client: FlaskClient, assets: Assets
) -> None:
    url = assets.url("js/main.js")
    first = client.get(url)
    again = client.get(url, headers={"If-None-Match": first.headers["ETag"]})
    assert (first.mimetype, again.status_code, again.data) == (
        "text/javascript",
        304,
        b"",
    )


@pytest.mark.parametrize(
    "path", ["forum.css", "js/main.js", "css/base.css", "../wsgi.py", "nothing"]
)
def test_only_hashed_names_are_served(client: FlaskClient, path: str) -> None:
    assert client.get(f"/static/{path}").status_code == 404
