// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.registry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.trace.FragmentFinder;
import uk.ac.bgs.corescore.core.training.evaluate.Evaluation;
import uk.ac.bgs.corescore.core.training.evaluate.Evaluator;
import uk.ac.bgs.corescore.core.training.evaluate.GateRules;
import uk.ac.bgs.corescore.core.training.evaluate.Metric;
import uk.ac.bgs.corescore.core.training.evaluate.PhotoEvaluation;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.Segmentation;

/** What every registry does. A registry's test extends it and says how one is made. */
public abstract class ModelRegistryContract {
  private static final GateRules RULES =
      new GateRules(Map.of(Metric.ROCK_IOU, 0.5), Map.of(), Map.of());

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets the field
  protected Path scratch;

  /** A registry under test; all of one test share one place. */
  protected abstract ModelRegistry registry() throws IOException;

  /** Changes a byte of a file that the registry keeps. */
  protected abstract void damage(String model, int version, String file) throws IOException;

  /** A model file of noise. */
  protected Path model(long seed) throws IOException {
    byte[] bytes = new byte[100_000];
    new Random(seed).nextBytes(bytes);
    Path folder = Files.createDirectories(scratch.resolve("models/" + seed));
    return Files.write(folder.resolve("model.corescore"), bytes);
  }

  private ModelVersion add(long seed) throws IOException {
    return registry().register("corescore", Registration.of(model(seed)));
  }

  @Test
  void anEmptyRegistryHasNothing() throws IOException {
    assertEquals(List.of(), registry().models());
    assertEquals(List.of(), registry().versions("corescore"));
    assertEquals(OptionalInt.empty(), registry().alias("corescore", "production"));
    assertThrows(CoreScoreException.class, () -> registry().version("corescore", 1));
    assertThrows(
        CoreScoreException.class, () -> registry().fetch("corescore", 1, "model.corescore"));
    assertThrows(CoreScoreException.class, () -> registry().rollBack("corescore", "production"));
    assertThrows(
        CoreScoreException.class,
        () -> registry().moveAlias("corescore", "production", OptionalInt.empty(), 1));
  }

  @Test
  void whatIsRegisteredIsKept() throws IOException {
    Instant before = Instant.now();
    Path card = Files.writeString(scratch.resolve("card"), "a card \u2192");
    Map<String, String> tags = Map.of("seed", "1", "odd", "a, \"b\"\nc = \u00e9", "none", "");
    ModelVersion made =
        registry()
            .register(
                "corescore",
                new Registration(model(1), Optional.of("run-7"), Map.of("card.md", card), tags));
    assertEquals(1, made.version());
    ModelVersion kept = registry().version("corescore", 1);
    assertEquals(made, kept);
    assertEquals("corescore", kept.model());
    assertEquals(Optional.of("run-7"), kept.run());
    assertEquals(tags, kept.tags());
    assertEquals("model.corescore", kept.file());
    assertEquals(2, kept.sha256().size());
    assertTrue(kept.registered().plusSeconds(2).isAfter(before), kept.toString());
    assertEquals(List.of(), kept.aliases());
    Path model = registry().fetch("corescore", 1, kept.file());
    assertArrayEquals(Files.readAllBytes(model(1)), Files.readAllBytes(model));
    assertEquals("a card \u2192", Files.readString(registry().fetch("corescore", 1, "card.md")));
    CoreScoreException e =
        assertThrows(CoreScoreException.class, () -> registry().fetch("corescore", 1, "nosuch.md"));
    assertTrue(String.valueOf(e.getMessage()).contains("nosuch.md"), e.getMessage());
  }

  @Test
  void versionsCountUpAndModelsAreApart() throws IOException {
    assertEquals(1, add(1).version());
    assertEquals(2, add(2).version());
    assertEquals(1, registry().register("other", Registration.of(model(3))).version());
    assertEquals(3, add(1).version());
    assertEquals(List.of("corescore", "other"), registry().models());
    List<ModelVersion> versions = registry().versions("corescore");
    assertEquals(List.of(1, 2, 3), versions.stream().map(ModelVersion::version).toList());
    assertEquals(versions.get(0).sha256(), versions.get(2).sha256());
  }

