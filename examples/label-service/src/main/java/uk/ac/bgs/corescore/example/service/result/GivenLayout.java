// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service.result;

import com.fasterxml.jackson.databind.JsonNode;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.layout.LayoutJson;
import uk.ac.bgs.corescore.layout.Layout;

/** Rows of core that a client gives with a request. */
public final class GivenLayout {
  private static final String NAME = "layout";

  private GivenLayout() {}

  /**
   * Checks what can be checked before the photo is there.
   *
   * @param layout what came
   * @throws BadLayoutException if it is no layout, or a row of it is not as it should be
   */
  public static void requireSound(JsonNode layout) {
    read(layout);
  }

  /**
   * The layout of a photo.
   *
   * @param layout what came
   * @param width the photo's full-size columns
   * @param height the photo's full-size rows of pixels
   * @return the rows in full-size pixels
   * @throws BadLayoutException if it is no layout of a photo of this size
   */
  public static Layout of(JsonNode layout, int width, int height) {
    LayoutJson read = read(layout);
    try {
      return read.layout(width, height);
    } catch (CoreScoreException e) {
      throw new BadLayoutException(e);
    }
  }

  private static LayoutJson read(JsonNode layout) {
    try {
      return LayoutJson.require(NAME, Json.bytes(layout));
    } catch (CoreScoreException e) {
      throw new BadLayoutException(e);
    }
  }
}
