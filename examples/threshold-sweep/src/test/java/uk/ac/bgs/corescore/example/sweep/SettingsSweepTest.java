// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import uk.ac.bgs.corescore.boofcv.EdgeSegmenterProvider;
import uk.ac.bgs.corescore.boofcv.WatershedSegmenterProvider;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCore;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCoreGenerator;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCoreSettings;
import uk.ac.bgs.corescore.spi.Options;
import uk.ac.bgs.corescore.spi.SegmenterProvider;

class SettingsSweepTest {
  @Test
  void everySettingIsOneTheSegmenterTakesAndNoneComesTwice() {
    for (SegmenterProvider provider :
        List.of(new EdgeSegmenterProvider(), new WatershedSegmenterProvider())) {
      SettingsGrid grid = SettingsGrid.of(provider.id());
      Set<Map<String, String>> seen = new HashSet<>();
      for (List<Map<String, String>> settings : List.of(grid.crossed(), grid.single())) {
        for (Map<String, String> setting : settings) {
          Options.parse(provider.options(), setting);
          assertTrue(seen.add(setting), "twice: " + setting);
        }
      }
    }
    assertThrows(IllegalArgumentException.class, () -> SettingsGrid.of("other"));
  }

  @Test
  void tableHasARowForEachPhotoAndSetting() {
    SyntheticCoreSettings small = SyntheticCoreSettings.builder().size(300, 60).build();
    List<LabelledPhoto> photos =
        List.of(1L, 2L).stream()
            .map(seed -> labelled(new SyntheticCoreGenerator(small).draw(seed), "drawn " + seed))
            .toList();
    SegmenterProvider provider = new WatershedSegmenterProvider();
    String table = new SettingsSweep(provider, photos, Set.of("drawn 2")).toMarkdown();
    SettingsGrid grid = SettingsGrid.of(provider.id());
    long rows = table.lines().filter(line -> line.startsWith("| ")).count();
    assertEquals(3 + photos.size() + 1 + grid.crossed().size() + grid.single().size(), rows);
    assertTrue(table.contains("Held out: drawn 2"), table);
  }

  private static LabelledPhoto labelled(SyntheticCore core, String name) {
    return new LabelledPhoto(
        name, core.photo(), core.truth().mask(), core.truth().fragments().count());
  }
}