  @Test
  void whatCannotBeReadIsNotRegistered() throws IOException {
    add(1);
    Path none = scratch.resolve("none.corescore");
    assertThrows(IOException.class, () -> registry().register("corescore", Registration.of(none)));
    assertThrows(
        IOException.class,
        () ->
            registry()
                .register(
                    "corescore",
                    new Registration(
                        model(2), Optional.empty(), Map.of("card.md", none), Map.of())));
    assertEquals(1, registry().versions("corescore").size());
    assertEquals(2, add(2).version());
  }

  @Test
  void tagsAreAddedAndReplaced() throws IOException {
    registry()
        .register(
            "corescore",
            new Registration(model(1), Optional.empty(), Map.of(), Map.of("a", "1", "b", "2")));
    registry().tag("corescore", 1, Map.of("b", "3", "gate/verdict", "PASS"));
    registry().tag("corescore", 1, Map.of());
    assertEquals(
        Map.of("a", "1", "b", "3", "gate/verdict", "PASS"),
        registry().version("corescore", 1).tags());
    assertThrows(CoreScoreException.class, () -> registry().tag("corescore", 2, Map.of("a", "b")));
    for (String bad : List.of("", "a,b", "corescore.x", "mlflow.y")) {
      assertThrows(
          IllegalArgumentException.class,
          () -> registry().tag("corescore", 1, Map.of(bad, "x", "good", "x")));
    }
    assertEquals(3, registry().version("corescore", 1).tags().size());
  }

  @Test
  void anAliasMovesAndRollsBack() throws IOException {
    add(1);
    add(2);
    add(3);
    registry().moveAlias("corescore", "production", OptionalInt.empty(), 1);
    registry().moveAlias("corescore", "production", OptionalInt.of(1), 3);
    registry().moveAlias("corescore", "production", OptionalInt.of(3), 3);
    registry().moveAlias("corescore", "trial", OptionalInt.empty(), 3);
    assertEquals(OptionalInt.of(3), registry().alias("corescore", "production"));
    assertEquals(List.of("production", "trial"), registry().version("corescore", 3).aliases());
    assertEquals(List.of(), registry().versions("corescore").get(0).aliases());
    registry().moveAlias("corescore", "production", OptionalInt.of(3), 1);
    assertEquals(3, registry().rollBack("corescore", "production"));
    assertEquals(1, registry().rollBack("corescore", "production"));
    assertEquals(OptionalInt.of(1), registry().alias("corescore", "production"));
    assertThrows(CoreScoreException.class, () -> registry().rollBack("corescore", "production"));
    assertEquals(OptionalInt.of(1), registry().alias("corescore", "production"));
    assertEquals(OptionalInt.of(3), registry().alias("corescore", "trial"));
    assertThrows(CoreScoreException.class, () -> registry().rollBack("corescore", "nosuch"));
  }

  @Test
  void anAliasThatSomebodyElseMovedStays() throws IOException {
    add(1);
    add(2);
    registry().moveAlias("corescore", "production", OptionalInt.empty(), 1);
    for (OptionalInt wrong : List.of(OptionalInt.empty(), OptionalInt.of(2))) {
      CoreScoreException e =
          assertThrows(
              CoreScoreException.class,
              () -> registry().moveAlias("corescore", "production", wrong, 2));
      assertTrue(String.valueOf(e.getMessage()).contains("version 1"), e.getMessage());
    }
    assertThrows(
        CoreScoreException.class,
        () -> registry().moveAlias("corescore", "production", OptionalInt.of(1), 9));
    assertEquals(OptionalInt.of(1), registry().alias("corescore", "production"));
  }

