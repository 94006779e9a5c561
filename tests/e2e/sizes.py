"""Prints, as JSON, how large each code is that zxing-cpp finds in the picture named on the command line.

    {"QR Code": [354, 354]}

Width and height of the symbol alone, in pixels, from its first dark one to its last.
"""

import json
import sys

import zxingcpp
from PIL import Image, ImageOps

# A little beyond the corners that zxing-cpp gives, and still within the quiet zone.
BEYOND = 0.03

with Image.open(sys.argv[1]) as picture:
    page = picture.convert("L")
sizes = {}
for code in zxingcpp.read_barcodes(page):
    corners = [code.position.top_left, code.position.top_right, code.position.bottom_right, code.position.bottom_left]
    across, along = [corner.x for corner in corners], [corner.y for corner in corners]
    beyond = round(BEYOND * (max(across) - min(across)))
    around = (min(across) - beyond, min(along) - beyond, max(across) + beyond, max(along) + beyond)
    dark = ImageOps.invert(page.crop(around)).point(lambda value: 255 if value > 127 else 0)
    left, top, right, bottom = dark.getbbox()
    sizes[str(code.format)] = [right - left, bottom - top]
print(json.dumps(sizes))
