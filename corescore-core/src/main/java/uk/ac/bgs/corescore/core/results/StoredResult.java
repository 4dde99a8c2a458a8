// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.internal.json.JsonValue;

/**
 * The folder of one result.
 *
 * <pre>
 * request.json             what was asked for
 * photo.jpg                the photo as it came
 * size.json                the full size of a photo that was fetched from a store
 * preview.jpg              the photo as browsers can show it
 * versions/1/version.json  a state: how it came about, its measures
 * versions/1/result.json   and its other files, unless they are those of an earlier state
 * current.json             which state holds
 * failed.json              instead of states: why there are none
 * log/                     the core log, see StoredLog
 * </pre>
 *
 * <p>Safe for use by many threads, but only one may add states at a time.
 */
public final class StoredResult {
  static final String REQUEST = "request.json";

  private static final String NOTE = "version.json";
  private static final String FAILED = "failed.json";
  private static final String PREVIEW = "preview.jpg";

  /** The reports of a state, under names that do not depend on the photo's. */
  public enum Report {
    /** The six measures, a row. */
    CSV("measures.csv"),
    /** A row a fragment. */
    FRAGMENTS("fragments.csv"),
    /** Measures, fragments, provenance. */
    JSON("result.json"),
    /** Outlines. */
    GEOJSON("result.geojson"),
    /** The label of each pixel. */
    MASK("result.mask.png"),
    /** The photo with outlines and numbers. */
    OVERLAY("result.overlay.png"),
    /** A page with everything inside. */
    HTML("result.html");

    private final String fileName;

    Report(String fileName) {
      this.fileName = fileName;
    }

    /**
     * The name in the folder of a state.
     *
     * @return a file name
     */
    public String fileName() {
      return fileName;
    }
  }

  private final ResultDisk disk;
  private final String id;
  private final Path folder;

  StoredResult(ResultDisk disk, String id, Path folder) {
    this.disk = disk;
    this.id = id;
    this.folder = folder;
  }

  /**
   * Its name.
   *
   * @return digits and letters, later results having later names
   */
  public String id() {
    return id;
  }

  /**
   * What was requested.
   *
   * @return the request
   * @throws IOException if it cannot be read
   */
  public ResultRequest request() throws IOException {
    return ResultRequest.read(disk, folder.resolve(REQUEST));
  }

  void putRequest(ResultRequest request) throws IOException {
    disk.put(folder.resolve(REQUEST), request.json());
  }

  /**
   * The photo as it came.
   *
   * @return its file, empty if it is still to be fetched
   * @throws IOException if the folder cannot be read
   */
  public Optional<Path> photo() throws IOException {
    return disk.names(folder).stream()
        .filter(name -> name.startsWith("photo."))
        .findFirst()
        .map(folder::resolve);
  }

  void putPhoto(String extension, byte[] content) throws IOException {
    disk.put(folder.resolve("photo." + extension), content);
  }

  /**
   * Sides of a photo.
   *
   * @param width columns
   * @param height rows
   */
  record Size(int width, int height) {}