  /**
   * Two that were evaluated against the same version: the second has passed and is not promoted.
   */
  @Test
  void aPromotionThatCameTooLateSaysSo() throws IOException {
    ModelVersion first = add(1);
    ModelVersion second = add(2);
    promote(first);
    assertThrows(CoreScoreException.class, () -> promote(second));
    assertEquals(OptionalInt.of(1), registry().alias("corescore", "production"));
    List<ModelVersion> versions = registry().versions("corescore");
    assertEquals(Optional.of("PASS"), Promotion.verdict(versions.get(0)));
    assertEquals(Optional.of("PASS, not promoted"), Promotion.verdict(versions.get(1)));
    assertEquals(
        "not promoted: production was moved to version 1 meanwhile",
        Promotion.reasons(versions.get(1)));
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    ModelHistoryPage.write("corescore", versions, page);
    String html = page.toString(StandardCharsets.UTF_8);
    assertTrue(html.contains("<circle class=\"pass late\""), html);
    assertTrue(html.contains("meanwhile"), html);

    Promotion.promote(
        registry(), second, perfect(), Optional.of(new Promotion.Held(1, perfect())), RULES, "set");
    assertEquals(Optional.of("PASS"), Promotion.verdict(registry().version("corescore", 2)));
  }

  private void promote(ModelVersion version) throws IOException {
    Promotion.promote(registry(), version, perfect(), Optional.empty(), RULES, "set");
  }

  private static Evaluation perfect() {
    LabelMask mask = LabelMask.wrap(2, 1, new byte[] {0, 1}, LabelSet.CORESCORE);
    Segmentation truth = Segmentation.of(mask, FragmentFinder.find(mask), PixelFrame.PHOTO);
    PhotoEvaluation photo =
        Evaluator.DEFAULT.evaluate("photo", truth, truth, OptionalDouble.empty());
    return Evaluation.of("model", LabelSet.CORESCORE, Evaluator.DEFAULT, List.of(photo));
  }

  @Test
  void referencesAreResolved() throws IOException {
    add(1);
    add(2);
    registry().moveAlias("corescore", "production", OptionalInt.empty(), 2);
    ModelRegistry registry = registry();
    assertEquals(
        2, registry.resolve(ModelReference.parse("registry:corescore@production")).version());
    assertEquals(2, registry.resolve(ModelReference.parse("registry:corescore")).version());
    assertEquals(1, registry.resolve(ModelReference.parse("registry:corescore@1")).version());
    for (String none : List.of("registry:corescore@trial", "registry:other", "registry:other@1")) {
      assertThrows(
          CoreScoreException.class, () -> registry.resolve(ModelReference.parse(none)), none);
    }
  }

  @Test
  void aFileThatHasChangedIsNotGivenOut() throws IOException {
    add(1);
    damage("corescore", 1, "model.corescore");
    CoreScoreException e =
        assertThrows(
            CoreScoreException.class, () -> registry().fetch("corescore", 1, "model.corescore"));
    assertTrue(String.valueOf(e.getMessage()).contains("SHA-256"), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a/b", "a b", "-a", "a@b", "../a", "a\nb"})
  void whatIsNoNameIsRefused(String name) throws IOException {
    add(1);
    Registration some = Registration.of(model(2));
    ModelRegistry registry = registry();
    assertThrows(IllegalArgumentException.class, () -> registry.register(name, some));
    assertThrows(IllegalArgumentException.class, () -> registry.versions(name));
    assertThrows(IllegalArgumentException.class, () -> registry.version(name, 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> registry.moveAlias("corescore", name, OptionalInt.empty(), 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> ModelReference.parse("registry:" + name + "@production"));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Registration(model(2), Optional.empty(), Map.of(name, model(1)), Map.of()));
    assertEquals(List.of("corescore"), registry.models());
  }

  @Test
  void anAliasIsNotANumber() throws IOException {
    add(1);
    assertThrows(
        IllegalArgumentException.class,
        () -> registry().moveAlias("corescore", "7", OptionalInt.empty(), 1));
    assertThrows(IllegalArgumentException.class, () -> ModelReference.parse("corescore@1"));
  }
}
