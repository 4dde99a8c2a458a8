// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.core.browser.Chromium;

/**
 * The page in the machine's own Chromium, with a drawn photo that was scored; what the browser
 * complains of fails a test. Skipped where there is no Chromium; none is downloaded.
 */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields
abstract class PageFixture {
  static final String PHOTO = "box 7.jpg";

  @TempDir static Path data;

  static RunningService service;
  static Chromium chromium;

  final List<String> complaints = new ArrayList<>();
  Page page;

  @BeforeAll
  static void start() throws Exception {
    chromium = Chromium.launch();
    service = RunningService.start(data);
  }

  @AfterAll
  static void stop() {
    if (service != null) {
      chromium.close();
      service.close();
    }
  }

  @BeforeEach
  void open() throws Exception {
    page = chromium.page(complaints);
    page.navigate(service.uri("/").toString());
    page.setInputFiles("#file", photo(PHOTO));
    page.waitForSelector("#pieces-body tr");
  }

  @AfterEach
  void nothingWasComplainedOf() {
    page.close();
    assertEquals(List.of(), complaints);
  }

  static Path photo(String name) throws Exception {
    return Files.write(
        data.resolve(name), RunningService.encoded(RunningService.drawn(14).photo(), "jpeg"));
  }

  int pieces() {
    return page.locator("#pieces-body tr").count();
  }
}
