"""Looks into a picture that somebody sent, in a process of its own with little room.

Run by `forum.core.media` as a script: nothing of the forum is imported, no secret is in
reach, and what a hostile file breaks here is this process only. It writes the finished
pictures into the folder it is given and says in one line of JSON how it went.

Room: a photo of 64 megapixels takes 80 to 520 MB and two to four seconds, a drawing
with transparency up to 660 MB. WebP cannot be read in parts and takes 16 bytes a pixel,
so it may have fewer pixels.
"""

import json
import resource
import sys
import warnings
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

FORMATS = ("JPEG", "PNG", "WEBP")
WEBP_PIXELS = 25_000_000
MEMORY = 900 * 1024 * 1024  # of addresses, of which Python and Pillow take 100 MB
SECONDS = 15  # of computing
FILE_BYTES = 4 * 1024 * 1024  # of one finished picture
OPEN_FILES = 32

SIZES = (480, 1200)  # pixels wide; never more than the picture has
TALLEST = 2  # times the width: what is taller becomes narrower
WEBP_BYTES = {480: 40_000, 1200: 150_000}
JPEG_BYTES = 300_000  # for previews in messengers, which do not all know WebP
QUALITIES = (80, 64, 48, 32)
PAPER = (255, 255, 255)


def main(source: str, folder: str, most_pixels: str) -> None:
    """Check one file and write what will be shown."""
    _leave_little_room()
    warnings.simplefilter("ignore")  # the sizes are judged below
    try:
        said = _check(Path(source), Path(folder), int(most_pixels))
    except UnidentifiedImageError:
        said = {"refused": "kind"}
    except Image.DecompressionBombError:
        said = {"refused": "pixels", "most": int(most_pixels)}
    except Exception:  # whatever a broken file makes a decoder say
        said = {"refused": "broken"}
    sys.stdout.write(json.dumps(said))


def _leave_little_room() -> None:
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, FILE_BYTES),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def _check(source: Path, folder: Path, most_pixels: int) -> dict[str, object]:
    """The size of the large picture, or why there is none."""
    with Image.open(source, formats=FORMATS) as picture:
        most = WEBP_PIXELS if picture.format == "WEBP" else most_pixels
        if picture.width * picture.height > most:
            return {"refused": "pixels", "most": most}
        picture.draft(
            None, (SIZES[-1], SIZES[-1])
        )  # photos are read at a smaller scale
        picture.load()
        shown = _shown(picture)
    for width in SIZES:
        webp = _within(shown, width, "WEBP", WEBP_BYTES[width])
        (folder / f"{width}.webp").write_bytes(webp)
    jpeg = _within(_on_paper(shown), SIZES[-1], "JPEG", JPEG_BYTES)
    (folder / f"{SIZES[-1]}.jpg").write_bytes(jpeg)
    with Image.open(folder / f"{SIZES[-1]}.webp") as stored:
        return {"width": stored.width, "height": stored.height}


def _shown(picture: Image.Image) -> Image.Image:
    """What the eye sees: upright, in the colours of screens, and nothing else."""
    small = _simple(picture)
    small.thumbnail((SIZES[-1] * TALLEST, SIZES[-1] * TALLEST), reducing_gap=3)
    shown = _in_screen_colours(_upright(small), picture.info.get("icc_profile"))
    shown.info.clear()  # place, camera, author, comments
    return shown


def _simple(picture: Image.Image) -> Image.Image:
    """A photo, a drawing with transparency, or what was meant for print."""
    if picture.mode == "RGBA":
        return picture
    if picture.has_transparency_data:
        return picture.convert("RGBA")
    if picture.mode in {"RGB", "CMYK"}:
        return picture
    if picture.mode.startswith("I"):  # 16 bits of grey, of which 8 are seen
        picture = picture.point(lambda grey: grey * (1 / 256))
    return picture.convert("RGB")


def _upright(picture: Image.Image) -> Image.Image:
    try:
        return ImageOps.exif_transpose(picture)
    except Exception:  # notes of the camera that cannot be read turn nothing
        return picture


def _in_screen_colours(picture: Image.Image, profile: object) -> Image.Image:
    mode = "RGB" if picture.mode == "CMYK" else picture.mode
    if isinstance(profile, bytes):
        try:
            taken_with = ImageCms.ImageCmsProfile(BytesIO(profile))
            screen = ImageCms.createProfile("sRGB")
            changed = ImageCms.profileToProfile(
                picture, taken_with, screen, outputMode=mode
            )
        except Exception:  # a profile that cannot be used, or belongs to another kind
            changed = None
        if changed is not None:
            return changed
    return picture.convert(mode)


def _on_paper(picture: Image.Image) -> Image.Image:
    """The same without transparency."""
    if picture.mode != "RGBA":
        return picture
    paper = Image.new("RGB", picture.size, PAPER)
    paper.paste(picture, mask=picture.getchannel("A"))
    return paper


def _within(picture: Image.Image, width: int, kind: str, most: int) -> bytes:
    """The picture at its best quality that fits; in the end it becomes smaller."""
    fitting = picture.copy()
    fitting.thumbnail((width, width * TALLEST), Image.Resampling.LANCZOS)
    while True:
        for quality in QUALITIES:
            data = BytesIO()
            fitting.save(data, kind, quality=quality, method=4, progressive=True)
            if data.tell() <= most:
                return data.getvalue()
        fitting.thumbnail((fitting.width * 3 // 4, fitting.height), reducing_gap=3)


if __name__ == "__main__":
    main(*sys.argv[1:])