  /** The full size of a photo that was fetched, whatever came. */
  Optional<Size> size() throws IOException {
    try {
      JsonValue size = StoredJson.read(disk, folder.resolve("size.json"));
      return Optional.of(
          new Size(StoredJson.count(size.get("width")), StoredJson.count(size.get("height"))));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  void putSize(int width, int height) throws IOException {
    disk.put(
        folder.resolve("size.json"),
        StoredJson.object(
            json -> {
              json.writeNumberField("width", width);
              json.writeNumberField("height", height);
            }));
  }

  /**
   * The photo as browsers can show it.
   *
   * @return a JPEG file
   */
  public Path preview() {
    return folder.resolve(PREVIEW);
  }

  void putPreview(byte[] jpeg) throws IOException {
    disk.put(preview(), jpeg);
  }

  /**
   * All states in their order.
   *
   * @return none until the segmenter has answered
   * @throws IOException if they cannot be read
   */
  public List<ResultVersion> versions() throws IOException {
    List<ResultVersion> versions = new ArrayList<>();
    for (String name : disk.names(folder.resolve("versions"))) {
      if (!name.startsWith(".")) {
        versions.add(
            ResultVersion.read(disk, folder.resolve("versions").resolve(name).resolve(NOTE)));
      }
    }
    versions.sort(Comparator.comparingInt(ResultVersion::number));
    return versions;
  }

  /**
   * The state that holds.
   *
   * @return empty until the segmenter has answered, and where it failed or was cancelled
   * @throws IOException if it cannot be read
   */
  public Optional<ResultVersion> current() throws IOException {
    if (Files.exists(folder.resolve(FAILED))) {
      // Cancelled while the state was written: the canceller was reported that there is none.
      return Optional.empty();
    }
    try {
      return version(
          StoredJson.count(StoredJson.read(disk, folder.resolve("current.json")).get("version")));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /**
   * One state.
   *
   * @param number its number
   * @return empty if there is none
   * @throws IOException if it cannot be read
   */
  public Optional<ResultVersion> version(int number) throws IOException {
    try {
      return Optional.of(ResultVersion.read(disk, versionFolder(number).resolve(NOTE)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /**
   * A file of a state.
   *
   * @param version the state
   * @param file which file
   * @return where it is
   */
  public Path file(ResultVersion version, Report file) {
    return versionFolder(version.files()).resolve(file.fileName());
  }

  /** Where a state is put together before it has its name. */
  Path beginVersion(int number) throws IOException {
    Path part = ResultDisk.aside(versionFolder(number));
    Path versions = folder.resolve("versions");
    if (!Files.isDirectory(versions)) {
      // Not its parents: a result that was removed meanwhile does not come back.
      disk.writing(versions, Files::createDirectory);
    }
    disk.remove(part);
    disk.writing(part, Files::createDirectory);
    return part;
  }

  /** Removes a state that was begun and is not to be. */
  void dropVersion(int number) throws IOException {
    disk.remove(ResultDisk.aside(versionFolder(number)));
  }

  /** Gives a state that was begun its name and makes it the one that holds. */
  void addVersion(ResultVersion version) throws IOException {
    Moves moves = new Moves(disk);
    boolean added = false;
    try {
      addVersion(version, moves);
      added = true;
    } finally {
      if (!added) {
        moves.undo();
      }
    }
    moves.keep();
  }

  /** The same as one of several changes. */
  void addVersion(ResultVersion version, Moves moves) throws IOException {
    Path part = ResultDisk.aside(versionFolder(version.number()));
    disk.writing(part.resolve(NOTE), note -> Files.writeString(note, version.json()));
    disk.forceAll(part);
    Path named = versionFolder(version.number());
    // A state that was never made current, because the process was killed in between.
    disk.remove(named);
    moves.place(part, named);
    makeCurrent(version.number(), moves);
  }

  /** Makes a state current, as one of several changes. */
  void makeCurrent(int number, Moves moves) throws IOException {
    Path current = folder.resolve("current.json");
    byte[] text = StoredJson.object(json -> json.writeNumberField("version", number));
    moves.place(disk.make(current, part -> Files.write(part, text)), current);
  }

  /** Where the core log is kept. */
  Path logFolder() {
    return folder.resolve("log");
  }

  Path versionFolder(int number) {
    return folder.resolve("versions").resolve(Integer.toString(number));
  }

  /** The number of the next state: states that were undone keep theirs. */
  int nextNumber() throws IOException {
    return versions().stream().mapToInt(ResultVersion::number).max().orElse(0) + 1;
  }

  /**
   * Returns the failure.
   *
   * @param status a number by which programs decide, such as a status of HTTP
   * @param error a sentence for a person
   */
  public record Failure(int status, String error) {}

  /**
   * Returns the failure.
   *
   * @return empty if nothing has failed
   * @throws IOException if it cannot be read
   */
  public Optional<Failure> failure() throws IOException {
    try {
      JsonValue failure = StoredJson.read(disk, folder.resolve(FAILED));
      return Optional.of(
          new Failure(StoredJson.count(failure.get("status")), failure.get("error").plain()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /**
   * Stores the failure.
   *
   * @param failure its description
   * @throws IOException if it cannot be kept
   */
  public void fail(Failure failure) throws IOException {
    disk.put(
        folder.resolve(FAILED),
        StoredJson.object(
            json -> {
              json.writeNumberField("status", failure.status());
              json.writeStringField("error", failure.error());
            }));
  }

  /**
   * The state that holds.
   *
   * @return the state
   * @throws CoreScoreException if there is none yet
   * @throws IOException if it cannot be read
   */
  public ResultVersion requireCurrent() throws IOException {
    return current()
        .orElseThrow(
            () ->
                new CoreScoreException(
                    FailureKind.NOT_FOUND, "result " + id + " has no answer yet"));
  }
}
