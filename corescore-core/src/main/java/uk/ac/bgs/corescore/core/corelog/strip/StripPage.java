// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.strip;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;

/**
 * A page of a strip log. Immutable; safe for use by many threads. Cost: each of its methods draws
 * it again; an image takes four bytes a pixel.
 */
public final class StripPage {
  /** Pixels of a PNG, and most of a photo, for a millimetre of paper: 203.2 dpi. */
  static final int PIXELS_PER_MILLIMETRE = 8;

  private static final double MARGIN = 10;
  private static final double TITLES = 12;
  private static final double CAP = 1.8;

  private final StripHeader header;
  private final List<Track> tracks;
  private final List<DepthInterval> gaps;
  private final DepthInterval depths;
  private final int number;
  private final int pages;

  StripPage(
      StripHeader header,
      List<Track> tracks,
      List<DepthInterval> gaps,
      DepthInterval depths,
      int number,
      int pages) {
    this.header = header;
    this.tracks = List.copyOf(tracks);
    this.gaps = List.copyOf(gaps);
    this.depths = depths;
    this.number = number;
    this.pages = pages;
  }

  /**
   * Which page it is.
   *
   * @return from 1
   */
  public int number() {
    return number;
  }

  /**
   * What of the hole is on it.
   *
   * @return from its first to its last depth; both are whole steps of the axis
   */
  public DepthInterval depths() {
    return depths;
  }

  /**
   * The page as SVG 1.1, of its true size in millimetres, with nothing from outside: photographs
   * are JPEGs inside it.
   *
   * @return an element {@code svg}, which stands in a page or, in UTF-8, as a file
   * @throws IOException if a photograph cannot be encoded
   */
  public String svg() throws IOException {
    Sheet sheet = sheet();
    return SvgSheet.of(sheet, width(), height(), "Strip log, hole " + header.hole().hole());
  }

  /**
   * Writes the page as a PNG of 8 pixels a millimetre, which says so, and is printed in its true
   * size. Letters that the library has no shape of are boxes; the SVG has them as text.
   *
   * @param out where it goes; the caller closes it
   * @throws IOException if writing fails
   */
  public void png(OutputStream out) throws IOException {
    PngSheet.write(sheet(), width(), height(), out);
  }

  private double tracksWidth() {
    return tracks.stream().mapToDouble(Track::width).sum();
  }

  private double width() {
    return tracksWidth() + 2 * MARGIN;
  }

  private DepthScale ruler() {
    return new DepthScale(depths, MARGIN + header.height() + TITLES, header.scale());
  }

  private StripLegend legend() {
    return new StripLegend(header, gaps, tracksWidth());
  }

  private double height() {
    return ruler().lower() + 4 + legend().height() + MARGIN;
  }

  Sheet sheet() {
    Sheet sheet = new Sheet();
    DepthScale ruler = ruler();
    double wide = tracksWidth();
    header.draw(sheet, MARGIN, MARGIN, wide, depths, number, pages);
    double x = MARGIN;
    List<Sheet.Segment> walls = new ArrayList<>();
    walls.add(new Sheet.Segment(x, ruler.top(), x, ruler.lower()));
    for (Track track : tracks) {
      double titles = ruler.top() - TITLES;
      List<String> title = track.title();
      double middle = x + track.width() / 2;
      for (int line = 0; line < title.size(); line++) {
        sheet.fitted(
            middle,
            titles + (line == 0 ? 4 : 7.4),
            line == 0 ? CAP : 1.4,
            Sheet.Anchor.MIDDLE,
            line == 0 ? Sheet.INK : Sheet.SOFT,
            title.get(line),
            track.width() - 1);
      }
      track.scale(sheet, x, ruler.top() - 0.8);
      if (track instanceof PhotoTrack || track instanceof PieceTrack) {
        gaps(sheet, x, track.width(), ruler);
      }
      track.draw(sheet, x, ruler, number == 1);
      x += track.width();
      walls.add(new Sheet.Segment(x, ruler.top() - TITLES + 1, x, ruler.lower()));
    }
    walls.add(new Sheet.Segment(MARGIN, ruler.top(), x, ruler.top()));
    walls.add(new Sheet.Segment(MARGIN, ruler.lower(), x, ruler.lower()));
    walls.add(new Sheet.Segment(MARGIN, ruler.top() - TITLES + 1, x, ruler.top() - TITLES + 1));
    walls.add(new Sheet.Segment(MARGIN, ruler.top() - TITLES + 1, MARGIN, ruler.top()));
    sheet.lines("frame", walls, Sheet.INK, 0.25, 0, "");
    legend().draw(sheet, MARGIN, ruler.lower() + 4);
    return sheet;
  }

  private void gaps(Sheet sheet, double x, double width, DepthScale ruler) {
    for (DepthInterval gap : gaps) {
      ruler
          .on(gap.top().metres(), gap.base().metres())
          .ifPresent(
              part -> {
                double upper = ruler.y(part.top().metres());
                double height = ruler.y(part.base().metres()) - upper;
                sheet.box(
                    new Sheet.Box(
                        "unseen",
                        x,
                        upper,
                        width,
                        height,
                        StripLegend.UNSEEN,
                        "",
                        "not in the photos, " + gap));
              });
    }
  }
}
