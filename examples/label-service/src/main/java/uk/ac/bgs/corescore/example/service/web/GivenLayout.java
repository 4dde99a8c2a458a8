// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service.web;

import com.fasterxml.jackson.databind.JsonNode;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.layout.LayoutJson;

/** Rows of core that a client gives with a request, checked before anything is begun. */
final class GivenLayout {
  private GivenLayout() {}

  /** Refuses what is no layout. */
  static void requireSound(JsonNode layout) {
    try {
      LayoutJson.require("layout", Json.bytes(layout));
    } catch (CoreScoreException e) {
      throw new ApiException(400, String.valueOf(e.getMessage()));
    }
  }

  /** Refuses what is no layout of a photo of this size. */
  static void requireOf(JsonNode layout, int width, int height) {
    try {
      LayoutJson.require("layout", Json.bytes(layout)).layout(width, height);
    } catch (CoreScoreException e) {
      throw new ApiException(400, String.valueOf(e.getMessage()));
    }
  }
}
