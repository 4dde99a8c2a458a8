// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import uk.ac.bgs.corescore.core.internal.files.TemporaryFile;
import uk.ac.bgs.corescore.core.internal.json.JsonText;

/**
 * Writes label files: LabelTool, labelme, COCO and GeoJSON.
 *
 * <p>Input are photos with polygons in photo pixels. The file is UTF-8 JSON, written to a temporary
 * file and moved under its name. What a format cannot hold is reported, shape by shape, never
 * dropped in silence; what is not reported reads back the same with {@link AnnotationReader}, with
 * these exceptions: open questions of form (where a ring begins and which way it runs), and
 * attributes of photos, which LabelTool and labelme do not hold.
 *
 * <ul>
 *   <li>LabelTool: whole coordinates, no holes, no parts (each part becomes a shape). One photo is
 *       an object, several are a list.
 *   <li>labelme: one photo a file. Parts share a {@code group_id}; a shape with holes becomes a
 *       mask, of the pixels whose centres are inside.
 *   <li>COCO: parts are a list of polygons; a shape with holes becomes run lengths, of the pixels
 *       whose centres are inside, and needs the photo's size. Label indices of {@link
 *       uk.ac.bgs.corescore.mask.LabelSet#CORESCORE} are category ids; other labels follow.
 *   <li>GeoJSON: one photo a file. Holds holes, parts and fractions.
 * </ul>
 *
 * Cost: linear in vertices, and for masks in their pixels. Stateless; safe for use by many threads.
 */
public final class AnnotationWriter {
  private static final List<FormatWriter> FORMATS =
      List.of(new LabelToolWriter(), new LabelmeWriter(), new CocoWriter(), new GeoJsonWriter());

  private AnnotationWriter() {}

  /**
   * Writes a label file.
   *
   * @param file where to
   * @param format a format that {@linkplain AnnotationFormat#isWritten() is written}
   * @param photos the photos in their order; exactly one for labelme and GeoJSON
   * @param overwrite whether a file of that name may be replaced
   * @return what the format could not hold, in the order of the shapes
   * @throws IOException if the file cannot be written, or exists and may not be replaced
   * @throws AnnotationException if a shape with a hole is to be written to COCO and the photo's
   *     size is not known
   * @throws IllegalArgumentException if the format is not written, or holds one photo and there are
   *     none or several
   */
  public static List<AnnotationProblem> write(
      Path file, AnnotationFormat format, List<AnnotatedPhoto> photos, boolean overwrite)
      throws IOException {
    FormatWriter writer =
        FORMATS.stream()
            .filter(known -> known.format() == format)
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException(format.id() + " is read, but not written"));
    if (writer.isSinglePhoto() && photos.size() != 1) {
      throw new IllegalArgumentException(
          "a " + format.id() + " file holds one photo, not " + photos.size());
    }
    AnnotationCollector findings =
        new AnnotationCollector(
            Optional.empty(), false, Optional.empty(), Optional.empty(), name -> Optional.empty());
    findings.begin(file.toString());
    TemporaryFile.put(
        file,
        overwrite,
        out -> {
          try (JsonGenerator json = JsonText.compact(out)) {
            writer.write(json, photos, findings);
            json.writeRaw('\n');
          }
        });
    return List.copyOf(findings.problems());
  }
}
