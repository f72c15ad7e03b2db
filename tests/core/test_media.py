"""Pictures: what is taken in, what is left of them, what is refused."""

import struct
import zlib
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageCms, ImageDraw

from forum.core import media
from forum.core.media import (
    PICTURE_BYTES,
    MediaStore,
    PictureRefused,
    StoredPicture,
    check_and_store,
)

ORIENTATION, CAMERA, PLACE = 0x0112, 0x010F, 0x8825
RED, BLUE = (200, 30, 30), (30, 30, 200)


@pytest.fixture
def store(tmp_path: Path) -> MediaStore:
    return MediaStore(tmp_path / "media")


def photo(width: int = 1600, height: int = 900) -> Image.Image:
    """Red at the left, blue at the right, with something to see."""
    picture = Image.new("RGB", (width, height), RED)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((width // 2, 0, width, height), fill=BLUE)
    draw.ellipse(
        (width // 3, height // 3, width // 2, height // 2), fill=(240, 220, 40)
    )
    return picture


def saved(picture: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    file = BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def shown(
    store: MediaStore, stored: StoredPicture, variant: str = "1200.webp"
) -> Image.Image:
    with store.open(f"{stored.digest}.{variant}") as file:
        picture = Image.open(BytesIO(file.read()))
    picture.load()
    return picture


def at(picture: Image.Image, x: float, y: float) -> tuple[int, ...]:
    place = int(picture.width * x), int(picture.height * y)
    colour = picture.convert("RGB").getpixel(place)
    assert isinstance(colour, tuple)
    return colour


def is_near(colour: tuple[int, ...], wanted: tuple[int, ...], most: int = 25) -> bool:
    return all(abs(a - b) <= most for a, b in zip(colour, wanted, strict=True))


def chunk(kind: bytes, content: bytes) -> bytes:
    check = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)


def png(width: int, height: int, *chunks: bytes) -> bytes:
    """A PNG that says how large it is, whatever follows."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks) + chunk(b"IEND", b"")


def camera_notes(orientation: int = 1) -> Image.Exif:
    notes = Image.Exif()
    notes[ORIENTATION] = orientation
    notes[CAMERA] = "Kamera von Ada"
    notes[PLACE] = {1: "N", 2: (51.0, 50.0, 18.0), 3: "E", 4: (6.0, 51.0, 30.0)}
    return notes


# ---------------------------------------------------------------- taken in


def test_a_photo_becomes_three_pictures(store: MediaStore) -> None:
    sent = saved(photo())
    stored = check_and_store(store, sent)
    assert stored == StoredPicture(sha256(sent).hexdigest(), 1200, 675)
    sizes = [
        (picture.format, picture.size)
        for picture in (
            shown(store, stored, v) for v in ("480.webp", "1200.webp", "1200.jpg")
        )
    ]
    assert sizes == [("WEBP", (480, 270)), ("WEBP", (1200, 675)), ("JPEG", (1200, 675))]


def test_it_can_be_read_from_a_form(store: MediaStore) -> None:
    sent = saved(photo(300, 200))
    assert check_and_store(store, BytesIO(sent)) == check_and_store(store, sent)


def test_the_same_picture_twice_is_the_same_files(store: MediaStore) -> None:
    sent = saved(photo(300, 200))
    check_and_store(store, sent)
    before = {
        path: path.read_bytes() for path in store.root.rglob("*") if path.is_file()
    }
    check_and_store(store, sent)
    after = {
        path: path.read_bytes() for path in store.root.rglob("*") if path.is_file()
    }
    assert before == after
    assert len(after) == 3


def test_a_small_picture_is_not_made_larger(store: MediaStore) -> None:
    stored = check_and_store(store, saved(photo(300, 200)))
    assert (stored.width, stored.height) == (300, 200)
    assert shown(store, stored, "480.webp").size == (300, 200)


def test_a_very_tall_picture_is_not_taller_than_two_widths(store: MediaStore) -> None:
    stored = check_and_store(store, saved(photo(400, 9000)))
    assert (stored.width, stored.height) == (107, 2400)


def test_a_noisy_picture_stays_light(store: MediaStore) -> None:
    noise = Image.merge("RGB", [Image.effect_noise((1500, 1100), 120) for _ in "RGB"])
    stored = check_and_store(store, saved(noise, quality=70))
    small, large, jpeg = (path.stat().st_size for path in store.paths(stored.digest))
    assert small <= 40_000
    assert large <= 150_000
    assert jpeg <= 300_000


@pytest.mark.parametrize("orientation", range(1, 9))
def test_it_is_turned_upright(store: MediaStore, orientation: int) -> None:
    turns = {
        1: None,
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    turn = turns[orientation]
    lying = photo(640, 360).transpose(turn) if turn is not None else photo(640, 360)
    stored = check_and_store(store, saved(lying, exif=camera_notes(orientation)))
    assert (stored.width, stored.height) == (640, 360)
    assert is_near(at(shown(store, stored), 0.1, 0.5), RED)
    assert is_near(at(shown(store, stored), 0.9, 0.5), BLUE)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_place_and_camera_are_gone(store: MediaStore, kind: str) -> None:
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>Geheimer Ort</x:xmpmeta>"
    extra = {"comment": b"Geheimer Ort"} if kind == "JPEG" else {}
    options = {
        "exif": camera_notes(),
        **({} if kind == "PNG" else {"xmp": xmp}),
        **extra,
    }
    sent = saved(photo(640, 360), kind, **options)
    assert b"Kamera von Ada" in sent
    stored = check_and_store(store, sent)
    for path in store.paths(stored.digest):
        content = path.read_bytes()
        assert not any(
            word in content for word in (b"Ada", b"Exif", b"EXIF", b"Geheim")
        )
        with Image.open(path) as picture:
            assert not picture.getexif()
            assert not {"exif", "xmp", "icc_profile", "comment"} & set(picture.info)


MAKERS: dict[str, Callable[[], bytes]] = {
    "CMYK": lambda: saved(photo(640, 360).convert("CMYK")),
    "grey": lambda: saved(photo(640, 360).convert("L")),
    "grey of 16 bits": lambda: saved(
        photo(640, 360).convert("L").convert("I;16").point(lambda v: v * 256), "PNG"
    ),
    "two colours": lambda: saved(photo(640, 360).convert("1"), "PNG"),
    "palette": lambda: saved(photo(640, 360).quantize(16), "PNG"),
    "palette with a hole": lambda: saved(
        photo(640, 360).quantize(16), "PNG", transparency=15
    ),
    "colour as a hole": lambda: saved(photo(640, 360), "PNG", transparency=(1, 2, 3)),
    "grey with alpha": lambda: saved(photo(640, 360).convert("LA"), "PNG"),
    "progressive": lambda: saved(photo(640, 360), progressive=True),
    "lossless": lambda: saved(photo(640, 360), "WEBP", lossless=True),
    "animated": lambda: saved(
        photo(640, 360),
        "WEBP",
        save_all=True,
        append_images=[Image.new("RGB", (640, 360))],
    ),
    "animated PNG": lambda: saved(
        photo(640, 360),
        "PNG",
        save_all=True,
        append_images=[Image.new("RGB", (640, 360))],
    ),
    "two in one": lambda: saved(
        photo(640, 360),
        "MPO",
        save_all=True,
        append_images=[Image.new("RGB", (640, 360))],
    ),
    "with a page behind it": lambda: (
        saved(photo(640, 360)) + b"<script>alert(1)</script>"
    ),
    "with a broken profile": lambda: saved(photo(640, 360), icc_profile=b"nonsense"),
    "with broken notes": lambda: saved(
        photo(640, 360), exif=b"Exif\0\0MM\0*\xff\xff\xff\xff"
    ),
}


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_every_kind_of_picture_is_shown(
    store: MediaStore, make: Callable[[], bytes]
) -> None:
    stored = check_and_store(store, make())
    assert (stored.width, stored.height) == (640, 360)
    left, right = (at(shown(store, stored), x, 0.9) for x in (0.1, 0.9))
    assert left[0] > right[0] or left == right == (0, 0, 0) or left[0] == left[1]
    for path in store.paths(stored.digest):
        with Image.open(path) as picture:
            picture.load()
            assert getattr(picture, "n_frames", 1) == 1
        assert b"<script" not in path.read_bytes()


def test_grey_of_16_bits_keeps_its_shades(store: MediaStore) -> None:
    grey = Image.new("I;16", (200, 100), 32768)
    stored = check_and_store(store, saved(grey, "PNG"))
    assert is_near(at(shown(store, stored), 0.5, 0.5), (128, 128, 128), most=4)


def test_other_colours_become_those_of_screens(store: MediaStore) -> None:
    usual = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = usual.replace(b"rXYZ", b"----").replace(b"bXYZ", b"rXYZ")
    odd = swapped.replace(b"----", b"bXYZ")  # its red is blue, and its blue is red
    for profile, left in ((usual, RED), (odd, BLUE)):
        stored = check_and_store(store, saved(photo(640, 360), icc_profile=profile))
        assert is_near(at(shown(store, stored), 0.1, 0.9), left)


def test_transparent_stays_so_but_is_white_on_paper(store: MediaStore) -> None:
    drawing = photo(640, 360).convert("RGBA")
    drawing.paste((0, 0, 0, 0), (0, 0, 320, 360))
    stored = check_and_store(store, saved(drawing, "PNG"))
    webp = shown(store, stored)
    assert (webp.mode, webp.getchannel("A").getpixel((10, 10))) == ("RGBA", 0)
    assert is_near(
        at(shown(store, stored, "1200.jpg"), 0.1, 0.9), (255, 255, 255), most=3
    )


def test_a_photo_of_48_megapixels_passes(store: MediaStore) -> None:
    stored = check_and_store(store, saved(photo(8000, 6000), quality=60))
    assert (stored.width, stored.height) == (1200, 900)


# ---------------------------------------------------------------- refused

NO_PICTURE = "Diese Datei ist kein Bild. Wählen Sie JPG, PNG oder WebP."
BROKEN = "Das Bild ist beschädigt."
TOO_MANY = "Das Bild hat zu viele Bildpunkte."

REFUSED: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", NO_PICTURE),
    "a text": (b"Hallo, ich bin ein Bild.", NO_PICTURE),
    "an address": (b"http://127.0.0.1:9/x.png", NO_PICTURE),
    "a page": (b"<html><script>alert(1)</script>", NO_PICTURE),
    "SVG": (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", NO_PICTURE),
    "GIF": (saved(photo(10, 10), "GIF"), NO_PICTURE),
    "TIFF": (saved(photo(10, 10), "TIFF"), NO_PICTURE),
    "BMP": (saved(photo(10, 10), "BMP"), NO_PICTURE),
    "PDF": (b"%PDF-1.4 \xff\xd8\xff", NO_PICTURE),
    "HEIC": (b"\0\0\0\x18ftypheic\0\0\0\0", "Dieses Bildformat zeigen viele"),
    "only a beginning": (b"\xff\xd8\xff\xe0", NO_PICTURE),
    "cut off": (saved(photo())[:-4000], BROKEN),
    "cut off PNG": (saved(photo(), "PNG")[:900], BROKEN),
    "cut off WebP": (saved(photo(), "WEBP")[:900], BROKEN),
    "30000 times 30000": (png(30_000, 30_000), TOO_MANY),
    "100000 times 100000": (png(100_000, 100_000), TOO_MANY),
    "9000 times 9000 of nothing": (
        png(9000, 9000, chunk(b"IDAT", zlib.compress(b"\0" * 9000 * 9))),
        TOO_MANY,
    ),
    "much in little": (
        png(8000, 8000, chunk(b"IDAT", zlib.compress(b"\0" * 50_000_000, 9)[:40_000])),
        BROKEN,
    ),
    "a long secret in a PNG": (
        png(10, 10, chunk(b"zTXt", b"a\0\0" + zlib.compress(b"a" * 80_000_000, 9))),
        BROKEN,
    ),
    "no lines": (png(0, 10), NO_PICTURE),
}


@pytest.mark.parametrize(("sent", "message"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_picture_is_refused_in_words(
    store: MediaStore, sent: bytes, message: str
) -> None:
    with pytest.raises(PictureRefused) as refused:
        check_and_store(store, sent)
    assert refused.value.message.startswith(message)
    assert refused.value.message % refused.value.values
    assert list(store.all()) == []


def test_twelve_megabytes_are_enough(store: MediaStore) -> None:
    sent = saved(photo(300, 200))
    check_and_store(store, sent + b"\0" * (PICTURE_BYTES - len(sent)))
    with pytest.raises(PictureRefused) as refused:
        check_and_store(store, sent + b"\0" * (PICTURE_BYTES + 1 - len(sent)))
    assert refused.value.message % refused.value.values == (
        "Das Bild ist 13 MB groß. Wählen Sie ein Bild bis 12 MB."
    )


def test_a_check_that_takes_too_long_is_given_up(
    store: MediaStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(media, "CHECK_SECONDS", 0.001)
    with pytest.raises(PictureRefused, match=BROKEN):
        check_and_store(store, saved(photo(300, 200)))


def test_webp_with_very_many_pixels_is_refused(store: MediaStore) -> None:
    sent = saved(Image.new("RGB", (5001, 5000)), "WEBP", method=0)
    with pytest.raises(PictureRefused) as refused:
        check_and_store(store, sent)
    assert refused.value.values == {"most": 25}
