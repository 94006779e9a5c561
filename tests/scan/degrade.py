"""A screenshot as a scanner sees it: rotated, tilted, blurred, dim, with a reflection.

    degrade.py SCREENSHOT SCALE LEFT TOP SIDE MODULES FOLDER    saves every picture for looking at it

SCALE is the screenshot's pixels for one CSS pixel; the code's square (with its quiet zone) is in CSS pixels.
Every picture is reproducible bit by bit: all randomness comes from a generator seeded with the picture's name.

The effects of light and optics, in this order: a dim screen, a reflection, an angle, blur of the lens, noise of the
sensor, compression.
"""

import io
import math
import sys
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy
from PIL import Image, ImageFilter

# Pixels of the sensor for a CSS pixel of the screen. A CSS pixel of a phone is about 1/6 mm; a counter's
# imager of 1280 x 800 pixels with a view 42 degrees wide sees 11 pixels a millimetre from 15 cm away.
SENSOR = 1.8
# The counter around the phone, in grey. Wide enough that a rotation moves no part of the screen out of the picture.
AROUND = 0.15
COUNTER = 90
# The reading distance in CSS pixels, 15 cm. A shorter distance gives a stronger perspective.
DISTANCE = 900
# Standard deviation, in grey levels of 255.
NOISE = 3.0


@dataclass(frozen=True)
class Code:
    """The square of the code with its quiet zone, in CSS pixels, and the number of modules in a row."""

    left: float
    top: float
    side: float
    modules: int


@dataclass(frozen=True)
class Glare:
    """A bright ellipse over the code. `strength` 1 saturates the sensor, so that nothing of the code is left there."""

    strength: float
    # Half axes, as fractions of the code's side.
    long: float
    short: float


@dataclass(frozen=True)
class Way:
    """One combination of effects."""

    name: str
    # Degrees, anticlockwise.
    turned: float = 0
    # Degrees out of the plane: around the vertical axis, and around the horizontal one.
    sideways: float = 0
    backwards: float = 0
    # Standard deviation of the blur, in modules.
    blur: float = 0
    brightness: float = 1
    glare: Glare | None = None
    jpeg: int | None = None
    # Shows where reading ends; not counted.
    beyond: bool = False


def window(strength: float) -> Glare:
    """A window or a bright ceiling: wide and translucent."""
    return Glare(strength, long=0.34, short=0.2)


# A lamp: small and opaque.
LAMP = Glare(1, long=0.12, short=0.08)

# Rotated, tilted in both directions, dim, compressed.
ALL_AT_ONCE = {"turned": -15, "sideways": 20, "backwards": 20, "brightness": 0.3, "jpeg": 40}

WAYS = [
    Way("as it is"),
    Way("turned by 15°", turned=15),
    Way("turned by −15°", turned=-15),
    Way("tilted sideways by 30°", sideways=30),
    Way("tilted backwards by 30°", backwards=30),
    Way("blurred by 0.4 modules", blur=0.4),
    Way("blurred by 0.6 modules", blur=0.6, beyond=True),
    Way("30 % brightness", brightness=0.3),
    Way("JPEG, quality 40", jpeg=40),
    Way("a window's glare, 40 %", glare=window(0.4)),
    Way("a window's glare, 70 %", glare=window(0.7)),
    Way("a window's glare, 90 %", glare=window(0.9), beyond=True),
    Way("a lamp's glare, 100 %", glare=LAMP),
    Way("turned by 15°, JPEG 40", turned=15, jpeg=40),
    Way("turned by −15°, 30 % brightness", turned=-15, brightness=0.3),
    Way("tilted sideways by 30°, blurred by 0.3", sideways=30, blur=0.3),
    Way("tilted sideways by 30°, blurred by 0.4", sideways=30, blur=0.4, beyond=True),
    Way("tilted backwards by 30°, a window's glare, 40 %", backwards=30, glare=window(0.4)),
    Way("30 % brightness, a window's glare, 40 %", brightness=0.3, glare=window(0.4)),
    Way("30 % brightness, blurred by 0.4, JPEG 40", brightness=0.3, blur=0.4, jpeg=40),
    Way("turned by 15°, a lamp's glare, JPEG 40", turned=15, glare=LAMP, jpeg=40),
    Way("all at once, blurred by 0.3", blur=0.3, **ALL_AT_ONCE),
    Way("all at once, blurred by 0.4", blur=0.4, **ALL_AT_ONCE, beyond=True),
]


