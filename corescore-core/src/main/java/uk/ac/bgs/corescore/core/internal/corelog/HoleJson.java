// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.internal.corelog;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;
import uk.ac.bgs.corescore.core.corelog.hole.CoreLoss;
import uk.ac.bgs.corescore.core.internal.json.JsonText;

/** The common part of the JSON of logs and columns. */
public final class HoleJson {
  private HoleJson() {}

  /** The members {@code from} and {@code to}, m. */
  public static void depths(JsonGenerator json, DepthInterval depths) throws IOException {
    JsonText.number(json, "from", depths.top().metres());
    JsonText.number(json, "to", depths.base().metres());
  }

  /** The member {@code losses}. */
  public static void losses(JsonGenerator json, List<CoreLoss> losses) throws IOException {
    json.writeArrayFieldStart("losses");
    for (CoreLoss loss : losses) {
      json.writeStartObject();
      depths(json, loss.depths());
      json.writeBooleanField("assumed", loss.assumed());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
