// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.batch.page;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.core.batch.page.PhotoColumns.State;
import uk.ac.bgs.corescore.core.internal.HtmlHead;
import uk.ac.bgs.corescore.core.internal.HtmlText;
import uk.ac.bgs.corescore.core.internal.NumberText;
import uk.ac.bgs.corescore.core.internal.files.JarText;
import uk.ac.bgs.corescore.core.internal.page.BatchView;
import uk.ac.bgs.corescore.core.internal.page.JteBatchGenerated;
import uk.ac.bgs.corescore.core.internal.page.PageOutput;
import uk.ac.bgs.corescore.core.table.Column;

/** Puts what was found of all rows into words. */
final class PageText {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final double HOUR = 3600;

  private final PhotoColumns columns;
  private final Overview overview;
  private final DataFolder data;
  private final BatchPage.Links links;
  private final BatchPage.Facts facts;

  PageText(
      PhotoColumns columns,
      Overview overview,
      DataFolder data,
      BatchPage.Links links,
      BatchPage.Facts facts) {
    this.columns = columns;
    this.overview = overview;
    this.data = data;
    this.links = links;
    this.facts = facts;
  }

  String html() {
    String script = JarText.of(PageText.class, "batch.js");
    // The script adds those with the data; a disk is no origin to every browser, so it is named.
    String head =
        HtmlHead.of(
            facts.title(),
            JarText.of(PageText.class, "batch.css"),
            "'self' file:",
            "'strict-dynamic' " + HtmlText.policyHash(script));
    List<BatchView.Fact> settings = new ArrayList<>();
    facts
        .settings()
        .forEach(
            (term, value) ->
                settings.add(
                    new BatchView.Fact(
                        ColumnText.capital(term), value.isBlank() ? "\u2013" : value)));
    List<BatchView.Fact> same = new ArrayList<>();
    data.same().forEach((column, value) -> same.add(same(column, value)));
    same.removeIf(fact -> settings.stream().anyMatch(said -> said.term().startsWith(fact.term())));
    List<BatchView.File> files =
        facts.files().stream()
            .filter(file -> PageLinks.inside(Optional.of(file)).isPresent())
            .map(file -> new BatchView.File(file, PageLinks.reference(file)))
            .toList();
    BatchView page =
        new BatchView(
            head,
            facts.title(),
            sub(),
            counts(),
            doubts(),
            new Charts(overview).charts(),
            order(),
            failures(),
            count(overview.all(), "photo", "photos"),
            data.hasThumbnails(),
            settings,
            same,
            files,
            new TableData(columns, overview, data).json(),
            script);
    return PageOutput.of((output, tags) -> JteBatchGenerated.render(output, tags, page));
  }

  private static BatchView.Fact same(Column column, Object value) {
    ColumnText text = ColumnText.of(column);
    return new BatchView.Fact(
        text.title(),
        value instanceof Number number
            ? text.value(OptionalDouble.of(number.doubleValue()))
            : value instanceof Boolean yes ? (yes ? "yes" : "no") : word(text, value.toString()));
  }

  private static String word(ColumnText text, String value) {
    return text.words().getOrDefault(value, value);
  }

  private List<String> sub() {
    List<String> sub = new ArrayList<>();
    sub.add(count(overview.all(), "photo", "photos"));
    facts.ended().ifPresent(ended -> sub.add("done " + TIME.format(ended)));
    facts.elapsed().ifPresent(elapsed -> sub.add("in " + duration(elapsed)));
    return sub;
  }

  private List<BatchView.Count> counts() {
    long all = overview.all();
    long doubt = overview.count(State.DOUBT);
    long scored = overview.scored();
    long failed = overview.count(State.FAILED);
    long left = Math.max(0, facts.listed().orElse(all) - all);
    List<BatchView.Count> counts = new ArrayList<>();
    counts.add(
        new BatchView.Count("Scored", whole(scored), share(scored, all, "the photos"), "scored"));
    counts.add(
        new BatchView.Count(
            "In doubt",
            whole(doubt),
            doubt == 0
                ? "No check found anything."
                : share(doubt, scored, "those scored") + " To be looked at before use.",
            "doubt"));
    counts.add(
        new BatchView.Count(
            "Failed",
            whole(failed),
            failed == 0 ? "Every photo could be read." : share(failed, all, "the photos"),
            "failed"));
    if (left > 0) {
      String of = "Of " + whole(facts.listed().orElse(all)) + " photos; the batch is not complete.";
      counts.add(new BatchView.Count("Not done yet", whole(left), of, ""));
    }
    return counts;
  }

  private static String share(long part, long of, String what) {
    return of == 0
        ? "There are no photos."
        : NumberText.readable(100.0 * part / of, 3) + " % of " + what + ".";
  }

