// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import uk.ac.bgs.corescore.house.JavaProgram;

/** What the service logs has the same digits in every country. */
class LogTimesTest {
  private static final Pattern TIMED =
      Pattern.compile("(?s)[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+\\S* INFO corescore.access - x\\s*");

  /** Begins as the service does, and says one line. */
  static final class Saying {
    private Saying() {}

    public static void main(String[] args) {
      ServiceCommand.main(args);
      LoggerFactory.getLogger("corescore.access").info("x");
    }
  }

  @Test
  void timesHaveTheDigitsOfAnyProgram() throws IOException, InterruptedException {
    Process process =
        JavaProgram.of(
                Saying.class, List.of("-Duser.language=ar", "-Duser.country=EG"), "--version")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (InputStream log = process.getErrorStream()) {
      String said = new String(log.readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(TIMED.matcher(said).matches(), said);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }
}
