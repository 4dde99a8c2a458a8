// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import uk.ac.bgs.corescore.core.corelog.LogSettings;
import uk.ac.bgs.corescore.core.corelog.report.LogWriter;
import uk.ac.bgs.corescore.score.AreaScore;

/** docs/tables.md has the columns that the code has. */
class TableDocumentTest {
  @Test
  void theDocumentHasEveryColumnAndNoOther() throws IOException {
    String document = Files.readString(Path.of("../docs/tables.md")).replace("\r\n", "\n");
    List<TableSchema> schemas = new ArrayList<>();
    schemas.add(PhotoTables.of(AreaScore::of).photos());
    schemas.add(PhotoTables.fragments());
    schemas.addAll(LogWriter.schemas(LogSettings.DEFAULT));
    for (TableSchema schema : schemas) {
      StringBuilder table =
          new StringBuilder("| column | type | unit | what it holds |\n|---|---|---|---|\n");
      for (Column column : schema.columns()) {
        String unit = column.unit().isEmpty() ? "" : "`" + column.unit() + "`";
        table
            .append("| `")
            .append(column.name())
            .append("` | ")
            .append(column.type().name().toLowerCase(Locale.ROOT))
            .append(" | ")
            .append(unit)
            .append(" | ")
            .append(column.description())
            .append(" |\n");
      }
      assertTrue(
          document.contains("# " + schema.name() + "\n\n" + table + "\n"),
          "docs/tables.md is to have, below the heading " + schema.name() + ":\n" + table);
    }
    assertEquals(
        schemas.size(), document.split("\\| column \\| type \\|", -1).length - 1, "tables");
  }
}
