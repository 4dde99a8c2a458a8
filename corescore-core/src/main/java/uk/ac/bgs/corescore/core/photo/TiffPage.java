// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The page of a TIFF file that is the photograph: the first, unless it is marked as a reduced copy
 * of another (NewSubfileType, bit 0, or SubfileType 2) or as a transparency mask (NewSubfileType,
 * bit 2). Then it is the first page without such a mark, in the order of the file, with the SubIFDs
 * of a page before the next page.
 *
 * @param directory its directory
 * @param orientation how its rows and columns lie; a SubIFD of the first page without an
 *     orientation has that of the first page
 * @param remark a remark about the choice
 */
record TiffPage(TiffDirectory directory, Orientation orientation, Optional<String> remark) {
  private static final int NEW_SUBFILE_TYPE = 254;
  private static final int SUBFILE_TYPE = 255;
  private static final int SUB_DIRECTORIES = 330;
  private static final int REDUCED = 1;
  private static final int TRANSPARENCY_MASK = 4;

  /** The maximum number of directories that are searched. */
  private static final int MAX_PAGES = 1000;

  /** A directory that is still to be read, and whether the first page names it as its own. */
  private record Place(long offset, boolean ofFirst) {}

  static TiffPage of(FileBytes file) throws IOException {
    TiffDirectory first = TiffDirectory.first(file);
    if (!reduced(first) && !transparency(first)) {
      return new TiffPage(first, Orientation.of(first), Optional.empty());
    }
    Deque<Place> waiting = new ArrayDeque<>();
    Set<Long> seen = new HashSet<>();
    follow(first, true, waiting);
    while (!waiting.isEmpty() && seen.size() < MAX_PAGES) {
      Place place = waiting.removeFirst();
      if (!seen.add(place.offset())) {
        continue;
      }
      TiffDirectory page = first.at(place.offset());
      if (whole(page)) {
        TiffDirectory turned = place.ofFirst() && !page.has(Orientation.TAG) ? first : page;
        return new TiffPage(
            page,
            Orientation.of(turned),
            Optional.of(
                "the file's first page, "
                    + size(first)
                    + ", says of itself that it is a "
                    + (reduced(first) ? "reduced copy" : "mask of another")
                    + "; the page of "
                    + size(page)
                    + " is read"));
      }
      follow(page, false, waiting);
    }
    return new TiffPage(
        first,
        Orientation.of(first),
        Optional.of(
            "the file's only picture, "
                + size(first)
                + ", says of itself that it is a "
                + (reduced(first) ? "reduced copy" : "mask")
                + " of another"));
  }

  /** The pages after a page come before those already queued, its SubIFDs first. */
  private static void follow(TiffDirectory page, boolean first, Deque<Place> waiting)
      throws IOException {
    if (page.next() > 0) {
      waiting.addFirst(new Place(page.next(), false));
    }
    long[] own = page.numbers(SUB_DIRECTORIES);
    for (int i = own.length - 1; i >= 0; i--) {
      waiting.addFirst(new Place(own[i], first));
    }
  }

  private static boolean reduced(TiffDirectory page) throws IOException {
    return (said(page, NEW_SUBFILE_TYPE, 0) & REDUCED) != 0 || said(page, SUBFILE_TYPE, 1) == 2;
  }

  private static boolean transparency(TiffDirectory page) throws IOException {
    return (said(page, NEW_SUBFILE_TYPE, 0) & TRANSPARENCY_MASK) != 0;
  }

  private static boolean whole(TiffDirectory page) throws IOException {
    return !reduced(page) && !transparency(page) && page.has(256) && page.has(257);
  }

  /** The marks of a page; an unreadable tag is ignored. */
  private static long said(TiffDirectory page, int tag, long otherwise) throws IOException {
    try {
      return page.number(tag, otherwise);
    } catch (MalformedImageException e) {
      return otherwise;
    }
  }

  private static String size(TiffDirectory page) throws IOException {
    return page.number(256, "ImageWidth") + " x " + page.number(257, "ImageLength");
  }
}
