// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

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
        new ProcessBuilder(
                Path.of(System.getProperty("java.home", ""), "bin", "java").toString(),
                "-Duser.language=ar",
                "-Duser.country=EG",
                "-cp",
                System.getProperty("java.class.path", "")
                    + File.pathSeparator
                    + System.getProperty("surefire.test.class.path", ""),
                Saying.class.getName(),
                "--version")
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
