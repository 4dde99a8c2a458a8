// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.mask.LabelSet;

/**
 * Reads label files: the format is recognised from the content, or named.
 *
 * <p>Input is a file of one of {@link AnnotationFormat}, or a ZIP or folder of such files, which
 * have to be of one format; hidden files and other sorts of files in it are skipped. Output are
 * polygons in photo pixels: origin at the outer corner of the top left pixel, x right, y down.
 *
 * <p>Guaranteed, and tested:
 *
 * <ul>
 *   <li>a shape that cannot be used is left out and reported with file, record and shape, and the
 *       rest is kept; a doubtful one is kept and reported ({@link AnnotationProblem.Kind});
 *   <li>{@linkplain #strict() strict} reading refuses the file at the first of either;
 *   <li>vertices are as in the file, open rings closed; the parts of one shape are one {@code
 *       MultiPolygon}, joined where they overlap; rasters are traced on pixel corners, holes kept;
 *   <li>a file that is damaged, hostile or too large is refused with {@link AnnotationException}
 *       and nothing else. Limits: 128 MiB, packed and unpacked, 10,000 entries, 10 million JSON
 *       values nested 64 deep, masks of 2^28 pixels. No document type and so no entity is read from
 *       XML.
 * </ul>
 *
 * Cost: linear in the file and in the lines of its masks; the file is held in memory. Immutable;
 * safe for use by many threads.
 */
public final class AnnotationReader {
  /** How many files a message names. */
  private static final int SHOWN = 8;

  private static final List<FormatReader> FORMATS =
      List.of(
          new LabelboxReader(),
          new LabelToolReader(),
          new LabelmeReader(),
          new CocoReader(),
          new CvatReader(),
          new LabelStudioReader(),
          new GeoJsonReader(),
          new YoloReader(),
          new SuperviselyReader(),
          new ViaReader());

  private final Optional<LabelSet> labels;
  private final boolean strict;
  private final Optional<AnnotatedPhoto.Size> size;
  private final Optional<String> annotator;
  private final PhotoSizes sizes;
  private final SourceFiles.Limits limits;

  private AnnotationReader(
      Optional<LabelSet> labels,
      boolean strict,
      Optional<AnnotatedPhoto.Size> size,
      Optional<String> annotator,
      PhotoSizes sizes,
      SourceFiles.Limits limits) {
    this.labels = labels;
    this.strict = strict;
    this.size = size;
    this.annotator = annotator;
    this.sizes = sizes;
    this.limits = limits;
  }

  /**
   * Makes a reader for the labels of {@link LabelSet#CORESCORE} that is not strict.
   *
   * @return the reader
   */
  public static AnnotationReader create() {
    return new AnnotationReader(
        Optional.of(LabelSet.CORESCORE),
        false,
        Optional.empty(),
        Optional.empty(),
        name -> Optional.empty(),
        SourceFiles.Limits.DEFAULT);
  }

  /**
   * The same with other labels.
   *
   * @param known the labels that are kept
   * @return a new reader
   */
  public AnnotationReader withLabels(LabelSet known) {
    return new AnnotationReader(Optional.of(known), strict, size, annotator, sizes, limits);
  }

  /**
   * The same for files whose labels are not known beforehand.
   *
   * @return a new reader that keeps every label
   */
  public AnnotationReader withAnyLabel() {
    return new AnnotationReader(Optional.empty(), strict, size, annotator, sizes, limits);
  }

  /**
   * The same, but refusing a file at its first problem, be it one that would be kept; {@link
   * AnnotationProblem.Kind#CHOSEN} and {@link AnnotationProblem.Kind#CROWD} are allowed.
   *
   * @return a new reader
   */
  public AnnotationReader strict() {
    return new AnnotationReader(labels, true, size, annotator, sizes, limits);
  }

  /**
   * The same for photos of one size, which counts where a file does not state how large its photo
   * is.
   *
   * @param photo the size of the photos
   * @return a new reader
   */
  public AnnotationReader withPhotoSize(AnnotatedPhoto.Size photo) {
    return new AnnotationReader(labels, strict, Optional.of(photo), annotator, sizes, limits);
  }

