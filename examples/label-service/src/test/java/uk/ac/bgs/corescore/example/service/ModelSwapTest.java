// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import uk.ac.bgs.corescore.core.trace.MaskPolygonizer;
import uk.ac.bgs.corescore.core.training.registry.FolderRegistry;
import uk.ac.bgs.corescore.core.training.registry.ModelRegistry;
import uk.ac.bgs.corescore.core.training.registry.Registration;
import uk.ac.bgs.corescore.djl.DjlUnetProvider;
import uk.ac.bgs.corescore.example.cli.CommandLineDouble;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.spi.Availability;

/** The model changes under running requests, and the whole flowchart comes round. */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields
class ModelSwapTest {
  private static final String MODEL = "corescore";

  /** Size of the photos that are drawn to train on, and the width of the models. */
  private static final int WIDTH = 640;

  private static final int HEIGHT = 96;

  @TempDir private Path folder;

  @BeforeAll
  static void needsTheEngine() {
    Availability availability = new DjlUnetProvider().availability();
    assumeTrue(availability instanceof Availability.Available, availability.toString());
  }

  private Path bundled() throws Exception {
    Path file = folder.resolve("bundled.corescore");
    try (InputStream in = DjlUnetProvider.class.getResourceAsStream("lite.corescore")) {
      assertTrue(in != null, "a model is bundled");
      Files.copy(in, file);
    }
    return file;
  }

  /** The bundled model, brought to photos so narrow that many are looked at in a second. */
  private Path narrow() throws Exception {
    draw("narrow", 3);
    CommandLineDouble.run(
        "train",
        "--masks",
        folder.resolve("narrow/masks"),
        "--photos",
        folder.resolve("narrow/photos"),
        "--fine-tune",
        bundled(),
        "--photo-width",
        320,
        "--steps",
        1,
        "--learning-rate",
        "1e-6",
        "--batch",
        1,
        "--drawn",
        0,
        "--out",
        folder.resolve("narrow/trained"));
    return folder.resolve("narrow/trained/model.corescore");
  }

  private RunningService start(Path registry) throws Exception {
    return RunningService.start(
        folder.resolve("data"),
        "--registry",
        registry.toString(),
        "--model",
        "registry:corescore@production",
        "--watch",
        "3600",
        "--photos",
        Files.createDirectories(folder.resolve("drawn/photos")).toString());
  }

  private static int version(JsonNode result) {
    return result.path("model").path("version").asInt();
  }

