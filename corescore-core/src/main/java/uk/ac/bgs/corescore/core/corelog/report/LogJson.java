// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import uk.ac.bgs.corescore.core.corelog.CoreLog;
import uk.ac.bgs.corescore.core.corelog.depth.TieInterval;
import uk.ac.bgs.corescore.core.corelog.hole.DepthSpan;
import uk.ac.bgs.corescore.core.corelog.hole.Fracture;
import uk.ac.bgs.corescore.core.corelog.hole.HoleLog;
import uk.ac.bgs.corescore.core.corelog.hole.LogInterval;
import uk.ac.bgs.corescore.core.corelog.hole.LogPiece;
import uk.ac.bgs.corescore.core.corelog.hole.LogZone;
import uk.ac.bgs.corescore.core.corelog.hole.LoggedRow;
import uk.ac.bgs.corescore.core.corelog.hole.PiecePart;
import uk.ac.bgs.corescore.core.corelog.hole.RubblePart;
import uk.ac.bgs.corescore.core.corelog.piece.CoreScale;
import uk.ac.bgs.corescore.core.corelog.rule.LengthRule;
import uk.ac.bgs.corescore.core.corelog.rule.RqdClass;
import uk.ac.bgs.corescore.core.corelog.rule.RuleFigures;
import uk.ac.bgs.corescore.core.internal.corelog.HoleJson;
import uk.ac.bgs.corescore.core.internal.json.JsonText;
import uk.ac.bgs.corescore.core.score.Condition;

/** A core log as JSON. Depths are m, lengths mm; recovery and RQD are ratios, named as in IFC. */
final class LogJson {
  private static final double PERCENT = 100;

  /** Rises in its first number when a reader of the old form would misread the new one. */
  private static final String SCHEMA_VERSION = "1.0";

  private LogJson() {}