  /**
   * Returns a reader for the annotations of one annotator, for files with several (Label Studio,
   * Labelbox version 2). By default it reads the annotation marked as the ground truth, else the
   * latest that was not cancelled. {@link AnnotationProblem.Kind#CHOSEN} reports the choice.
   *
   * @param by the person, as the file names them: an id or a mail address
   * @return a new reader
   */
  public AnnotationReader withAnnotator(String by) {
    return new AnnotationReader(labels, strict, size, Optional.of(by), sizes, limits);
  }

  /**
   * Returns a reader with a source of photo sizes, for formats whose coordinates are fractions of
   * the photo's size (YOLO). For an unknown photo the photo beside the label file is used.
   *
   * @param known finds a photo's size
   * @return a new reader
   */
  public AnnotationReader withPhotoSizes(PhotoSizes known) {
    return new AnnotationReader(labels, strict, size, annotator, known, limits);
  }

  /** The same within other limits. */
  AnnotationReader within(SourceFiles.Limits less) {
    return new AnnotationReader(labels, strict, size, annotator, sizes, less);
  }

  /**
   * What can be read one by one. A folder in which all label files are GeoJSON files, of one photo
   * each, as the label service keeps them, has no limit of their number or size together: each of
   * them is read within the limits of one. Hidden files are skipped; no file is opened.
   *
   * @param labels a label file, a ZIP or a folder
   * @return the files of such a folder in the order of their names; of anything else itself
   * @throws IOException if the folder cannot be read
   */
  public static List<Path> files(Path labels) throws IOException {
    if (!Files.isDirectory(labels)) {
      return List.of(labels);
    }
    List<Path> files;
    try (Stream<Path> entries = Files.list(labels)) {
      files =
          entries
              .filter(file -> !String.valueOf(file.getFileName()).startsWith("."))
              .sorted()
              .toList();
    }
    boolean each =
        !files.isEmpty()
            && files.stream()
                .allMatch(
                    file ->
                        String.valueOf(file.getFileName())
                                .toLowerCase(Locale.ROOT)
                                .endsWith(".geojson")
                            && Files.isRegularFile(file));
    return each ? files : List.of(labels);
  }

  /**
   * Reads a file and detects its format from the content.
   *
   * @param file the file
   * @return photos and problems
   * @throws IOException if the file cannot be read from its disk
   * @throws AnnotationException if the content is of no known format, or of more than one, or
   *     damaged, or too large, or has a problem and the reader is strict
   */
  public AnnotationFile read(Path file) throws IOException {
    return recognised(file, SourceFiles.open(file, limits));
  }

  /**
   * Reads a label file, or a ZIP of them, from a stream. Its format is recognised from the content.
   *
   * @param name what it is called, in the result and in messages: a file name with an extension
   *     that is usual for its format, or a path
   * @param in the content; read to its end and not closed
   * @return photos and problems
   * @throws IOException if the stream fails, or a ZIP cannot be kept in a temporary file meanwhile
   * @throws AnnotationException as {@link #read(Path)} does
   * @throws java.nio.file.InvalidPathException if the name is none that a file can have
   */
  public AnnotationFile read(String name, InputStream in) throws IOException {
    Path file = Path.of(name);
    try (StreamedFile streamed = StreamedFile.of(name, in, limits)) {
      return recognised(file, streamed.sources());
    }
  }

  /**
   * Reads a stream as the format named.
   *
   * @param name what it is called, as for {@link #read(String, InputStream)}
   * @param in the content; read to its end and not closed
   * @param format its format
   * @return photos and problems
   * @throws IOException if the stream fails, or a ZIP cannot be kept in a temporary file meanwhile
   * @throws AnnotationException as {@link #read(Path, AnnotationFormat)} does
   * @throws java.nio.file.InvalidPathException if the name is none that a file can have
   */
  public AnnotationFile read(String name, InputStream in, AnnotationFormat format)
      throws IOException {
    Path file = Path.of(name);
    try (StreamedFile streamed = StreamedFile.of(name, in, limits)) {
      return named(file, streamed.sources(), format);
    }
  }

