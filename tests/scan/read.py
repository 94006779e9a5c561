"""The readings of scanners on pictures of screens: many pictures in one process.

Takes a JSON list on standard input and prints a list of the same length, with a list of readings for each picture:

    [{"picture": "a.png", "format": "QR Code", "degraded": false}]
    [[{"way": "as on the screen", "beyond": false, "zbar": ["…"], "zxing": ["…"]}]]

With "degraded", each of degrade.py's ways is a reading; "beyond" says that it is too bad for any scanner. The job then needs
"scale", the "seed" of its randomness, and "code" with left, top, side, modules.
QR codes are read by zbar and zxing-cpp, Data Matrix codes by libdmtx and zxing-cpp. Each scanner gets the whole picture,
without the position of the code.
"""

import json
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from xml.etree import ElementTree

import zxingcpp
from degrade import Code, WAYS, degrade
from PIL import Image

QR = "QR Code"
DATA_MATRIX = "Data Matrix"
ZXING = {QR: zxingcpp.BarcodeFormat.QRCode, DATA_MATRIX: zxingcpp.BarcodeFormat.DataMatrix}
# dmtxread searches for minutes before it gives up. The limit is in seconds of processor time, so that a busy machine does
# not change the result.
DMTX_SECONDS = 1
# Pictures for one zbarimg process.
BATCH = 50
ZBAR = "{http://zbar.sourceforge.net/2008/barcode}"


def views(job: dict) -> Iterator[tuple[dict, Image.Image]]:
    """The pictures of one job, each with the first fields of its reading."""
    with Image.open(job["picture"]) as picture:
        screen = picture.convert("L")
    if not job["degraded"]:
        yield {"way": "as on the screen", "beyond": False}, screen
        return
    code = Code(**job["code"])
    for way in WAYS:
        yield {"way": way.name, "beyond": way.beyond}, degrade(screen, job["scale"], code, way, job["seed"])


def by_zxing(picture: Image.Image, kind: str) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(picture, formats=ZXING[kind])]


def by_dmtx(file: Path) -> list[str]:
    """Exit code 0: a code was read. 1: no code. A signal: the time limit."""
    limited = f'ulimit -t {DMTX_SECONDS}; exec dmtxread -n -N1 "$0"'
    done = subprocess.run(["sh", "-c", limited, file], capture_output=True, check=False)
    if done.returncode not in (0, 1, -signal.SIGXCPU, -signal.SIGKILL):
        raise RuntimeError(f"dmtxread ended with {done.returncode}: {done.stderr.decode()}")
    return [line for line in done.stdout.decode("latin-1").split("\n") if line]


def by_zbar(files: list[Path]) -> dict[Path, list[str]]:
    """Exit code 4: a picture has no code."""
    read: dict[Path, list[str]] = {file: [] for file in files}
    for begin in range(0, len(files), BATCH):
        batch = files[begin : begin + BATCH]
        done = subprocess.run(["zbarimg", "--quiet", "--nodbus", "--xml", *batch], capture_output=True, check=False)
        if done.returncode not in (0, 4):
            raise RuntimeError(f"zbarimg ended with {done.returncode}: {done.stderr.decode()}")
        if not done.stdout.strip():
            continue
        for source in ElementTree.fromstring(done.stdout).iter(f"{ZBAR}source"):
            read[Path(source.attrib["href"])] = [data.text or "" for data in source.iter(f"{ZBAR}data")]
    return read


def read(jobs: list[dict], folder: Path) -> list[list[dict]]:
    readings: list[list[dict]] = []
    for_zbar: list[tuple[Path, dict]] = []
    with ThreadPoolExecutor(max_workers=2) as pool:
        for number, job in enumerate(jobs):
            kind, of_job = job["format"], []
            for turn, (reading, picture) in enumerate(views(job)):
                file = folder / f"{number}-{turn}.pgm"
                picture.save(file)
                reading["zxing"] = by_zxing(picture, kind)
                if kind == QR:
                    for_zbar.append((file, reading))
                else:
                    reading["dmtx"] = pool.submit(by_dmtx, file)
                of_job.append(reading)
            readings.append(of_job)
        by_file = by_zbar([file for file, _ in for_zbar])
        for file, reading in for_zbar:
            reading["zbar"] = by_file[file]
        for reading in (reading for of_job in readings for reading in of_job if "dmtx" in reading):
            reading["dmtx"] = reading["dmtx"].result()
    return readings


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="ricarica-scan-") as folder:
        json.dump(read(json.load(sys.stdin), Path(folder)), sys.stdout)


if __name__ == "__main__":
    main()
