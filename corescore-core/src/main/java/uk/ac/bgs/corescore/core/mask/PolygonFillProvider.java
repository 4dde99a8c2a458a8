// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.mask;

import java.util.Arrays;
import java.util.List;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.MaskCreator;
import uk.ac.bgs.corescore.spi.Availability;
import uk.ac.bgs.corescore.spi.MaskCreatorProvider;
import uk.ac.bgs.corescore.spi.OptionException;
import uk.ac.bgs.corescore.spi.OptionKey;
import uk.ac.bgs.corescore.spi.Options;

/**
 * Provides {@code polygon-fill}: polygons drawn one label after another, a pixel being inside if
 * its centre is. Safe for use by many threads.
 */
public final class PolygonFillProvider implements MaskCreatorProvider {
  /** The provider's id. */
  public static final String ID = "polygon-fill";

  /** In which order labels are drawn; what comes later covers what came before. */
  public static final OptionKey<String> ORDER =
      OptionKey.ofText(
          "order",
          "Box,Rock_Fragment,Rock_Fragment_2,Paper,Core_Plug,Text",
          "Labels in the order in which they are drawn, separated by commas: what lies on top comes last.");

  /** Makes the provider; {@link java.util.ServiceLoader} does, and hosts may. */
  public PolygonFillProvider() {}

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String description() {
    return "Fills labelled polygons in an explicit order of labels, by exact coverage of pixel centres.";
  }

  @Override
  public List<OptionKey<?>> options() {
    return List.of(ORDER);
  }

  @Override
  public Availability availability() {
    return new Availability.Available("everywhere");
  }

  @Override
  public MaskCreator create(Options options) {
    List<String> order =
        Arrays.stream(options.get(ORDER).split(",", -1)).map(String::strip).toList();
    for (String label : order) {
      if (LabelSet.CORESCORE.indexOf(label).isEmpty()) {
        throw new OptionException(
            "option order names '"
                + label
                + "'; labels are "
                + PolygonFill.names(LabelSet.CORESCORE));
      }
    }
    if (order.stream().distinct().count() != order.size()) {
      throw new OptionException("option order names a label twice: " + options.get(ORDER));
    }
    return new PolygonFill(LabelSet.CORESCORE, order);
  }
}
