// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.rank;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.internal.CsvTable;
import uk.ac.bgs.corescore.core.internal.NumberText;
import uk.ac.bgs.corescore.core.internal.files.TemporaryFile;
import uk.ac.bgs.corescore.score.ExtraMeasure;

/**
 * Photographs ordered by how useful their labels are for training: by descending score, then by
 * name.
 *
 * <p>It keeps only the images of the contact sheet, so a batch of any size fits in memory. Not for
 * use by several threads at once.
 */
public final class Ranking {
  private static final List<String> COLUMNS =
      List.of(
          "rank",
          "photo",
          "score",
          "entropy",
          "boundary_disagreement",
          "region_disagreement",
          "count_spread",
          "fragments",
          "fragments_sideways",
          "fragments_upside_down",
          "fragments_both",
          "width",
          "height");

  private static final Comparator<RankedPhoto> ORDER =
      Comparator.comparingDouble(RankedPhoto::score).reversed().thenComparing(RankedPhoto::name);

  private final int shown;
  private final List<RankedPhoto> photos = new ArrayList<>();

  /**
   * Begins an empty ranking.
   *
   * @param shown how many photos the contact sheet shows at most, from 1
   * @throws IllegalArgumentException if that is below 1
   */
  public Ranking(int shown) {
    if (shown < 1) {
      throw new IllegalArgumentException("a contact sheet shows at least 1 photo, not " + shown);
    }
    this.shown = shown;
  }

  /**
   * Puts a photo in its place.
   *
   * @param photo the photo's figures
   */
  public void add(RankedPhoto photo) {
    int at = 0;
    while (at < photos.size() && ORDER.compare(photos.get(at), photo) <= 0) {
      at++;
    }
    photos.add(at, photo);
    if (photos.size() > shown) {
      photos.set(shown, photos.get(shown).withoutPicture());
      if (at > shown) {
        photos.set(at, photo.withoutPicture());
      }
    }
  }

  /**
   * The photos, the one to label first at the head.
   *
   * @return a copy in order
   */
  public List<RankedPhoto> photos() {
    return List.copyOf(photos);
  }

  /**
   * Writes the table: {@code rank, photo, score}, the figures, the size, and what an area scorer
   * adds, a row a photo.
   *
   * @param file the file; written to a temporary file, then moved
   * @param overwrite whether a file that exists may be replaced
   * @throws java.nio.file.FileAlreadyExistsException if it exists and may not be replaced
   * @throws CoreScoreException if what an area scorer adds has the name of another column
   * @throws IOException if it cannot be written
   */
  public void writeCsv(Path file, boolean overwrite) throws IOException {
    Set<String> columns = new LinkedHashSet<>(COLUMNS);
    for (RankedPhoto photo : photos) {
      for (ExtraMeasure extra : photo.extras()) {
        if (COLUMNS.contains(extra.name())) {
          throw new CoreScoreException(
              FailureKind.PLUGIN,
              photo.name()
                  + ": the area scorer adds a measure '"
                  + extra.name()
                  + "', which is the name of another column");
        }
        columns.add(extra.name());
      }
    }
    try (CsvTable table = CsvTable.open(file, overwrite, List.copyOf(columns))) {
      List<Map<String, String>> rows = new ArrayList<>();
      for (RankedPhoto photo : photos) {
        rows.add(row(rows.size() + 1, photo));
      }
      table.append(rows);
    }
  }

  private static Map<String, String> row(int rank, RankedPhoto photo) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("rank", Integer.toString(rank));
    row.put("photo", CsvTable.text(photo.name()));
    row.put("score", NumberText.exact(photo.score()));
    photo.entropy().ifPresent(bits -> row.put("entropy", NumberText.exact(bits)));
    row.put("boundary_disagreement", NumberText.exact(photo.boundaryDisagreement()));
    row.put("region_disagreement", NumberText.exact(photo.regionDisagreement()));
    row.put("count_spread", NumberText.exact(photo.countSpread()));
    for (int view = 0; view < photo.fragments().size(); view++) {
      row.put(
          COLUMNS.get(COLUMNS.indexOf("fragments") + view),
          Integer.toString(photo.fragments().get(view)));
    }
    row.put("width", Integer.toString(photo.width()));
    row.put("height", Integer.toString(photo.height()));
    for (ExtraMeasure extra : photo.extras()) {
      row.put(
          extra.name(),
          extra
              .text()
              .map(CsvTable::text)
              .orElseGet(
                  () ->
                      extra.value().isPresent()
                          ? NumberText.exact(extra.value().getAsDouble())
                          : ""));
    }
    return row;
  }

  /**
   * Writes the contact sheet: a self-contained page with images and figures of the first photos.
   *
   * @param segmenter the segmenter's name, for the title
   * @param file the file; written to a temporary file, then moved
   * @param overwrite whether a file that exists may be replaced
   * @throws java.nio.file.FileAlreadyExistsException if it exists and may not be replaced
   * @throws IOException if it cannot be written
   */
  public void writePage(String segmenter, Path file, boolean overwrite) throws IOException {
    List<RankedPhoto> first = photos.subList(0, Math.min(shown, photos.size()));
    String page = RankingPage.html(segmenter, first, photos.size());
    TemporaryFile.put(file, overwrite, out -> out.write(page.getBytes(StandardCharsets.UTF_8)));
  }
}
