// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.synthetic;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import uk.ac.bgs.corescore.core.internal.json.JsonText;
import uk.ac.bgs.corescore.core.trace.MaskPolygonizer;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;

/**
 * Writes fragments as COCO instances (Lin et al. 2014), photo by photo, without holding them.
 *
 * <p>Images are numbered from 1 in their order, annotations from 1 over all photos, categories by
 * label index. Box and area are exact pixel counts.
 */
final class CocoFile implements Closeable {
  private final JsonGenerator json;
  private int image;
  private int annotation;

  /**
   * Begins the file: its images and categories.
   *
   * @param out where to; the caller closes it
   * @param names file names of the photos in their order
   * @param width of all photos
   * @param height of all photos
   */
  CocoFile(OutputStream out, List<String> names, int width, int height) throws IOException {
    this.json = JsonText.compact(out);
    json.writeStartObject();
    json.writeObjectFieldStart("info");
    json.writeStringField("description", "Drawn photographs of drill core with exact truth");
    json.writeEndObject();
    json.writeArrayFieldStart("images");
    for (int i = 0; i < names.size(); i++) {
      json.writeStartObject();
      json.writeNumberField("id", i + 1);
      json.writeStringField("file_name", names.get(i));
      json.writeNumberField("width", width);
      json.writeNumberField("height", height);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("categories");
    for (int i = 0; i < LabelSet.CORESCORE.size(); i++) {
      if (LabelSet.CORESCORE.isRock(i)) {
        json.writeStartObject();
        json.writeNumberField("id", i);
        json.writeStringField("name", LabelSet.CORESCORE.get(i).name());
        json.writeStringField("supercategory", "rock");
        json.writeEndObject();
      }
    }
    json.writeEndArray();
    json.writeArrayFieldStart("annotations");
  }

  /** Writes the fragments of the next photo. */
  void add(SyntheticCore core) throws IOException {
    image++;
    FragmentMap fragments = core.truth().fragments();
    int[] ids = fragments.toIds();
    int[][] boxes = boxes(fragments);
    long[] areas = fragments.areas();
    LabelMask mask = core.truth().mask();
    List<Geometry> outlines = MaskPolygonizer.polygonize(fragments);
    for (int id = 1; id <= fragments.count(); id++) {
      int[] box = boxes[id];
      json.writeStartObject();
      json.writeNumberField("id", ++annotation);
      json.writeNumberField("image_id", image);
      json.writeNumberField("category_id", label(mask, ids, id, box));
      json.writeNumberField("iscrowd", 0);
      json.writeNumberField("area", areas[id]);
      json.writeArrayFieldStart("bbox");
      json.writeNumber(box[0]);
      json.writeNumber(box[1]);
      json.writeNumber(box[2] - box[0]);
      json.writeNumber(box[3] - box[1]);
      json.writeEndArray();
      segmentation(outlines.get(id - 1), ids, mask.width(), mask.height(), id, box);
      if (fragments.isRubble(id)) {
        json.writeObjectFieldStart("attributes");
        json.writeBooleanField("rubble", true);
        json.writeEndObject();
      }
      json.writeEndObject();
    }
  }

  /** One ring as a polygon of x, y, x, y without its closing vertex; anything else as runs. */
  private void segmentation(Geometry outline, int[] ids, int width, int height, int id, int[] box)
      throws IOException {
    if (outline instanceof Polygon polygon && polygon.getNumInteriorRing() == 0) {
      CoordinateSequence ring = polygon.getExteriorRing().getCoordinateSequence();
      json.writeArrayFieldStart("segmentation");
      json.writeStartArray();
      for (int k = 0; k < ring.size() - 1; k++) {
        json.writeNumber((int) ring.getX(k));
        json.writeNumber((int) ring.getY(k));
      }
      json.writeEndArray();
      json.writeEndArray();
    } else {
      runs(ids, width, height, id, box);
    }
  }

  /** The fragment's cells as COCO's uncompressed run lengths: down the columns, zeros first. */
  private void runs(int[] ids, int width, int height, int id, int[] box) throws IOException {
    json.writeObjectFieldStart("segmentation");
    json.writeArrayFieldStart("size");
    json.writeNumber(height);
    json.writeNumber(width);
    json.writeEndArray();
    json.writeArrayFieldStart("counts");
    int begin = 0;
    boolean inside = false;
    for (int x = box[0]; x < box[2]; x++) {
      // From the row above the box to the row below it, where there are such rows.
      for (int y = Math.max(0, box[1] - 1); y < Math.min(height, box[3] + 1); y++) {
        if ((ids[y * width + x] == id) != inside) {
          int at = x * height + y;
          if (inside && y == box[1] - 1) {
            at = x * height;
          }
          json.writeNumber(at - begin);
          begin = at;
          inside = !inside;
        }
      }
    }
    int all = width * height;
    if (inside) {
      int end = (box[2] - 1) * height + box[3];
      json.writeNumber(end - begin);
      begin = end;
    }
    if (begin < all) {
      json.writeNumber(all - begin);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static int label(LabelMask mask, int[] ids, int id, int[] box) {
    int y = box[1];
    int x = box[0];
    while (ids[y * mask.width() + x] != id) {
      x++;
    }
    return mask.index(x, y);
  }

  /** For each fragment left, top, and right and bottom plus one. */
  static int[][] boxes(FragmentMap fragments) {
    int[][] boxes = new int[fragments.count() + 1][];
    Arrays.setAll(boxes, i -> new int[] {Integer.MAX_VALUE, Integer.MAX_VALUE, 0, 0});
    for (int y = 0; y < fragments.height(); y++) {
      for (int run = fragments.firstRun(y); run < fragments.firstRun(y + 1); run++) {
        int[] box = boxes[fragments.runId(run)];
        box[0] = Math.min(box[0], fragments.runStart(run));
        box[1] = Math.min(box[1], y);
        box[2] = Math.max(box[2], fragments.runEnd(run));
        box[3] = Math.max(box[3], y + 1);
      }
    }
    return boxes;
  }

  /** Ends the file. */
  @Override
  public void close() throws IOException {
    json.writeEndArray();
    json.writeEndObject();
    json.close();
  }
}
