// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.annotation.AnnotationProblem.Kind;
import uk.ac.bgs.corescore.core.photo.PhotoDimensions;
import uk.ac.bgs.corescore.core.photo.PhotoReader;

/**
 * YOLO's text: a file for each photo, a row for each shape, {@code CLASS X1 Y1 X2 Y2 ...} for a
 * polygon and {@code CLASS CX CY WIDTH HEIGHT} for a box, in shares of the photo's width and
 * height. Parts that were joined into one ring become parts again ({@link BridgedRings}). The photo
 * is the file's name, in {@code images} for {@code labels}.
 */
final class YoloReader implements FormatReader {
  /** Texts of data sets that are no labels: lists of photos, and what people are to read. */
  private static final Pattern ASIDE =
      Pattern.compile(
          "(train|val|valid|validation|test|trainval|autosplit_.*|readme.*|license.*)\\.txt");

  private static final int BOX = 5;
  private static final int MIN = 7;

  /** Shares may be so much beyond the photo by rounding, as ultralytics allows. */
  private static final double SLACK = 0.01;

  /** The maximum number of bytes that are read of a photo in a ZIP to find its size. */
  private static final int MAX_PHOTO = 1 << 28;

  @Override
  public AnnotationFormat format() {
    return AnnotationFormat.YOLO;
  }

  @Override
  public String expected() {
    return "text with rows of a class number and coordinates from 0 to 1, in a folder or ZIP with"
        + " the class names";
  }

  @Override
  public boolean recognises(SourceFile source) {
    if (!isLabels(source)) {
      return false;
    }
    String[] row = firstRow(source.bytes()).split("\\s+", -1);
    // decimal commas are refused row by row and reported
    return row.length >= BOX
        && Arrays.stream(row)
            .noneMatch(word -> Double.isNaN(DecimalText.parse(word.replace(',', '.'))));
  }

  /** The first line that is neither empty nor a comment. */
  private static String firstRow(byte[] text) {
    for (int begin = 0; begin < text.length; ) {
      int end = begin;
      while (end < text.length && text[end] != '\n' && text[end] != '\r') {
        end++;
      }
      String line = new String(text, begin, end - begin, StandardCharsets.ISO_8859_1).strip();
      if (!line.isEmpty() && !isComment(line)) {
        return line;
      }
      begin = end + 1;
    }
    return "";
  }

  private static boolean isComment(String line) {
    return line.startsWith("#");
  }

  /** Whether a file holds labels by its name; it may be empty. */
  private static boolean isLabels(SourceFile source) {
    String name = source.fileName().toLowerCase(Locale.ROOT);
    return source.isText()
        && name.endsWith(".txt")
        && !ClassNames.isIn(name)
        && !ASIDE.matcher(name).matches();
  }

  @Override
  public boolean passesOver(SourceFile source) {
    return !recognises(source);
  }

  @Override
  public void read(List<SourceFile> sources, AnnotationCollector findings) {
    List<SourceFile> labels = sources.stream().filter(YoloReader::isLabels).toList();
    ClassNames names =
        ClassNames.of(sources)
            .orElseThrow(
                () ->
                    new AnnotationException(
                        labels.stream().findFirst().map(SourceFile::name).orElse("no label file"),
                        "what its class numbers mean is not said: give the folder or ZIP in which"
                            + " data.yaml, classes.txt or obj.names is too",
                        null));
    for (SourceFile source : labels) {
      findings.begin(source.name());
      readPhoto(source, sources, names, findings);
    }
  }

  @Override
  public void read(SourceFile source, AnnotationCollector findings) {
    read(List.of(source), findings);
  }

  private static void readPhoto(
      SourceFile source, List<SourceFile> sources, ClassNames names, AnnotationCollector findings) {
    List<SourceFile> photos = photos(source, sources);
    String path = photos.size() == 1 ? photos.get(0).path() : beside(source) + source.stem();
    String name = path.startsWith("images/") ? path.substring("images/".length()) : path;
    List<String> rows = source.text().lines().map(String::strip).toList();
    Optional<AnnotatedPhoto.Size> size = Optional.empty();
    String why = "the photo is neither known nor beside the label file";
    try {
      size = findings.hostSize(name);
      if (size.isEmpty() && photos.size() == 1) {
        size = Optional.of(size(photos.get(0)));
      } else if (photos.size() > 1) {
        why = photos.size() + " photos are beside the label file, " + photos.get(0).path() + " one";
      }
    } catch (IOException | CoreScoreException e) {
      why = String.valueOf(e.getMessage());
    }
    AnnotatedPhotoBuilder photo = findings.photo(source.fileName(), name, size);
    if (size.isEmpty() && rows.stream().anyMatch(row -> !row.isEmpty() && !isComment(row))) {
      photo.report(
          Kind.MALFORMED,
          "",
          "",
          "coordinates are shares of the photo's width and height, which are not known: " + why);
      photo.finish();
      return;
    }
    AnnotatedPhoto.Size of = size.orElse(new AnnotatedPhoto.Size(1, 1));
    for (int i = 0; i < rows.size(); i++) {
      if (!rows.get(i).isEmpty() && !isComment(rows.get(i))) {
        readRow(photo, "line " + (i + 1), rows.get(i).split("\\s+", -1), names, of);
      }
    }
    photo.finish();
  }

