// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.internal;

import uk.ac.bgs.corescore.core.internal.files.JarText;

/** The head of a page in the house's style, which allows nothing but what is named here. */
public final class HtmlHead {
  private static final String HOUSE = "/uk/ac/bgs/corescore/core/report/report.css";

  private HtmlHead() {}

  /**
   * The page up to its body's beginning. It allows its style, and images inside it.
   *
   * @param title of the page, escaped here
   * @param style rules that the page adds to the house's
   */
  public static String of(String title, String style) {
    return of(title, style, "data:", "");
  }

  /**
   * The same for a page with a script.
   *
   * @param title of the page, escaped here
   * @param style rules that the page adds to the house's
   * @param images where its images may be from, as a content security policy says it
   * @param scripts what scripts it allows; blank for none
   */
  public static String of(String title, String style, String images, String scripts) {
    String all = JarText.of(HtmlHead.class, HOUSE) + style;
    return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
        + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src "
        + (images + "; style-src " + HtmlText.policyHash(all))
        + (scripts.isBlank() ? "" : "; script-src " + scripts)
        + "; base-uri 'none'; form-action 'none'\">\n"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        + "<meta name=\"color-scheme\" content=\"light dark\">\n"
        + "<meta name=\"referrer\" content=\"no-referrer\">\n"
        + ("<title>" + HtmlText.escape(title) + " \u2013 CoreScore</title>\n")
        + ("<style>" + all + "</style></head>\n<body>\n");
  }
}
