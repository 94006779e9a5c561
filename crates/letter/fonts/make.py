"""Merges Latin and Latin Extended of npm's fonts: see README.md."""

from pathlib import Path

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FONTS = [
    ("titillium-web", "TitilliumWeb", {400: "Regular", 700: "Bold"}),
    ("roboto-mono", "RobotoMono", {400: "Regular", 600: "SemiBold"}),
]


def part(package, subset, weight):
    font = TTFont(f"{package}/files/{package}-{subset}-{weight}-normal.woff")
    font.flavor = None
    for table in {"STAT", "gasp"} & set(font.keys()):
        del font[table]
    path = Path(f"{package}-{subset}-{weight}.ttf")
    font.save(path)
    return path


def merged(package, weight):
    font = Merger().merge([part(package, subset, weight) for subset in ["latin", "latin-ext"]])
    options = Options(hinting=False, notdef_outline=True, glyph_names=False)
    options.layout_features = ["kern", "mark", "mkmk", "ccmp", "locl"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=font.getBestCmap().keys())
    subsetter.subset(font)
    return font


for package, name, weights in FONTS:
    for weight, style in weights.items():
        merged(package, weight).save(Path(__file__).parent / f"{name}-{style}.ttf")