  /**
   * The folder of the photo: that of the labels, with {@code images} for the last {@code labels}.
   */
  private static String beside(SourceFile source) {
    String folder = "/" + source.folder() + "/";
    int at = folder.lastIndexOf("/labels/");
    String photos =
        at < 0 ? folder : folder.substring(0, at) + "/images/" + folder.substring(at + 8);
    return photos.replaceFirst("^/+", "");
  }

  /** The photos of a label file's name, in the folder of images or in its own. */
  private static List<SourceFile> photos(SourceFile source, List<SourceFile> sources) {
    String inImages = beside(source) + source.stem();
    String inOwn =
        source.folder().isEmpty() ? source.stem() : source.folder() + "/" + source.stem();
    List<SourceFile> found = named(inImages, sources);
    return found.isEmpty() ? named(inOwn, sources) : found;
  }

  private static List<SourceFile> named(String path, List<SourceFile> sources) {
    return sources.stream()
        .filter(photo -> photo.isPhoto() && SourceFile.isNamed(photo.path(), path))
        .toList();
  }

  private static AnnotatedPhoto.Size size(SourceFile photo) throws IOException {
    try (InputStream in = photo.photo().orElseThrow().open()) {
      PhotoDimensions read =
          PhotoReader.create().dimensions(photo.fileName(), in.readNBytes(MAX_PHOTO));
      return new AnnotatedPhoto.Size(read.width(), read.height());
    }
  }

  private static void readRow(
      AnnotatedPhotoBuilder photo,
      String place,
      String[] row,
      ClassNames names,
      AnnotatedPhoto.Size size) {
    double number = DecimalText.parse(row[0]);
    String label = number == Math.rint(number) ? names.names().getOrDefault((int) number, "") : "";
    double[] shares = new double[row.length - 1];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = DecimalText.parse(row[i + 1]);
    }
    if (row.length != BOX && (row.length < MIN || row.length % 2 == 0)) {
      photo.report(
          Kind.MALFORMED,
          place,
          label,
          "a class number with 4 numbers for a box, or with 6 or more, an even number of them, for"
              + " a polygon expected, there are "
              + row.length
              + " words");
    } else if (number != Math.rint(number) || number < 0) {
      photo.report(Kind.MALFORMED, place, "", "a class number expected, it is '" + row[0] + "'");
    } else if (label.isEmpty()) {
      photo.report(
          Kind.UNKNOWN_LABEL,
          place,
          "",
          "there is no class " + row[0] + " in " + names.file() + ", which names " + names.names());
    } else if (!Arrays.stream(shares).allMatch(s -> s >= -SLACK && s <= 1 + SLACK)) {
      photo.report(
          Kind.BAD_COORDINATES,
          place,
          label,
          "shares of the photo's width and height, from 0 to 1, expected, there is "
              + first(row, shares));
    } else if (row.length == BOX) {
      double left = shares[0] - shares[2] / 2;
      double top = shares[1] - shares[3] / 2;
      double[] box = CoordinateArray.rectangle(left, top, left + shares[2], top + shares[3]);
      photo.ring(place, label, CoordinateArray.scale(box, size.width(), size.height()));
    } else {
      readPolygon(photo, place, label, shares, size);
    }
  }

  private static String first(String[] row, double[] shares) {
    for (int i = 0; i < shares.length; i++) {
      if (!(shares[i] >= -SLACK && shares[i] <= 1 + SLACK)) {
        return "'" + row[i + 1] + "'";
      }
    }
    return "none";
  }

  private static void readPolygon(
      AnnotatedPhotoBuilder photo,
      String place,
      String label,
      double[] shares,
      AnnotatedPhoto.Size size) {
    try {
      List<List<double[]>> parts = BridgedRings.parts(shares);
      if (parts.isEmpty()) {
        photo.report(Kind.TOO_FEW_POINTS, place, label, "all edges run there and back");
      }
      for (List<double[]> rings : parts) {
        List<double[]> scaled =
            rings.stream()
                .map(ring -> CoordinateArray.scale(ring, size.width(), size.height()))
                .toList();
        photo.polygon(place, label, place, scaled);
      }
    } catch (MalformedShapeException e) {
      photo.report(Kind.MALFORMED, place, label, e.reason());
    }
  }
}
