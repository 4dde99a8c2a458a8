// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.internal;

import uk.ac.bgs.corescore.core.internal.files.JarText;

/** The head of a page in the house's style, which allows nothing but that style and images. */
public final class HtmlHead {
  private static final String HOUSE = "/uk/ac/bgs/corescore/core/report/report.css";

  private HtmlHead() {}

  /**
   * The page up to its body's beginning.
   *
   * @param title of the page, escaped here
   * @param style rules that the page adds to the house's
   */
  public static String of(String title, String style) {
    String all = JarText.of(HtmlHead.class, HOUSE) + style;
    return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
        + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
        + ("img-src data:; style-src " + HtmlText.policyHash(all))
        + "; base-uri 'none'; form-action 'none'\">\n"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        + "<meta name=\"color-scheme\" content=\"light dark\">\n"
        + "<meta name=\"referrer\" content=\"no-referrer\">\n"
        + ("<title>" + HtmlText.escape(title) + " \u2013 CoreScore</title>\n")
        + ("<style>" + all + "</style></head>\n<body>\n");
  }
}
