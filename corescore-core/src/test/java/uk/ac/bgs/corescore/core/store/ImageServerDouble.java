// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.store;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;

/** A server that does as IIIF and IIP servers do, mistakes included. Its photo is 1003 x 501. */
final class ImageServerDouble implements AutoCloseable {
  static final int WIDTH = 1003;
  static final int HEIGHT = 501;

  private static final Pattern PICTURE =
      Pattern.compile("/iiif/box%2F1%20%C3%A9.tif/full/([^/]+)/0/default.jpg");

  final List<String> asked = new CopyOnWriteArrayList<>();
  final Deque<Integer> failures = new ArrayDeque<>();
  String context = "http://iiif.io/api/image/2/context.json";
  boolean onlyBoth;
  boolean ignoresSize;
  boolean speaksIiif = true;
  private final HttpServer server;

  ImageServerDouble() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  String address(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String target = exchange.getRequestURI().toString();
    asked.add(target);
    try (exchange) {
      Integer failure = failures.poll();
      if (failure != null) {
        String when = failure == 503 ? "Wed, 21 Oct 2026 07:28:00 GMT" : "0";
        exchange.getResponseHeaders().set("Retry-After", when);
        text(exchange, failure, "no");
      } else if (target.startsWith("/iip.fcgi?FIF=box%2F1%20%C3%A9.tif")) {
        iip(exchange, target);
      } else if (speaksIiif) {
        iiif(exchange, target);
      } else {
        text(exchange, 404, "/srv/secret/path not found");
      }
    }
  }

  private void iiif(HttpExchange exchange, String target) throws IOException {
    Matcher picture = PICTURE.matcher(target);
    if (target.equals("/iiif/box%2F1%20%C3%A9.tif/info.json")) {
      text(
          exchange,
          200,
          "{\"@context\":\""
              + context
              + "\",\"width\":1003,\"height\":501,\"sizes\":[{\"width\":501,\"height\":250},"
              + "{\"width\":250,\"height\":125}]}");
    } else if (picture.matches()) {
      picture(exchange, picture.group(1));
    } else {
      text(exchange, 404, "/srv/secret/path not found");
    }
  }

  private void picture(HttpExchange exchange, String size) throws IOException {
    String[] sides = size.split(",", -1);
    if (size.equals("full") || size.equals("max")) {
      boolean third = context.contains("/3/");
      if (third == size.equals("max")) {
        jpeg(exchange, WIDTH, HEIGHT);
      } else {
        text(exchange, 400, "bad size");
      }
    } else if (onlyBoth && sides[1].isEmpty()) {
      text(exchange, 400, "bad size");
    } else {
      int width = ignoresSize ? 125 : Integer.parseInt(sides[0]);
      jpeg(exchange, width, HEIGHT * width / WIDTH);
    }
  }

  private static void iip(HttpExchange exchange, String target) throws IOException {
    if (target.endsWith("&obj=Max-size")) {
      text(exchange, 200, "Max-size:1003 501\r\n");
    } else {
      int width = Integer.parseInt(target.replaceAll(".*&WID=(\\d+)&CVT=jpeg", "$1"));
      jpeg(exchange, width, HEIGHT * width / WIDTH);
    }
  }

  private static void jpeg(HttpExchange exchange, int width, int height) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "jpeg", bytes);
    send(exchange, 200, bytes.toByteArray());
  }

  private static void text(HttpExchange exchange, int status, String text) throws IOException {
    send(exchange, status, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
