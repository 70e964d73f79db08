"""A picture of a page as a PNG file: small, since pages have few colours. Pure."""

from io import BytesIO

from PIL import Image, ImageChops

_GREYS, _COLOURS = 16, 256


def png(rgb: bytes, width: int) -> bytes:
    """The file of a picture: `rgb` are three bytes a dot, row by row from the top.

    Shades of grey become sixteen; a page with colours (a chart, a map, a red or green status) keeps the
    256 that stand for them best.
    """
    picture = Image.frombytes("RGB", (width, len(rgb) // (3 * width)), rgb)
    red, green, blue = picture.split()
    coloured = any(ImageChops.difference(red, other).getbbox() for other in (green, blue))
    few = (
        picture.quantize(_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        if coloured
        else red.quantize(_GREYS, dither=Image.Dither.NONE)
    )
    file = BytesIO()
    few.save(file, "PNG")
    return file.getvalue()