  private List<BatchView.Doubt> doubts() {
    List<BatchView.Doubt> doubts = new ArrayList<>();
    for (Doubts.Kind kind : overview.doubts().kinds()) {
      boolean more = kind.count() > kind.first().size();
      doubts.add(
          new BatchView.Doubt(
              DoubtText.title(kind.id()),
              DoubtText.explanation(kind.id()),
              count(kind.count(), "photo", "photos"),
              kind.id().equals(Doubts.OTHERS) ? "doubt" : "doubt:" + kind.id(),
              more ? "All " + whole(kind.count()) + " in the table" : "In the table",
              kind.first().stream().map(row -> photo(row, Optional.empty())).toList()));
    }
    return doubts;
  }

  private BatchView.Order order() {
    Optional<Extremes> found = overview.extremes();
    if (found.isEmpty()) {
      return new BatchView.Order("", "", List.of(), List.of());
    }
    Extremes extremes = found.get();
    Optional<String> by = Optional.of(extremes.column());
    return new BatchView.Order(
        orderedBy(extremes.column()) + " Photos in doubt are left out.",
        extremes.column(),
        extremes.highest().stream().map(row -> photo(row, by)).toList(),
        extremes.lowest().stream().map(row -> photo(row, by)).toList());
  }

  private static String orderedBy(String column) {
    return switch (column) {
      case PhotoColumns.GRADE ->
          "By condition: the class that is expected, from 1, excellent, to 4, very poor, between"
              + " classes too.";
      case PhotoColumns.COMPLEXITY_PER_MM ->
          "The scorer gives no condition, so photos are ordered by complexity, the perimeter of the"
              + " pieces over their area: worse is higher, for more and rougher pieces.";
      default ->
          "The scorer gives no condition, so photos are ordered by complexity, the perimeter of the"
              + " pieces over their area: worse is higher, for more and rougher pieces. It is in"
              + " pixels, so only photos of one scale compare.";
    };
  }

  private BatchView.Photo photo(List<? extends @Nullable Object> row, Optional<String> by) {
    String name = columns.photo(row);
    List<BatchView.Fact> figures = new ArrayList<>();
    if (columns.has(PhotoColumns.CONDITION)) {
      ColumnText text = ColumnText.of(columns.column(PhotoColumns.CONDITION));
      columns
          .text(row, PhotoColumns.CONDITION)
          .ifPresent(word -> figures.add(new BatchView.Fact(text.title(), word(text, word))));
    }
    by.filter(column -> !column.equals(PhotoColumns.FRAGMENTS))
        .ifPresent(column -> figures.add(figure(row, column)));
    for (String column : List.of(PhotoColumns.RELATIVE_AREA, PhotoColumns.FRAGMENTS)) {
      if (columns.has(column)) {
        figures.add(figure(row, column));
      }
    }
    return new BatchView.Photo(
        name,
        PageLinks.inside(links.report(name)).map(PageLinks::reference).orElse(""),
        PageLinks.inside(links.thumbnail(name)).map(PageLinks::reference).orElse(""),
        side(row, "width", 3),
        side(row, "height", 2),
        figures,
        columns.text(row, "doubt_reason").orElse(""));
  }

  private int side(List<? extends @Nullable Object> row, String column, int otherwise) {
    return (int) columns.number(row, column).orElse(otherwise);
  }

  private BatchView.Fact figure(List<? extends @Nullable Object> row, String column) {
    ColumnText text = ColumnText.of(columns.column(column));
    return new BatchView.Fact(text.title(), text.value(columns.number(row, column)));
  }

  private List<BatchView.Failure> failures() {
    List<BatchView.Failure> failures = new ArrayList<>();
    for (Failures.Reason reason : overview.failures().reasons()) {
      long more = reason.count() - reason.names().size();
      failures.add(
          new BatchView.Failure(
              reason.kind().isEmpty() ? "" : FailureKindText.title(reason.kind()),
              reason.text(),
              count(reason.count(), "photo", "photos"),
              reason.names(),
              more > 0 ? "and " + whole(more) + " more" : ""));
    }
    return failures;
  }

  static String whole(long count) {
    return NumberText.fixed((double) count, 0);
  }

  static String count(long count, String one, String many) {
    return whole(count) + " " + (count == 1 ? one : many);
  }

  private static String duration(Duration elapsed) {
    double seconds = elapsed.toMillis() / 1e3;
    if (seconds < 60) {
      return NumberText.readable(seconds, 2) + " s";
    }
    return seconds < HOUR
        ? elapsed.toMinutes() + " min " + elapsed.toSecondsPart() + " s"
        : elapsed.toHours() + " h " + elapsed.toMinutesPart() + " min";
  }
}
