// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.report;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import uk.ac.bgs.corescore.core.corelog.CoreLog;
import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;
import uk.ac.bgs.corescore.core.corelog.hole.HoleLog;
import uk.ac.bgs.corescore.core.corelog.hole.LogInterval;
import uk.ac.bgs.corescore.core.corelog.hole.LogZone;
import uk.ac.bgs.corescore.core.corelog.rule.RuleSet;
import uk.ac.bgs.corescore.core.internal.LibraryVersion;
import uk.ac.bgs.corescore.core.internal.PlainAscii;

/** A hole as LAS 2.0: figures of intervals as samples at a constant step. */
final class LasText {
  private static final String NULL = "-999.25";
  private static final int WIDTH = 12;
  private static final double SAME = 1e-6;

  private final CoreLog log;
  private final HoleLog hole;
  private final BigDecimal step;
  private final LogInterval.Kind kind;
  private final List<LogInterval> intervals;
  private final List<Curve> curves = new ArrayList<>();
  private final List<RuleSet> rules = new ArrayList<>();
  private final long first;
  private final long last;

  /** A column: what it holds in each of some stretches of the hole, not a number for NULL. */
  private record Curve(
      String mnemonic, String unit, String description, int decimals, List<Value> values) {}

  private record Value(DepthInterval depths, double value) {}

  LasText(CoreLog log, HoleLog hole, double step) {
    this.log = log;
    this.hole = hole;
    this.step = BigDecimal.valueOf(step).stripTrailingZeros();
    this.kind = hole.perRun() ? LogInterval.Kind.RUN : LogInterval.Kind.BOX;
    this.intervals =
        hole.intervals().stream()
            .filter(one -> one.kind() == kind)
            .sorted(Comparator.comparing(one -> one.depths().top()))
            .toList();
    List<DepthInterval> all = new ArrayList<>();
    intervals.forEach(one -> all.add(one.depths()));
    hole.zones().forEach(zone -> all.add(zone.depths()));
    double top = all.stream().mapToDouble(one -> one.top().metres()).min().orElse(0);
    double base = all.stream().mapToDouble(one -> one.base().metres()).max().orElse(0);
    this.first = below(top);
    this.last = below(base) - 1;
    curves();
  }

  /** The first sample at a depth or below it. */
  private long below(double metres) {
    return (long) Math.ceil(metres / step.doubleValue() - SAME);
  }

  /** How many samples there are. */
  long samples() {
    return Math.max(0, last - first + 1);
  }

  /** Intervals in which no sample lies. */
  List<LogInterval> unseen() {
    return intervals.stream()
        .filter(one -> below(one.depths().top().metres()) >= below(one.depths().base().metres()))
        .toList();
  }