  private AnnotationFile recognised(Path file, List<SourceFile> sources) {
    List<FormatReader> found =
        FORMATS.stream()
            .filter(format -> sources.stream().anyMatch(format::recognises))
            .filter(
                format ->
                    sources.stream()
                        .allMatch(s -> format.recognises(s) || format.passesOver(s) || isOfNone(s)))
            .toList();
    if (found.size() != 1) {
      requireSound(sources);
      throw new AnnotationException(
          found.isEmpty() ? FailureKind.UNSUPPORTED : FailureKind.BAD_INPUT,
          file.toString(),
          found.isEmpty()
              ? unknown(sources)
              : "the content could be "
                  + found.stream().map(f -> f.format().id()).collect(Collectors.joining(" or "))
                  + ": name the format; known are "
                  + AnnotationFormat.ids(),
          null);
    }
    return read(file, sources, found.get(0));
  }

  private static boolean isOfNone(SourceFile source) {
    return FORMATS.stream().noneMatch(format -> format.recognises(source));
  }

  /** Refuses a folder or ZIP for its first damaged file. */
  private static void requireSound(List<SourceFile> sources) {
    for (SourceFile source : sources) {
      if (source.damage().isPresent()) {
        throw source.damage().get();
      }
    }
  }

  /** Why a file is of no format, or several files are not of one. */
  private static String unknown(List<SourceFile> sources) {
    List<String> of =
        sources.stream()
            .filter(source -> !source.isPhoto() && !source.isText())
            .map(
                source ->
                    source.path()
                        + " ("
                        + FORMATS.stream()
                            .filter(format -> format.recognises(source))
                            .map(format -> format.format().id())
                            .findFirst()
                            .orElse("of no known format")
                        + ")")
            .toList();
    return sources.size() > 1 && !of.isEmpty()
        ? "the files are not of one annotation format: "
            + String.join(", ", of.subList(0, Math.min(SHOWN, of.size())))
            + (of.size() > SHOWN ? " and " + (of.size() - SHOWN) + " more" : "")
            + "; known are "
            + AnnotationFormat.ids()
        : "the content is of no known annotation format; known are " + AnnotationFormat.ids();
  }

  /**
   * Reads a file as the format named.
   *
   * @param file the file
   * @param format its format
   * @return photos and problems
   * @throws IOException if the file cannot be read from its disk
   * @throws AnnotationException if the content is not of this format, or damaged, or too large, or
   *     has a problem and the reader is strict
   */
  public AnnotationFile read(Path file, AnnotationFormat format) throws IOException {
    return named(file, SourceFiles.open(file, limits), format);
  }

  private AnnotationFile named(Path file, List<SourceFile> sources, AnnotationFormat format) {
    FormatReader reader =
        FORMATS.stream().filter(known -> known.format() == format).findFirst().orElseThrow();
    if (sources.stream().noneMatch(s -> reader.recognises(s) || s.isEmpty())) {
      requireSound(sources);
      SourceFile first =
          sources.stream().filter(s -> !reader.passesOver(s)).findFirst().orElse(sources.get(0));
      throw new AnnotationException(
          FailureKind.UNSUPPORTED,
          first.name(),
          "expected " + format.id() + ": " + reader.expected(),
          null);
    }
    return read(file, sources, reader);
  }

  private AnnotationFile read(Path file, List<SourceFile> sources, FormatReader reader) {
    AnnotationCollector findings = new AnnotationCollector(labels, strict, size, annotator, sizes);
    List<SourceFile> usable = new ArrayList<>();
    for (SourceFile source : sources) {
      if (reader.recognises(source) || reader.passesOver(source) || source.isEmpty()) {
        usable.add(source);
      } else {
        // one of a folder or ZIP; the rest is read
        findings.begin(source.name());
        findings.malformed(
            "",
            source
                .damage()
                .map(
                    damage ->
                        String.valueOf(damage.getMessage()).substring(source.name().length() + 2))
                .orElse("expected " + reader.format().id() + ": " + reader.expected()));
      }
    }
    reader.read(usable, findings);
    return new AnnotationFile(file, reader.format(), findings.photos(), findings.problems());
  }
}
