"""Looks at pictures of letters.

    look.py read FOLDER             reads 150.png, 300.png and a photocopy made of the second with zxing-cpp, and prints
                                    the codes as JSON; cuts out the area of each Data Matrix for dmtxread
    look.py differ PICTURE GOLDEN   prints the difference between two pictures of a page
    look.py keep PICTURE GOLDEN     saves the picture in 16 levels of grey, which keeps it small
"""

import json
import sys
from pathlib import Path

import zxingcpp
from PIL import Image, ImageChops, ImageFilter

# A photocopy: grey, slightly blurred, rotated, with noise.
SKEW_DEGREES = 2
NOISE = 12


def photocopy(page):
    grey = page.convert("L").filter(ImageFilter.GaussianBlur(1))
    askew = grey.rotate(SKEW_DEGREES, resample=Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    noise = Image.effect_noise(askew.size, NOISE)
    return ImageChops.add(askew, noise, scale=1, offset=-128)


def codes(page):
    found = zxingcpp.read_barcodes(
        page, formats=zxingcpp.BarcodeFormat.QRCode | zxingcpp.BarcodeFormat.DataMatrix
    )
    return [(code.format.name, code.text, code.position) for code in found]


def surroundings(page, position):
    corners = [position.top_left, position.top_right, position.bottom_left, position.bottom_right]
    across, down = [corner.x for corner in corners], [corner.y for corner in corners]
    margin = (max(across) - min(across)) // 6
    box = (min(across) - margin, min(down) - margin, max(across) + margin, max(down) + margin)
    return page.crop(box)


def read(folder):
    folder = Path(folder)
    with Image.open(folder / "300.png") as page:
        photocopy(page).save(folder / "photocopy.png")
    seen = {}
    for name in ["150", "300", "photocopy"]:
        with Image.open(folder / f"{name}.png") as page:
            page = page.convert("L")
            found = codes(page)
            for kind, _, position in found:
                if kind == "DataMatrix":
                    surroundings(page, position).save(folder / f"{name}-matrix.png")
            seen[name] = [{"kind": kind, "text": text} for kind, text, _ in found]
    print(json.dumps(seen))


def differ(picture, golden):
    with Image.open(picture) as one, Image.open(golden) as other:
        one, other = one.convert("L"), other.convert("L")
        if one.size != other.size:
            print(json.dumps({"size": [list(one.size), list(other.size)], "mean": 255, "far": 1}))
            return
        # Renderers smooth edges differently. The blur ignores strokes that moved by a fraction of a pixel.
        apart = ImageChops.difference(one.filter(ImageFilter.BoxBlur(1)), other.filter(ImageFilter.BoxBlur(1)))
        counts = apart.histogram()
        pixels = one.size[0] * one.size[1]
        mean = sum(value * count for value, count in enumerate(counts)) / pixels
        far = sum(counts[48:]) / pixels
        print(json.dumps({"mean": mean, "far": far}))


def keep(picture, golden):
    with Image.open(picture) as page:
        page.convert("L").quantize(16).save(golden, optimize=True)


if __name__ == "__main__":
    {"read": read, "differ": differ, "keep": keep}[sys.argv[1]](*sys.argv[2:])
