// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.report;

import java.io.IOException;
import java.io.OutputStream;
import uk.ac.bgs.corescore.core.pipeline.ScoredPhoto;

final class HtmlPage {
  private HtmlPage() {}

  static void write(ScoredPhoto scored, OutputStream out) throws IOException {
    throw new IOException("not yet " + scored + out);
  }
}
