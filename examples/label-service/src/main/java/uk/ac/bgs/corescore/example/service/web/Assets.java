// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service.web;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files of the page, all held in memory; nothing else can be asked for. */
final class Assets {
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "json", "application/json",
          "svg", "image/svg+xml");

  /** Files by the path at which they are. */
  private static final Map<String, String> FILES =
      Map.of(
          "/", "index.html",
          "/docs", "docs.html",
          "/openapi.json", "openapi.json",
          "/icon.svg", "icon.svg",
          "/app.css", "app.css");

  private static final List<String> SCRIPTS =
      List.of(
          "aim.js",
          "app.js",
          "api.js",
          "corelog.js",
          "docs.js",
          "editor.js",
          "geometry.js",
          "logform.js",
          "panel.js",
          "rows.js",
          "viewer.js");

  private final Map<String, Asset> assets = new LinkedHashMap<>();

  private record Asset(ByteBuffer content, String type, String tag) {}

  Assets() {
    FILES.forEach((path, name) -> assets.put(path, load(name)));
    SCRIPTS.forEach(name -> assets.put("/" + name, load(name)));
  }

  /** Where files are. */
  static Set<String> paths() {
    return Stream.concat(FILES.keySet().stream(), SCRIPTS.stream().map(name -> "/" + name))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Asset load(String name) {
    try (InputStream in = Assets.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the jar has no " + name);
      }
      byte[] content = in.readAllBytes();
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return new Asset(
          ByteBuffer.wrap(content),
          String.valueOf(TYPES.get(name.substring(name.lastIndexOf('.') + 1))),
          "\"" + HexFormat.of().formatHex(hash, 0, 8) + "\"");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  void send(Context ctx) {
    Asset asset = assets.get(ctx.path());
    if (asset == null) {
      throw new ApiException(404, "there is nothing at this address");
    }
    ctx.header("ETag", asset.tag()).header("Cache-Control", "no-cache");
    if (asset.tag().equals(ctx.header("If-None-Match"))) {
      ctx.status(304);
    } else {
      ctx.contentType(asset.type()).result(asset.content().array());
    }
  }
}
