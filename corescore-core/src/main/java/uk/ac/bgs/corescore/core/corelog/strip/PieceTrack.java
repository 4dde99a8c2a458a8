// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.strip;

import java.util.List;
import java.util.Map;
import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;
import uk.ac.bgs.corescore.core.corelog.hole.CoreLoss;
import uk.ac.bgs.corescore.core.corelog.hole.HoleLog;
import uk.ac.bgs.corescore.core.corelog.hole.LogPiece;
import uk.ac.bgs.corescore.core.corelog.hole.PiecePart;
import uk.ac.bgs.corescore.core.corelog.hole.RubblePart;

/**
 * Pieces, rubble and losses. A piece is as wide as its widest section beside whole core; an empty
 * part of the tray stays empty.
 *
 * @param hole the hole
 * @param diameters how wide whole core is, px, by photo and row
 */
record PieceTrack(HoleLog hole, Map<String, Double> diameters) implements Track {
  static final String SOLID = "#d8b77c";
  static final String NOT_SOLID = "#f3e6c8";
  static final String RUBBLE = "#e6e6e6";
  static final String LOSS = "#b3261e";

  /** How wide whole core is drawn. */
  static final double CORE = 12;

  private static final double WIDTH = 14;
  private static final double CAP = 1.4;

  @Override
  public List<String> title() {
    return List.of("Pieces", "");
  }

  @Override
  public double width() {
    return WIDTH;
  }

  /** What a row is known by in the map of diameters. */
  static String key(String photo, int row) {
    return row + " " + photo;
  }

  @Override
  public void draw(Sheet sheet, double x, DepthScale ruler, boolean first) {
    for (CoreLoss loss : hole.losses()) {
      ruler
          .on(loss.depths().top().metres(), loss.depths().base().metres())
          .ifPresent(part -> loss(sheet, x, ruler, loss, part));
    }
    for (RubblePart rubble : hole.rubble()) {
      rubble
          .spans()
          .forEach(
              span ->
                  ruler
                      .on(span.top().metres(), span.base().metres())
                      .ifPresent(part -> rubble(sheet, x, ruler, part)));
    }
    for (LogPiece piece : hole.pieces()) {
      for (PiecePart part : piece.parts()) {
        ruler
            .on(part.counted().top().metres(), part.counted().base().metres())
            .ifPresent(depths -> piece(sheet, x, ruler, piece, part, depths));
      }
    }
  }

  private static void loss(
      Sheet sheet, double x, DepthScale ruler, CoreLoss loss, DepthInterval part) {
    double upper = ruler.y(part.top().metres());
    double height = ruler.y(part.base().metres()) - upper;
    String text = loss.assumed() ? "AZCL" : "loss";
    sheet.box(
        new Sheet.Box(
            "loss",
            x,
            upper,
            WIDTH,
            height,
            "",
            LOSS,
            (loss.assumed() ? "core loss, its place assumed, " : "core loss, ") + loss.depths()));
    sheet.hatch("hatch loss", x, upper, WIDTH, height, false, LOSS);
    if (height >= 2 * CAP) {
      double baseline = upper + height / 2 + CAP / 2;
      double wide = Sheet.width(text, CAP) + 1;
      sheet.box(
          new Sheet.Box(
              "ground",
              x + (WIDTH - wide) / 2,
              baseline - CAP - 0.4,
              wide,
              CAP + 0.8,
              "#ffffff",
              "",
              ""));
      sheet.words(x + WIDTH / 2, baseline, CAP, Sheet.Anchor.MIDDLE, LOSS, text);
    }
  }

  private static void rubble(Sheet sheet, double x, DepthScale ruler, DepthInterval part) {
    double left = x + (WIDTH - CORE) / 2;
    double upper = ruler.y(part.top().metres());
    double height = ruler.y(part.base().metres()) - upper;
    sheet.box(
        new Sheet.Box("rubble", left, upper, CORE, height, RUBBLE, Sheet.INK, "rubble, " + part));
    sheet.hatch("hatch rubble", left, upper, CORE, height, true, Sheet.SOFT);
    sheet.hatch("hatch rubble", left, upper, CORE, height, false, Sheet.SOFT);
  }

  private void piece(
      Sheet sheet,
      double x,
      DepthScale ruler,
      LogPiece piece,
      PiecePart part,
      DepthInterval depths) {
    double whole = diameters.getOrDefault(key(part.photo(), part.row()), 0.0);
    double share = whole > 0 ? Math.min(1, part.piece().width() / whole) : 1;
    double wide = CORE * share;
    double left = x + (WIDTH - wide) / 2;
    double upper = ruler.y(depths.top().metres());
    double height = ruler.y(depths.base().metres()) - upper;
    String number = Integer.toString(piece.number());
    sheet.box(
        new Sheet.Box(
            "piece",
            left,
            upper,
            wide,
            height,
            piece.solid() ? SOLID : NOT_SOLID,
            Sheet.INK,
            "piece "
                + number
                + (piece.solid() ? ", solid" : ", not solid")
                + (piece.unsound() ? ", unsound" : "")
                + ", "
                + DepthInterval.of(
                    DepthScale.rounded(part.counted().top().metres()),
                    DepthScale.rounded(part.counted().base().metres()))));
    if (piece.unsound()) {
      sheet.hatch("hatch unsound", left, upper, wide, height, false, Sheet.SOFT);
    }
    if (height >= 1.5 * CAP && wide >= Sheet.width(number, CAP) + 0.6) {
      sheet.words(
          x + WIDTH / 2, upper + height / 2 + CAP / 2, CAP, Sheet.Anchor.MIDDLE, Sheet.INK, number);
    }
  }
}