  @Test
  void noRequestFailsWhileTheModelChanges() throws Exception {
    ModelRegistry registry = new FolderRegistry(folder.resolve("registry"));
    Path good = narrow();
    registry.register(MODEL, Registration.of(good));
    registry.moveAlias(MODEL, ModelRegistry.PRODUCTION, OptionalInt.empty(), 1);
    byte[] photo = RunningService.encoded(RunningService.drawn(14).photo(), "jpeg");
    try (RunningService service = start(folder.resolve("registry"))) {
      AtomicBoolean over = new AtomicBoolean();
      ExecutorService clients = Executors.newFixedThreadPool(3);
      List<Future<List<Integer>>> answers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        answers.add(
            clients.submit(
                () -> {
                  List<Integer> versions = new ArrayList<>();
                  while (!over.get()) {
                    RunningService.Answer answer = service.postForm("/v1/score", "a.jpg", photo);
                    assertEquals(200, answer.status(), answer.text());
                    versions.add(version(answer.json()));
                  }
                  return versions;
                }));
      }
      for (int next = 2; next <= 4; next++) {
        registry.register(MODEL, Registration.of(good));
        registry.moveAlias(MODEL, ModelRegistry.PRODUCTION, OptionalInt.of(next - 1), next);
        service.service().lookForModel();
        assertEquals(next, version(service.postForm("/v1/score", "a.jpg", photo).json()));
      }
      over.set(true);
      for (Future<List<Integer>> answer : answers) {
        List<Integer> versions = answer.get(60, TimeUnit.SECONDS);
        assertFalse(versions.isEmpty());
        assertEquals(versions.stream().sorted().toList(), versions, "no way back");
      }
      clients.shutdown();

      Path broken = Files.writeString(folder.resolve("broken.corescore"), "no model");
      registry.register(MODEL, Registration.of(broken));
      registry.moveAlias(MODEL, ModelRegistry.PRODUCTION, OptionalInt.of(4), 5);
      service.service().lookForModel();
      assertEquals(4, version(service.postForm("/v1/score", "a.jpg", photo).json()));
      JsonNode model = service.get("/health/ready").json().path("model");
      assertTrue(model.path("newerRefused").asBoolean());
      assertTrue(service.get("/metrics").text().contains("corescore_model_refused 1.0"));
      registry.rollBack(MODEL, ModelRegistry.PRODUCTION);
      service.service().lookForModel();
      assertFalse(
          service.get("/health/ready").json().path("model").path("newerRefused").asBoolean());
    }
  }

  /**
   * Every arrow of the flowchart: store, request, downsampled copy, model, output, client,
   * download, feedback, labelled store, masks, train, test, gate, production, and the next request
   * is answered by the new model.
   */
  @Test
  void theFlowchartComesRound() throws Exception {
    draw("drawn", 1);
    draw("test", 9);
    Path registry = folder.resolve("registry");
    train("drawn/masks", "drawn/photos", "first", bundled(), "--masks", "1e-6");
    promote(1);
    try (RunningService service = start(registry)) {
      for (int seed = 1; seed <= 2; seed++) {
        String photo = String.format(Locale.ROOT, "drawn-%06d.jpg", seed);
        JsonNode result =
            service.postJson("/v1/score", "{\"photo\":\"" + photo + "\",\"width\":600}").json();
        assertEquals(1, version(result), result.toString());
        String at = "/v1/results/" + result.path("id").asText();
        try (ZipInputStream zip =
            new ZipInputStream(
                new java.io.ByteArrayInputStream(service.get(at + ".zip").bytes()))) {
          assertTrue(zip.getNextEntry() != null);
        }
        RunningService.Answer corrected =
            service.postJson(at + "/feedback?author=Ann", truth(seed));
        assertEquals(200, corrected.status(), corrected.text());
      }
      Path feedback = folder.resolve("data/feedback");
      String said =
          CommandLineDouble.run(
              "masks",
              "--labels",
              feedback.resolve("labels"),
              "--photos",
              feedback.resolve("photos"),
              "--out",
              folder.resolve("masks"));
      assertTrue(said.contains("2 of 2 masks drawn"), said);
      train(
          "data/feedback/labels",
          "data/feedback/photos",
          "second",
          folder.resolve("first/model.corescore"),
          "--labels",
          "1e-6");
      promote(2);
      service.service().lookForModel();
      JsonNode next = service.postJson("/v1/score", "{\"photo\":\"drawn-000001.jpg\"}").json();
      assertEquals(2, version(next), next.toString());
    }
  }

  private void draw(String name, int seed) {
    CommandLineDouble.run(
        "draw",
        "--count",
        2,
        "--seed",
        seed,
        "--width",
        WIDTH,
        "--height",
        HEIGHT,
        "--out",
        folder.resolve(name));
  }

  private void train(String truth, String photos, String out, Path from, String kind, String rate) {
    CommandLineDouble.run(
        "train",
        kind,
        folder.resolve(truth),
        "--photos",
        folder.resolve(photos),
        "--fine-tune",
        from,
        "--photo-width",
        WIDTH,
        "--steps",
        1,
        "--learning-rate",
        rate,
        "--batch",
        1,
        "--drawn",
        0,
        "--track",
        folder.resolve("runs"),
        "--register",
        folder.resolve("registry"),
        "--out",
        folder.resolve(out));
  }

  private void promote(int candidate) throws Exception {
    Path rules =
        Files.writeString(
            folder.resolve("rules.json"),
            "{\"minimum\": {\"rock_iou\": 0.3}, \"meanTolerance\": {\"rock_iou\": 0.05}}");
    CommandLineDouble.run(
        "promote",
        "--registry",
        folder.resolve("registry"),
        "--candidate",
        candidate,
        "--rules",
        rules,
        "--masks",
        folder.resolve("test/masks"),
        "--photos",
        folder.resolve("test/photos"),
        "--option",
        "flips=false");
  }

  /** What is true of a drawn photo, as GeoJSON. */
  private static String truth(int seed) {
    Segmentation truth =
        new uk.ac.bgs.corescore.core.synthetic.SyntheticCoreGenerator(
                uk.ac.bgs.corescore.core.synthetic.SyntheticCoreSettings.builder()
                    .size(WIDTH, HEIGHT)
                    .build())
            .draw(seed)
            .truth();
    StringBuilder json = new StringBuilder("{\"type\":\"FeatureCollection\",\"features\":[");
    List<Geometry> outlines = MaskPolygonizer.polygonize(truth.fragments());
    for (int i = 0; i < outlines.size(); i++) {
      json.append(i == 0 ? "" : ",");
      json.append("{\"type\":\"Feature\",\"properties\":{\"label\":\"Rock_Fragment\"},");
      json.append("\"geometry\":{\"type\":\"MultiPolygon\",\"coordinates\":[");
      for (int part = 0; part < outlines.get(i).getNumGeometries(); part++) {
        Polygon polygon = (Polygon) outlines.get(i).getGeometryN(part);
        json.append(part == 0 ? "[" : ",[").append(ring(polygon.getExteriorRing()));
        for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
          json.append(',').append(ring(polygon.getInteriorRingN(hole)));
        }
        json.append(']');
      }
      json.append("]}}");
    }
    return json.append("]}").toString();
  }

  private static String ring(LinearRing ring) {
    List<String> points = new ArrayList<>();
    for (Coordinate point : ring.getCoordinates()) {
      points.add("[" + point.x + "," + point.y + "]");
    }
    return "[" + String.join(",", points) + "]";
  }
}
