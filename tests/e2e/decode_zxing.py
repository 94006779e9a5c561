"""Prints, as JSON, every code that zxing-cpp reads in the picture named on the command line."""

import json
import sys

import zxingcpp
from PIL import Image

with Image.open(sys.argv[1]) as picture:
    codes = zxingcpp.read_barcodes(picture.convert("L"))
print(json.dumps([{"text": code.text, "format": str(code.format), "level": code.ec_level} for code in codes]))
