#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Does the stages of the hot path in the programs that one would use instead, one thread each, when asked to.

usage: peers.py FOLDER     (photo.jpg, mask.png of label indices, polygons.json: [[label, [[x, y], ...]], ...]; stages
                            whose files are not there are left out)

Needs Debian's python3-opencv, python3-pil, python3-gdal, python3-skimage; does the stages of those that are there.
Prints {"stages": {stage: [program, ...]}, "missing": "what is not installed"}, then, for each line "stage<TAB>program"
that it reads, the milliseconds of processor time that doing it once took. What a stage makes is allocated within that time and given
back after it.
"""
import json
import sys
import time
from pathlib import Path

import numpy

FOLDER = Path(sys.argv[1])
PHOTO = str(FOLDER / "photo.jpg")
HAS_PHOTO = (FOLDER / "photo.jpg").exists()
HAS_MASK = (FOLDER / "mask.png").exists()
WORK, MISSING = {}, []


def stage(name, program, work):
    WORK.setdefault(name, {})[program] = work


def polygons():
    return [(label, numpy.asarray(points)) for label, points in json.loads((FOLDER / "polygons.json").read_text())]


def opencv(mask):
    import cv2

    cv2.setNumThreads(1)
    if HAS_PHOTO:
        photo = cv2.imread(PHOTO)
        stage("decode", "OpenCV", lambda: cv2.imread(PHOTO))
        stage("decode at a quarter", "OpenCV", lambda: cv2.imread(PHOTO, cv2.IMREAD_REDUCED_COLOR_4))
        stage("reduce", "OpenCV", lambda: cv2.resize(photo, (2000, 282), interpolation=cv2.INTER_AREA))
    if not HAS_MASK:
        return
    rock = (mask == 1).astype(numpy.uint8)
    drawn = [(label, points.astype(numpy.int32)) for label, points in polygons()]

    def contours():
        return cv2.findContours(rock, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)

    def fill():
        canvas = numpy.zeros(mask.shape, numpy.uint8)
        for label, points in drawn:
            cv2.fillPoly(canvas, [points], label)
        return canvas

    stage("polygons", "OpenCV", contours)
    stage("measures", "OpenCV", lambda: (cv2.connectedComponentsWithStats(rock, connectivity=8, ltype=cv2.CV_32S), contours()))
    stage("fill polygons", "OpenCV", fill)


def pillow(mask):
    from PIL import Image, ImageDraw

    def quarter():
        image = Image.open(PHOTO)
        image.draft("RGB", (image.width // 4, image.height // 4))
        return numpy.asarray(image)

    if HAS_PHOTO:
        photo = Image.open(PHOTO).convert("RGB")
        stage("decode", "Pillow", lambda: numpy.asarray(Image.open(PHOTO).convert("RGB")))
        stage("decode at a quarter", "Pillow", quarter)
        stage("reduce", "Pillow", lambda: photo.resize((2000, 282), Image.BOX))
    if not HAS_MASK:
        return
    drawn = [(label, [tuple(p) for p in points]) for label, points in polygons()]

    def fill():
        canvas = Image.new("L", (mask.shape[1], mask.shape[0]), 0)
        pen = ImageDraw.Draw(canvas)
        for label, points in drawn:
            pen.polygon(points, outline=label, fill=label)
        return canvas

    stage("fill polygons", "Pillow", fill)


def gdal(mask):
    from osgeo import gdal as g, ogr

    if not HAS_MASK:
        return
    g.UseExceptions()
    rock = (mask == 1).astype(numpy.uint8)
    raster = g.GetDriverByName("MEM").Create("", rock.shape[1], rock.shape[0], 1, g.GDT_Byte)
    raster.SetGeoTransform((0, 1, 0, 0, 0, 1))
    raster.GetRasterBand(1).WriteArray(rock)

    def trace():
        source = ogr.GetDriverByName("Memory").CreateDataSource("m")  # a layer ends with its source
        layer = source.CreateLayer("p", None, ogr.wkbPolygon)
        layer.CreateField(ogr.FieldDefn("v", ogr.OFTInteger))
        band = raster.GetRasterBand(1)
        g.Polygonize(band, band, layer, 0, ["8CONNECTED=8"])

    stage("polygons", "GDAL", trace)


def skimage(mask):
    from skimage import draw, measure

    if not HAS_MASK:
        return
    rock = (mask == 1).astype(numpy.uint8)
    drawn = polygons()

    def props():
        for p in measure.regionprops(measure.label(rock)):
            _ = (p.area, p.perimeter, p.bbox, p.centroid)

    def fill():
        canvas = numpy.zeros(mask.shape, numpy.uint8)
        for label, points in drawn:
            canvas[draw.polygon(points[:, 1], points[:, 0], canvas.shape)] = label
        return canvas

    stage("measures", "scikit-image", props)
    stage("fill polygons", "scikit-image", fill)


def main():
    mask = None
    if HAS_MASK:
        from PIL import Image

        mask = numpy.asarray(Image.open(FOLDER / "mask.png"))
    for program in (opencv, pillow, gdal, skimage):
        try:
            program(mask)
        except ImportError as e:
            MISSING.append(e.name or str(e))
    print(json.dumps({"stages": {name: list(each) for name, each in WORK.items()}, "missing": ", ".join(MISSING)}), flush=True)
    for line in sys.stdin:
        name, program = line.rstrip("\n").split("\t")
        work = WORK[name][program]
        start = time.thread_time()
        made = work()
        spent = time.thread_time() - start
        del made
        print(1000 * spent, flush=True)


if __name__ == "__main__":
    main()
