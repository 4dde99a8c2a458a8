// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What image servers do to the service. */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields
class ImageServerTest {
  @TempDir private Path data;

  /** A server stalls in the body: a job that is cancelled gives its worker back. */
  @Test
  void aJobThatIsGivenUpFreesItsWorker() throws Exception {
    byte[] photo = RunningService.encoded(RunningService.drawn(14).photo(), "jpeg");
    CountDownLatch asked = new CountDownLatch(1);
    try (ImageServerDouble images = ImageServerDouble.stalling(asked);
        RunningService service =
            RunningService.start(
                data,
                "--workers",
                "1",
                "--image-server",
                images.address(),
                "--time-limit",
                "600")) {
      RunningService.Answer taken =
          service.postJson("/v1/score?wait=0", "{\"photo\":\"box.tif\",\"width\":800}");
      assertEquals(202, taken.status(), taken.text());
      asked.await();
      assertEquals("ready", service.get("/health/ready").json().path("status").asText());
      String path = "/v1/results/" + taken.json().path("id").asText();
      service.postJson(path + "/cancel", "{}");
      assertEquals(
          200, service.post("/v1/score", "image/jpeg", photo).status(), "the worker is free");
      assertEquals(409, service.get(path).json().path("code").asInt());
      assertEquals("ready", service.get("/health/ready").json().path("status").asText());
    }
  }

  /** The time limit does the same, and its answer says so. */
  @Test
  void aServerThatStallsIsGivenUpWithinTheTimeLimit() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    try (ImageServerDouble images = ImageServerDouble.stalling(asked);
        RunningService service =
            RunningService.start(
                data, "--workers", "1", "--image-server", images.address(), "--time-limit", "2")) {
      RunningService.Answer answer =
          service.postJson("/v1/score", "{\"photo\":\"box.tif\",\"width\":800}");
      assertEquals(502, answer.status(), answer.text());
      assertEquals(0, service.get("/health/ready").json().path("running").asInt());
    }
  }
}