  private void curves() {
    add("TCR", "%", "Total core recovery", one -> one.figures().get(0).tcr());
    int sets = log.settings().ruleSets().size();
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < sets; i++) {
      order.add(i);
    }
    // The rule set that requires solid core comes first, as in AGS4.
    order.sort(Comparator.comparing(i -> !log.settings().ruleSets().get(i).solidOnly()));
    for (int k = 0; k < sets; k++) {
      int at = order.get(k);
      RuleSet set = log.settings().ruleSets().get(at);
      rules.add(set);
      String after = k == 0 ? "" : "_" + (k + 1);
      if (set.solidOnly()) {
        add(
            "SCR" + after,
            "%",
            "Solid core recovery by " + set.name(),
            one -> one.figures().get(at).scr().orElse(Double.NaN));
      }
      add(
          "RQD" + after,
          "%",
          "Rock quality designation by " + set.name(),
          one -> one.figures().get(at).rqd().orElse(Double.NaN));
    }
    curves.add(
        new Curve(
            "FI",
            "1/M",
            "Fractures per metre of the zone of intact core",
            2,
            hole.zones().stream()
                .map(zone -> new Value(zone.depths(), zone.fractureIndex().orElse(Double.NaN)))
                .toList()));
    curves.add(
        new Curve(
            "ZONE",
            "",
            "0 intact, 1 non-intact (NI), 2 not recovered (NR)",
            0,
            hole.zones().stream()
                .map(zone -> new Value(zone.depths(), code(zone.kind())))
                .toList()));
  }

  private static int code(LogZone.Kind kind) {
    return switch (kind) {
      case INTACT -> 0;
      case NON_INTACT -> 1;
      case NOT_RECOVERED -> 2;
    };
  }

  private void add(
      String mnemonic, String unit, String description, ToDoubleFunction<LogInterval> value) {
    curves.add(
        new Curve(
            mnemonic,
            unit,
            description,
            2,
            intervals.stream()
                .map(one -> new Value(one.depths(), value.applyAsDouble(one)))
                .toList()));
  }

  void write(OutputStream out) throws IOException {
    Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.US_ASCII));
    header(text);
    samples(text);
    text.flush();
  }

  private void header(Writer text) throws IOException {
    section(text, "~VERSION INFORMATION");
    line(text, "VERS", "", "2.0", "CWLS LOG ASCII STANDARD - VERSION 2.0");
    line(text, "WRAP", "", "NO", "ONE LINE PER DEPTH STEP");
    section(text, "~WELL INFORMATION");
    line(text, "STRT", "M", depth(first), "FIRST DEPTH");
    line(text, "STOP", "M", depth(last), "LAST DEPTH");
    line(text, "STEP", "M", step.toPlainString(), "STEP");
    line(text, "NULL", "", NULL, "NULL VALUE");
    line(text, "COMP", "", "", "COMPANY");
    line(text, "WELL", "", hole.hole(), "WELL");
    for (String[] empty :
        new String[][] {
          {"FLD", "FIELD"},
          {"LOC", "LOCATION"},
          {"PROV", "PROVINCE"},
          {"CNTY", "COUNTY"},
          {"STAT", "STATE"},
          {"CTRY", "COUNTRY"}
        }) {
      line(text, empty[0], "", "", empty[1]);
    }
    line(text, "SRVC", "", "CoreScore " + LibraryVersion.VALUE, "SERVICE COMPANY");
    line(text, "DATE", "", "", "LOG DATE");
    line(text, "UWI", "", "", "UNIQUE WELL ID");
    section(text, "~CURVE INFORMATION");
    line(text, "DEPT", "M", "", "Depth along the hole");
    for (Curve curve : curves) {
      line(text, curve.mnemonic, curve.unit, "", curve.description);
    }
    section(text, "~PARAMETER INFORMATION");
    line(text, "PER", "", kind.id(), "What recovery and RQD are of");
    line(text, "BASIS", "", LogText.basis(log.settings()), "What recovery sums");
    line(text, "APP", "", log.settings().apparent() ? "1" : "0", "Apparent figures of old core");
    for (int k = 0; k < rules.size(); k++) {
      RuleSet set = rules.get(k);
      String after = k == 0 ? "" : "_" + (k + 1);
      line(text, "RULE" + after, "", set.name(), "Rule set of RQD" + after);
      line(
          text,
          "RQDT" + after,
          "MM",
          BigDecimal.valueOf(set.thresholdMillimetres()).stripTrailingZeros().toPlainString(),
          set.inclusive() ? "Pieces of at least this length" : "Pieces longer than this");
    }
    section(text, "~OTHER INFORMATION");
    for (String rule : LogText.rules(log.settings())) {
      section(text, PlainAscii.of(rule));
    }
  }

  private void samples(Writer text) throws IOException {
    StringBuilder line = new StringBuilder("~A");
    pad(line, "DEPT", WIDTH - 2);
    curves.forEach(curve -> pad(line, curve.mnemonic, WIDTH));
    section(text, line.toString());
    int[] at = new int[curves.size()];
    for (long sample = first; sample <= last; sample++) {
      line.setLength(0);
      pad(line, depth(sample), WIDTH);
      double metres = sample * step.doubleValue();
      for (int c = 0; c < at.length; c++) {
        Curve curve = curves.get(c);
        while (at[c] < curve.values.size()
            && curve.values.get(at[c]).depths.base().metres()
                <= metres + SAME * step.doubleValue()) {
          at[c]++;
        }
        OptionalDouble value =
            at[c] < curve.values.size()
                ? at(curve.values.get(at[c]), metres)
                : OptionalDouble.empty();
        pad(line, number(value, curve.decimals), WIDTH);
      }
      section(text, line.toString());
    }
  }

  private OptionalDouble at(Value value, double metres) {
    boolean inside = value.depths.top().metres() <= metres + SAME * step.doubleValue();
    return inside && !Double.isNaN(value.value)
        ? OptionalDouble.of(value.value)
        : OptionalDouble.empty();
  }

  private static String number(OptionalDouble value, int decimals) {
    return value.isEmpty()
        ? NULL
        : BigDecimal.valueOf(value.getAsDouble())
            .setScale(decimals, RoundingMode.HALF_UP)
            .toPlainString();
  }

  private String depth(long sample) {
    return step.multiply(BigDecimal.valueOf(sample))
        .setScale(Math.max(0, step.scale()), RoundingMode.UNNECESSARY)
        .toPlainString();
  }

  private static void pad(StringBuilder line, String cell, int width) {
    line.append(" ".repeat(Math.max(1, width - cell.length()))).append(cell);
  }

  private static void section(Writer text, String line) throws IOException {
    text.write(line);
    text.write("\r\n");
  }

  private static void line(
      Writer text, String mnemonic, String unit, String value, String description)
      throws IOException {
    section(
        text,
        String.format(
            Locale.ROOT,
            "%-6s.%-4s %20s : %s",
            mnemonic,
            unit,
            PlainAscii.of(value).replace(':', '-').strip(),
            PlainAscii.of(description)));
  }
}