  static void write(CoreLog log, OutputStream out) throws IOException {
    try (JsonGenerator json = JsonText.generator(out)) {
      json.writeStartObject();
      json.writeStringField("schemaVersion", SCHEMA_VERSION);
      json.writeBooleanField("apparent", log.settings().apparent());
      json.writeStringField("depthRule", log.settings().depth().id());
      json.writeStringField("missingRock", log.settings().missing().id());
      json.writeStringField("basis", LogText.basis(log.settings()));
      JsonText.texts(json, "rules", LogText.rules(log.settings()));
      json.writeArrayFieldStart("holes");
      for (HoleLog hole : log.holes()) {
        hole(json, hole);
      }
      json.writeEndArray();
      JsonText.texts(json, "problems", log.problems());
      JsonText.texts(json, "remarks", log.remarks());
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private static void hole(JsonGenerator json, HoleLog hole) throws IOException {
    json.writeStartObject();
    json.writeStringField("hole", hole.hole());
    json.writeStringField("per", hole.perRun() ? "run" : "box");
    json.writeArrayFieldStart("rows");
    for (LoggedRow row : hole.rows()) {
      row(json, row);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("intervals");
    for (LogInterval interval : hole.intervals()) {
      interval(json, interval);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("zones");
    for (LogZone zone : hole.zones()) {
      json.writeStartObject();
      HoleJson.depths(json, zone.depths());
      json.writeStringField(
          "kind", zone.kind() == LogZone.Kind.INTACT ? "intact" : zone.kind().code());
      json.writeNumberField("fractures", zone.fractures());
      JsonText.number(json, "FractureIndex", zone.fractureIndex());
      json.writeEndObject();
    }
    json.writeEndArray();
    HoleJson.losses(json, hole.losses());
    json.writeArrayFieldStart("fractures");
    for (Fracture one : hole.fractures()) {
      json.writeStartObject();
      JsonText.number(json, "depth", one.depth().metres());
      json.writeStringField("kind", one.kind().id());
      json.writeBooleanField("counted", one.counted());
      json.writeNumberField("above", one.above());
      json.writeNumberField("below", one.below());
      json.writeStringField("photo", one.photo());
      json.writeNumberField("fragment", one.fragment());
      json.writeStringField("reason", one.reason());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("pieces");
    for (LogPiece piece : hole.pieces()) {
      piece(json, piece);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("rubble");
    for (RubblePart part : hole.rubble()) {
      json.writeStartObject();
      json.writeStringField("photo", part.photo());
      json.writeNumberField("row", part.row());
      json.writeNumberField("fragment", part.fragment());
      List<DepthSpan> spans = part.spans();
      boolean placed = !spans.isEmpty();
      JsonText.number(
          json,
          "from",
          placed ? OptionalDouble.of(spans.get(0).top().metres()) : OptionalDouble.empty());
      JsonText.number(
          json,
          "to",
          placed
              ? OptionalDouble.of(spans.get(spans.size() - 1).base().metres())
              : OptionalDouble.empty());
      JsonText.number(json, "millimetres", part.millimetres());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void row(JsonGenerator json, LoggedRow row) throws IOException {
    json.writeStartObject();
    json.writeStringField("photo", row.photo());
    json.writeStringField("box", row.box());
    json.writeNumberField("row", row.pieces().row().number());
    HoleJson.depths(json, row.depths());
    Optional<CoreScale> scale = row.scale();
    if (scale.isPresent()) {
      json.writeObjectFieldStart("scale");
      JsonText.number(json, "millimetresPerPixelAlong", scale.get().along());
      JsonText.number(json, "millimetresPerPixelAcross", scale.get().across());
      json.writeStringField("source", scale.get().source().id());
      double error = scale.get().relativeError();
      JsonText.number(
          json,
          "relativeError",
          Double.isNaN(error) ? OptionalDouble.empty() : OptionalDouble.of(error));
      json.writeEndObject();
    } else {
      json.writeNullField("scale");
    }
    JsonText.number(json, "diameterPixels", row.pieces().diameter());
    json.writeArrayFieldStart("ties");
    for (TieInterval tie : row.map().ties()) {
      json.writeStartObject();
      HoleJson.depths(json, tie.interval());
      JsonText.number(json, "stretch", tie.stretch());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void interval(JsonGenerator json, LogInterval one) throws IOException {
    json.writeStartObject();
    json.writeStringField("kind", one.kind().id());
    json.writeStringField("name", one.name());
    HoleJson.depths(json, one.depths());
    JsonText.number(json, "coveredMetres", one.coveredMetres());
    json.writeNumberField("pieces", one.pieces());
    json.writeArrayFieldStart("figures");
    for (RuleFigures figures : one.figures()) {
      figures(json, figures);
    }
    json.writeEndArray();
    json.writeNumberField("fractures", one.fractures());
    JsonText.number(json, "fractureFrequency", one.frequency());
    JsonText.number(json, "FractureIndex", one.fractureIndex());
    JsonText.number(json, "intactMetres", one.intactMetres());
    JsonText.number(json, "nonIntactMetres", one.nonIntactMetres());
    JsonText.number(json, "notRecoveredMetres", one.notRecoveredMetres());
    Optional<LogInterval.Spacing> spacing = one.spacing();
    if (spacing.isPresent()) {
      json.writeObjectFieldStart("spacing");
      JsonText.number(json, "max", spacing.get().most());
      JsonText.number(json, "mean", spacing.get().mean());
      JsonText.number(json, "min", spacing.get().least());
      json.writeEndObject();
    } else {
      json.writeNullField("spacing");
    }
    Optional<LogInterval.Sizes> sizes = one.sizes();
    if (sizes.isPresent()) {
      json.writeObjectFieldStart("sizes");
      JsonText.number(json, "d50", sizes.get().d50());
      JsonText.number(json, "d80", sizes.get().d80());
      JsonText.number(json, "largestShare", sizes.get().largestShare());
      json.writeEndObject();
    } else {
      json.writeNullField("sizes");
    }
    JsonText.number(json, "rubbleMillimetres", one.rubbleMillimetres());
    JsonText.number(json, "statedLossMetres", one.statedLossMetres());
    JsonText.number(json, "assumedLossMetres", one.assumedLossMetres());
    JsonText.number(json, "expectedRockQualityDesignation", one.expectedRqd() / PERCENT);
    condition(json, one.condition());
    json.writeEndObject();
  }

  private static void condition(JsonGenerator json, Optional<Condition> condition)
      throws IOException {
    if (condition.isEmpty()) {
      json.writeNullField("condition");
      return;
    }
    json.writeObjectFieldStart("condition");
    json.writeStringField("class", condition.get().grade().id());
    JsonText.number(json, "expectedGrade", condition.get().expectedGrade());
    json.writeObjectFieldStart("probabilities");
    for (Condition.Grade grade : Condition.Grade.values()) {
      JsonText.number(json, grade.id(), condition.get().probability(grade));
    }
    json.writeEndObject();
    JsonText.number(json, "pieceSizeDiameters2", condition.get().pieceSize());
    JsonText.number(json, "fullShare", condition.get().fullShare());
    json.writeEndObject();
  }

  private static void figures(JsonGenerator json, RuleFigures figures) throws IOException {
    json.writeStartObject();
    json.writeStringField("ruleSet", figures.rules().name());
    json.writeStringField("rule", figures.rules().description());
    JsonText.number(json, "TotalCoreRecovery", figures.tcr() / PERCENT);
    JsonText.number(json, "SolidCoreRecovery", ratio(figures.scr()));
    JsonText.number(json, "RockQualityDesignation", ratio(figures.rqd()));
    JsonText.number(json, "low", ratio(figures.rqdLow()));
    JsonText.number(json, "high", ratio(figures.rqdHigh()));
    if (figures.rqd().isPresent()) {
      json.writeStringField("class", RqdClass.of(figures.rqd().getAsDouble()).id());
    } else {
      json.writeNullField("class");
    }
    json.writeArrayFieldStart("piecesNearThreshold");
    for (int number : figures.near()) {
      json.writeNumber(number);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static OptionalDouble ratio(OptionalDouble percent) {
    return percent.isPresent()
        ? OptionalDouble.of(percent.getAsDouble() / PERCENT)
        : OptionalDouble.empty();
  }

  private static void piece(JsonGenerator json, LogPiece piece) throws IOException {
    json.writeStartObject();
    json.writeNumberField("number", piece.number());
    JsonText.number(json, "from", piece.top().metres());
    JsonText.number(json, "to", piece.base().metres());
    JsonText.number(json, "millimetres", piece.length(LengthRule.AXIS));
    json.writeBooleanField("solid", piece.solid());
    json.writeBooleanField("unsound", piece.unsound());
    json.writeArrayFieldStart("parts");
    for (PiecePart part : piece.parts()) {
      json.writeStartObject();
      json.writeStringField("photo", part.photo());
      json.writeNumberField("row", part.row());
      json.writeArrayFieldStart("fragments");
      for (int fragment : part.piece().fragments()) {
        json.writeNumber(fragment);
      }
      json.writeEndArray();
      JsonText.number(json, "from", part.counted().top().metres());
      JsonText.number(json, "to", part.counted().base().metres());
      JsonText.number(json, "millimetres", part.length(LengthRule.AXIS));
      JsonText.number(json, "pixelsFrom", part.piece().axis().from());
      JsonText.number(json, "pixelsTo", part.piece().axis().to());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
