// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** An IIIF server of one picture, by whatever name, that says it is a copy of a larger photo. */
final class ImageServerDouble implements AutoCloseable {
  private final HttpServer server;
  private final CountDownLatch end;

  private ImageServerDouble(HttpServer server, CountDownLatch end) {
    this.server = server;
    this.end = end;
  }

  static ImageServerDouble start(byte[] copy, int width, int height) throws IOException {
    byte[] info =
        ("{\"@context\":\"http://iiif.io/api/image/2/context.json\",\"width\":%d,\"height\":%d,"
                + "\"sizes\":[{\"width\":%d,\"height\":%d}]}")
            .formatted(width, height, width / 2, height / 2)
            .getBytes(StandardCharsets.UTF_8);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            byte[] body = exchange.getRequestURI().getPath().endsWith("info.json") ? info : copy;
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
    return new ImageServerDouble(server, new CountDownLatch(0));
  }

  /** One that begins to describe a photo and never comes to the end. */
  static ImageServerDouble stalling(CountDownLatch asked) throws IOException {
    CountDownLatch end = new CountDownLatch(1);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            asked.countDown();
            end.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    server.start();
    return new ImageServerDouble(server, end);
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/iiif";
  }

  @Override
  public void close() {
    end.countDown();
    server.stop(0);
  }
}
