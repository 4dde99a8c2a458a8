// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service.web;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.javalin.Javalin;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BodiesTest {
  private static String send(int port, String body) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      OutputStream out = socket.getOutputStream();
      out.write(
          ("POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 9\r\n\r\n"
                  + body)
              .getBytes(StandardCharsets.US_ASCII));
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Without the limit of time the first request would hold its thread until the client goes. */
  @Test
  void aBodyThatDoesNotComeIsGivenUp() throws Exception {
    try (Bodies bodies = new Bodies(1000, 1)) {
      Javalin server =
          Javalin.create(
              config -> {
                config.jetty.host = "127.0.0.1";
                config.routes.post(
                    "/",
                    ctx -> {
                      try (Bodies.Share share = bodies.share(ctx)) {
                        ctx.result(share.bytes());
                      } catch (IOException | RuntimeException e) {
                        assertTrue(Bodies.isLate(ctx), () -> "given up for another reason: " + e);
                        var unused = Thread.interrupted();
                        ctx.status(408).result("late");
                      }
                    });
              });
      server.start(0);
      try {
        assertTrue(send(server.port(), "four").startsWith("HTTP/1.1 408"));
        String whole = send(server.port(), "all of it");
        assertTrue(whole.startsWith("HTTP/1.1 200"), whole);
        assertTrue(whole.endsWith("all of it"), whole);
        assertFalse(Thread.currentThread().isInterrupted());
      } finally {
        server.stop();
      }
    }
  }
}
