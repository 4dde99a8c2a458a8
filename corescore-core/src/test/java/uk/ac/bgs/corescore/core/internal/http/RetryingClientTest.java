// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.internal.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.store.StallingServer;

class RetryingClientTest {
  @TempDir Path temporary = Path.of(".");

  private static RetryingClient client(int attempts) {
    return new RetryingClient(
        "the server",
        Duration.ofSeconds(10),
        attempts,
        new Backoff(Duration.ZERO, Duration.ofSeconds(1)));
  }

  private static HttpRequest request(String address) {
    return HttpRequest.newBuilder(URI.create(address)).build();
  }

  /** The head came at once; the limit is for the body too, also where it goes to a file. */
  @Test
  void aBodyThatStallsIsGivenUpAndItsConnectionClosed() throws Exception {
    for (boolean toFile : new boolean[] {false, true}) {
      try (StallingServer stalling = new StallingServer()) {
        IOException late =
            assertThrows(
                IOException.class,
                () ->
                    client(1)
                        .ask(
                            "x",
                            request(stalling.address()),
                            toFile
                                ? java.net.http.HttpResponse.BodyHandlers.ofFile(
                                    temporary.resolve("body"))
                                : info ->
                                    java.net.http.HttpResponse.BodySubscribers.mapping(
                                        BoundedBody.upTo(100).apply(info), bytes -> temporary),
                            RequestTimeout.each(Duration.ofMillis(300)),
                            answer -> answer.body(),
                            RetryingClient.Lookup.none()));
        assertEquals(
            "the server: no response to x: it was not whole after 300 ms", late.getMessage());
        assertTrue(stalling.isLeft());
      }
    }
    Files.deleteIfExists(temporary.resolve("body"));
  }

  @Test
  void whatIsTooLargeIsRefusedOnce() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(new byte[11]);
          }
        });
    server.start();
    try {
      String address = "http://127.0.0.1:" + server.getAddress().getPort();
      assertEquals(11, length(address, 11));
      CoreScoreException large = assertThrows(CoreScoreException.class, () -> length(address, 10));
      assertEquals("the server: x: at most 10 bytes expected, more found", large.getMessage());
      assertEquals(2, asked.get());
    } finally {
      server.stop(0);
    }
  }

  private static int length(String address, long most) throws IOException {
    return client(3)
        .<byte[], Integer>ask(
            "x",
            request(address),
            BoundedBody.upTo(most),
            RequestTimeout.each(Duration.ofMinutes(1)),
            answer -> answer.body().length,
            Optional::empty);
  }
}
