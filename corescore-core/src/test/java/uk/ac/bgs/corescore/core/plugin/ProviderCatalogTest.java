// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import uk.ac.bgs.corescore.core.mask.PolygonFillProvider;
import uk.ac.bgs.corescore.core.score.ConditionProvider;
import uk.ac.bgs.corescore.core.score.SixMeasuresProvider;
import uk.ac.bgs.corescore.spi.OptionKey;
import uk.ac.bgs.corescore.spi.Provider;

/** Text and JSON say the same of each provider. */
class ProviderCatalogTest {
  private final List<Provider<?>> providers =
      List.of(new SixMeasuresProvider(), new ConditionProvider(), new PolygonFillProvider());

  @Test
  void everyOptionIsListedWithItsDefault() throws Exception {
    JsonNode json = new ObjectMapper().readTree(ProviderCatalog.json(providers));
    assertEquals(providers.size(), json.size());
    int options = 0;
    for (int i = 0; i < json.size(); i++) {
      Provider<?> provider = providers.get(i);
      JsonNode one = json.get(i);
      List<String> lines = ProviderCatalog.lines(provider, "--option");
      assertEquals(provider.id(), one.path("id").asText());
      assertEquals(provider.id(), lines.get(0));
      assertTrue(one.path("available").asBoolean());
      assertEquals("  available: " + one.path("detail").asText(), lines.get(2));
      assertEquals(provider.options().size(), one.path("options").size());
      for (int k = 0; k < provider.options().size(); k++) {
        OptionKey<?> key = provider.options().get(k);
        JsonNode option = one.path("options").get(k);
        assertEquals(key.name(), option.path("name").asText());
        String shown = "    --option " + key.name() + "=" + option.path("default").asText();
        assertTrue(lines.stream().anyMatch(line -> line.startsWith(shown)), shown);
        options++;
      }
    }
    assertTrue(options > 0);
  }
}
