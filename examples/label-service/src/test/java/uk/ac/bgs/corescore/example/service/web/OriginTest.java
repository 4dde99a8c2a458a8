// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class OriginTest {
  @Test
  void schemeHostAndPortAreCompared() {
    assertEquals(Origin.of("http://Box.example"), Origin.of("http://box.example:80"));
    assertEquals(Origin.of("https://box.example:443"), Origin.of("https://box.example"));
    assertEquals(Origin.of("http://[::1]:5001"), Origin.of("http://[::1]:5001"));
    for (String other :
        List.of(
            "https://box.example:5001",
            "http://box.example",
            "http://box.example:5002",
            "http://a.box.example:5001")) {
      assertTrue(Origin.of(other).isPresent(), other);
      assertNotEquals(Origin.of("http://box.example:5001"), Origin.of(other), other);
    }
  }

  @Test
  void whatIsNoOriginIsNone() {
    for (String none :
        List.of(
            "null",
            "",
            "box.example",
            "//box.example",
            "file://",
            "ftp://box.example",
            "http://",
            "http://evil@box.example",
            "http://box.example/",
            "http://box.example?x",
            "http://box.example http://other.example",
            "chrome-extension://box.example")) {
      assertTrue(Origin.of(none).isEmpty(), none);
    }
  }
}
