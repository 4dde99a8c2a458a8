#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Times the stages of the hot path in the programs that one would use instead: one thread, medians of 15.

usage: peers.py FOLDER     (photo.jpg, mask.png of label indices, polygons.json: [[label, [[x, y], ...]], ...])

Needs Debian's python3-opencv, python3-pil, python3-gdal, python3-skimage; times those that are there.
Prints {"millis": {stage: {program: ms}}, "missing": "what is not installed"}.
"""
import json
import statistics
import sys
import time
from pathlib import Path

import numpy

FOLDER = Path(sys.argv[1])
PHOTO = str(FOLDER / "photo.jpg")
MILLIS, MISSING = {}, []


def clock(stage, program, work, runs=15):
    work()
    work()
    spent = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        spent.append(1000 * (time.perf_counter() - start))
    MILLIS.setdefault(stage, {})[program] = round(statistics.median(spent), 3)


def polygons():
    return [(label, numpy.asarray(points)) for label, points in json.loads((FOLDER / "polygons.json").read_text())]


def opencv(mask):
    import cv2

    cv2.setNumThreads(1)
    photo = cv2.imread(PHOTO)
    rock = (mask == 1).astype(numpy.uint8)
    drawn = [(label, points.astype(numpy.int32)) for label, points in polygons()]

    def fill():
        canvas = numpy.zeros(mask.shape, numpy.uint8)
        for label, points in drawn:
            cv2.fillPoly(canvas, [points], label)

    clock("decode", "OpenCV", lambda: cv2.imread(PHOTO))
    clock("decode at a quarter", "OpenCV", lambda: cv2.imread(PHOTO, cv2.IMREAD_REDUCED_COLOR_4))
    clock("reduce", "OpenCV", lambda: cv2.resize(photo, (2000, 282), interpolation=cv2.INTER_AREA))
    clock("polygons", "OpenCV", lambda: cv2.findContours(rock, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE))
    clock("measures", "OpenCV", lambda: cv2.connectedComponentsWithStats(rock, connectivity=8, ltype=cv2.CV_32S))
    clock("fill polygons", "OpenCV", fill)


def pillow(mask):
    from PIL import Image, ImageDraw

    def quarter():
        image = Image.open(PHOTO)
        image.draft("RGB", (image.width // 4, image.height // 4))
        return numpy.asarray(image)

    drawn = [(label, [tuple(p) for p in points]) for label, points in polygons()]

    def fill():
        canvas = Image.new("L", (mask.shape[1], mask.shape[0]), 0)
        pen = ImageDraw.Draw(canvas)
        for label, points in drawn:
            pen.polygon(points, outline=label, fill=label)

    photo = Image.open(PHOTO).convert("RGB")
    clock("decode", "Pillow", lambda: numpy.asarray(Image.open(PHOTO).convert("RGB")))
    clock("decode at a quarter", "Pillow", quarter)
    clock("reduce", "Pillow", lambda: photo.resize((2000, 282), Image.BOX))
    clock("fill polygons", "Pillow", fill)


def gdal(mask):
    from osgeo import gdal as g, ogr

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

    clock("polygons", "GDAL", trace)


def skimage(mask):
    from skimage import draw, measure

    rock = (mask == 1).astype(numpy.uint8)

    def props():
        for p in measure.regionprops(measure.label(rock)):
            _ = (p.area, p.perimeter, p.bbox, p.centroid)

    def fill():
        canvas = numpy.zeros(mask.shape, numpy.uint8)
        for label, points in polygons():
            canvas[draw.polygon(points[:, 1], points[:, 0], canvas.shape)] = label

    clock("measures", "scikit-image", props, 5)
    clock("fill polygons", "scikit-image", fill, 5)


def main():
    from PIL import Image

    mask = numpy.asarray(Image.open(FOLDER / "mask.png"))
    for program in (opencv, pillow, gdal, skimage):
        try:
            program(mask)
        except ImportError as e:
            MISSING.append(e.name or str(e))
    json.dump({"millis": MILLIS, "missing": ", ".join(MISSING)}, sys.stdout)


if __name__ == "__main__":
    main()
