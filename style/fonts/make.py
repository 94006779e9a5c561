"""Reduces Titillium Web to the characters of the app's three languages and measures the fallback font: see README.md."""

from pathlib import Path
from sys import argv

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

WEIGHTS = {400: "LiberationSans-Regular", 600: "LiberationSans-Bold"}
# Basic Latin; Latin-1 without signs that no text uses; œ Œ Ÿ, dashes, quotes, dots, €, −; letters in names from
# neighbouring countries.
LATIN_1 = set(range(0xA0, 0x100)) - set(map(ord, "¢£¤¥¦¨¬¯´µ¶¸¹²³¼½¾ÐðÞþ÷"))
CHARACTERS = [*range(0x20, 0x7F), *LATIN_1, *map(ord, "ŒœŸ–—‘’‚“”„•…‹›€−ăĂćĆčČđĐęĘğĞıİłŁńŃőŐșȘşŞšŠțȚžŽżŻ")]
# French has a narrow no-break space before ! ? : ; and in amounts; the font has none.
NARROW = 0x202F
FREQUENT = Path(__file__).parents[2] / "index.html"


def part(folder, subset, weight):
    font = TTFont(folder / f"files/titillium-web-{subset}-{weight}-normal.woff2")
    font.flavor = None
    for table in {"STAT", "gasp", "GSUB"} & set(font.keys()):
        del font[table]
    path = folder / f"{subset}-{weight}.ttf"
    font.save(path)
    return path


def cut(folder, weight):
    font = Merger().merge([part(folder, subset, weight) for subset in ["latin", "latin-ext"]])
    for table in font["cmap"].tables:
        table.cmap.setdefault(NARROW, table.cmap[0x20])
    options = Options(flavor="woff2", hinting=False, notdef_outline=True, glyph_names=False)
    options.layout_features = ["kern"]
    # The licence's names and address are kept in the file.
    options.name_IDs = [0, 1, 2, 4, 6, 13, 14]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[*CHARACTERS, NARROW])
    subsetter.subset(font)
    # The same input gives the same file.
    font.recalcTimestamp = False
    font["head"].created = font["head"].modified = 3_786_912_000
    font.flavor = "woff2"
    return font


def width(font, text):
    names, widths = font.getBestCmap(), font["hmtx"]
    return sum(widths[names[ord(letter)]][0] for letter in text if ord(letter) in names) / font["head"].unitsPerEm


def stand_in(font, other, text):
    """The scale with which the other font has the width of this one for a text."""
    scale = width(font, text) / width(other, text)
    above, below = font["hhea"].ascent / 1000, -font["hhea"].descent / 1000
    return f"size-adjust: {scale:.1%}; ascent-override: {above / scale:.1%}; descent-override: {below / scale:.1%}"


folder, system, out = map(Path, argv[1:4])
letters = "".join(line for line in FREQUENT.read_text().splitlines() if not line.strip().startswith("<"))
for weight, other in WEIGHTS.items():
    font = cut(folder, weight)
    file = out / f"titillium-{weight}.woff2"
    font.save(file)
    print(file.name, file.stat().st_size, len(font.getBestCmap()))
    for text in [letters, "0123456789"]:
        print(text[:10], stand_in(font, TTFont(system / f"{other}.ttf"), text))
