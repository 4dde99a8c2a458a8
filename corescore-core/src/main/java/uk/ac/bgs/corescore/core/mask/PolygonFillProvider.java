// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.mask;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
          String.join(",", PolygonFill.DEFAULT_ORDER),
          "Labels in the order in which they are drawn, separated by commas: what lies on top comes last.");

  /** Which pixels a polygon covers. */
  public static final OptionKey<FillRule> RULE =
      OptionKey.ofEnum(
          "rule",
          FillRule.EXACT,
          "Which pixels a polygon covers: exact takes those whose centre it encloses, published"
              + " repeats CoreScore's masks of 2019 to 2021.");

  /** Which labels are drawn as others. */
  public static final OptionKey<String> MERGE =
      OptionKey.ofText(
          "merge",
          "",
          "Labels that are drawn as others, separated by commas, for example"
              + " Rock_Fragment_2=Rock_Fragment.");

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
    return List.of(ORDER, RULE, MERGE);
  }

  @Override
  public Availability availability() {
    return new Availability.Available("everywhere");
  }

  @Override
  public MaskCreator create(Options options) {
    try {
      return PolygonFill.of(LabelSet.CORESCORE, names(options.get(ORDER)))
          .withRule(options.get(RULE))
          .withMerges(merges(options.get(MERGE)));
    } catch (IllegalArgumentException e) {
      throw new OptionException(String.valueOf(e.getMessage()));
    }
  }

  private static List<String> names(String list) {
    return Arrays.stream(list.split(",", -1)).map(String::strip).toList();
  }

  private static Map<String, String> merges(String list) {
    Map<String, String> merges = new LinkedHashMap<>();
    for (String merge : list.isBlank() ? List.<String>of() : names(list)) {
      String[] names = merge.split("=", -1);
      if (names.length != 2 || names[0].isBlank() || names[1].isBlank()) {
        throw new OptionException("option merge takes NAME=LABEL, not '" + merge + "'");
      }
      if (merges.put(names[0].strip(), names[1].strip()) != null) {
        throw new OptionException("option merge names '" + names[0].strip() + "' twice");
      }
    }
    return merges;
  }
}