def degrade(screen: Image.Image, scale: float, code: Code, way: Way, seed: str) -> Image.Image:
    """`screen` in grey, in the screenshot's pixels."""
    chance = numpy.random.default_rng(zlib.crc32(f"{seed}: {way.name}".encode()))
    seen = on_sensor(screen, scale)
    light = numpy.asarray(seen, dtype=numpy.float32) * way.brightness
    if way.glare:
        light += reflection(light.shape, code, way.glare, chance)
    seen = held(light, way)
    if way.blur:
        seen = seen.filter(ImageFilter.GaussianBlur(way.blur * code.side / code.modules * SENSOR))
    noisy = numpy.asarray(seen, dtype=numpy.float32)
    if way != WAYS[0]:
        noisy = noisy + chance.normal(0, NOISE, noisy.shape)
    seen = Image.fromarray(noisy.clip(0, 255).astype(numpy.uint8))
    return compressed(seen, way.jpeg) if way.jpeg else seen


def on_sensor(screen: Image.Image, scale: float) -> Image.Image:
    size = tuple(round(length * SENSOR / scale) for length in screen.size)
    return screen.resize(size, Image.Resampling.BICUBIC)


def reflection(shape: tuple[int, ...], code: Code, glare: Glare, chance: numpy.random.Generator) -> numpy.ndarray:
    """Light added by an ellipse with a soft rim, inside the code, at a random place and angle."""
    angle = chance.uniform(0, math.pi)
    room = 0.5 - glare.long
    across, down = (code_start + code.side * (0.5 + chance.uniform(-room, room)) for code_start in (code.left, code.top))
    y, x = numpy.mgrid[: shape[0], : shape[1]].astype(numpy.float32) / SENSOR
    x, y = x - across, y - down
    along = (x * math.cos(angle) + y * math.sin(angle)) / (glare.long * code.side)
    aside = (y * math.cos(angle) - x * math.sin(angle)) / (glare.short * code.side)
    # Full strength inside, decreasing to zero in the outer fifth.
    inside = ((1 - numpy.hypot(along, aside)) / 0.2).clip(0, 1)
    return 255 * glare.strength * inside


def held(light: numpy.ndarray, way: Way) -> Image.Image:
    """The phone on the counter, at its angle."""
    screen = Image.fromarray(light.clip(0, 255).astype(numpy.uint8))
    width, height = screen.size
    margin = round(AROUND * max(width, height))
    if not (way.turned or way.sideways or way.backwards):
        whole = Image.new("L", (width + 2 * margin, height + 2 * margin), COUNTER)
        whole.paste(screen, (margin, margin))
        return whole
    target = (width + 2 * margin, height + 2 * margin)
    centred = numpy.array([[1, 0, -width / 2], [0, 1, -height / 2], [0, 0, 1]])
    back = numpy.array([[1, 0, target[0] / 2], [0, 1, target[1] / 2], [0, 0, 1]])
    seen = back @ perspective(way) @ centred
    # Pillow needs the map from a pixel of the result to its source.
    inverse = numpy.linalg.inv(seen)
    inverse /= inverse[2, 2]
    return screen.transform(
        target, Image.Transform.PERSPECTIVE, inverse.flatten()[:8].tolist(), Image.Resampling.BICUBIC, fillcolor=COUNTER
    )


def perspective(way: Way) -> numpy.ndarray:
    """The plane of the screen, rotated in space around its centre and seen from above, as a 3 by 3 matrix."""
    z, y, x = (math.radians(angle) for angle in (-way.turned, way.sideways, way.backwards))
    about_z = numpy.array([[math.cos(z), -math.sin(z), 0], [math.sin(z), math.cos(z), 0], [0, 0, 1]])
    about_y = numpy.array([[math.cos(y), 0, math.sin(y)], [0, 1, 0], [-math.sin(y), 0, math.cos(y)]])
    about_x = numpy.array([[1, 0, 0], [0, math.cos(x), -math.sin(x)], [0, math.sin(x), math.cos(x)]])
    turned = about_x @ about_y @ about_z
    distance = DISTANCE * SENSOR
    # A point (u, v) of the screen is at turned · (u, v, 0); the lens is `distance` above.
    return numpy.array(
        [turned[0, [0, 1]].tolist() + [0], turned[1, [0, 1]].tolist() + [0], (turned[2, [0, 1]] / distance).tolist() + [1]]
    )


def compressed(picture: Image.Image, quality: int) -> Image.Image:
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=quality)
    with Image.open(file) as again:
        return again.convert("L")


def main(arguments: list[str]) -> None:
    screenshot, scale, left, top, side, modules, folder = arguments
    code = Code(float(left), float(top), float(side), int(modules))
    with Image.open(screenshot) as picture:
        screen = picture.convert("L")
    for number, way in enumerate(WAYS):
        seen = degrade(screen, float(scale), code, way, Path(screenshot).stem)
        seen.save(Path(folder) / f"{number:02} {way.name.replace('/', '-')}.png")


if __name__ == "__main__":
    main(sys.argv[1:])
