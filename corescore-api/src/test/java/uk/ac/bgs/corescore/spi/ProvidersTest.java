// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.MaskCreator;
import uk.ac.bgs.corescore.score.AreaScore;
import uk.ac.bgs.corescore.score.AreaScorer;
import uk.ac.bgs.corescore.segment.SegmentationException;
import uk.ac.bgs.corescore.segment.Segmenter;

class ProvidersTest {
  @Test
  void hostPassesInstances() {
    FakeProvider a = new FakeProvider("a");
    FakeProvider b = new FakeProvider("b");
    Providers providers = Providers.of(a, b);
    assertEquals(List.of(a, b), providers.segmenters());
    assertSame(b, providers.segmenter("b"));
    assertEquals(List.of(), providers.failures());
    assertEquals(List.of(), Providers.of().segmenters());
  }

  @Test
  void theFirstSegmenterThatCanRunIsTaken() {
    FakeProvider away =
        new FakeProvider("away") {
          @Override
          public Availability availability() {
            return new Availability.Unavailable("not here");
          }
        };
    Providers providers = Providers.of(new FakeProvider("b"), away, new FakeProvider("a"));
    assertEquals(Optional.of("a"), providers.firstAvailable(List.of("away", "none", "a", "b")));
    assertEquals(Optional.empty(), providers.firstAvailable(List.of("away", "none")));
  }

  @Test
  void twoOfOneIdAreRefused() {
    String message =
        String.valueOf(
            assertThrows(
                    ProviderException.class,
                    () -> Providers.of(new FakeProvider("a"), new FakeProvider("a") {}))
                .getMessage());
    assertTrue(message.contains("'a'") && message.contains("FakeProvider in file:"), message);
    assertTrue(message.contains("ProvidersTest$"), message);
    FakeProvider twice = new FakeProvider("twice");
    assertThrows(ProviderException.class, () -> Providers.of(twice, twice));
    Providers once = Providers.of(twice);
    assertThrows(ProviderException.class, () -> once.with(twice));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "1a", "-a", "a b", "a_b", "a.b", "ä"})
  void malformedIdIsRefused(String id) {
    String message =
        String.valueOf(
            assertThrows(ProviderException.class, () -> Providers.of(new FakeProvider(id)))
                .getMessage());
    assertTrue(message.contains("'" + id + "'") && message.contains("FakeProvider"), message);
  }

  @Test
  void optionsOfOneNameAreRefused() {
    FakeProvider twins =
        new FakeProvider("twins") {
          @Override
          public List<OptionKey<?>> options() {
            return List.of(SIZE, OptionKey.ofBoolean("size", true, "Another of the name."));
          }
        };
    String message =
        String.valueOf(
            assertThrows(ProviderException.class, () -> Providers.of(twins)).getMessage());
    assertTrue(message.contains("'twins'") && message.contains("'size'"), message);
  }

  @Test
  void createGivesTheOptionsSetAndTheDefaultsOfTheRest() {
    FakeProvider fake = new FakeProvider("fake");
    Providers providers = Providers.of(fake);
    try (Segmenter one = providers.createSegmenter("fake", Map.of("size", "7"));
        Segmenter other = providers.createSegmenter("fake", Map.of())) {
      assertNotSame(one, other);
      assertEquals(3, Objects.requireNonNull(fake.given).get(FakeProvider.SIZE));
      assertEquals(Optional.empty(), one.modelSha256(), "there is no model unless it says so");
    }
  }

  @Test
  void unknownOptionNamesTheProviderAndTheKnownOnes() {
    Providers providers = Providers.of(new FakeProvider("fake"));
    assertEquals(
        "'fake': unknown option 'sise'; known are size",
        assertThrows(
                OptionException.class, () -> providers.createSegmenter("fake", Map.of("sise", "7")))
            .getMessage());
    assertEquals(
        "'fake': option size is '10', expected: whole number 1 to 9",
        assertThrows(
                OptionException.class,
                () -> providers.createSegmenter("fake", Map.of("size", "10")))
            .getMessage());
  }

  @Test
  void unavailableProviderIsListedAndNotMade() {
    FakeProvider fake =
        new FakeProvider("fake") {
          @Override
          public Availability availability() {
            return new Availability.Unavailable("no accelerator; use another");
          }
        };
    Providers providers = Providers.of(fake);
    assertEquals(List.of(fake), providers.segmenters());
    assertSame(fake, providers.segmenter("fake"));
    assertEquals(
        "'fake' is not available here: no accelerator; use another",
        assertThrows(ProviderException.class, () -> providers.createSegmenter("fake", Map.of()))
            .getMessage());
    assertTrue(fake.given == null, "it was not asked to make anything");
  }

  private static ProviderException failing(FakeProvider fake) {
    Providers providers = Providers.of(fake);
    return assertThrows(ProviderException.class, () -> providers.createSegmenter("fake", Map.of()));
  }

  @Test
  void providerThatMakesNothingIsNamed() {
    ProviderException e =
        failing(
            new FakeProvider("fake") {
              @Override
              @SuppressWarnings("NullAway") // this is the fault
              public Segmenter create(Options options) {
                return null;
              }
            });
    String message = String.valueOf(e.getMessage());
    assertTrue(message.startsWith("'fake' made nothing: "), message);
    assertTrue(message.contains("ProvidersTest$"), message);
  }

  @Test
  void providerThatFailsUnforeseenIsNamedWithItsCause() {
    UnsatisfiedLinkError noLibrary = new UnsatisfiedLinkError("no engine in java.library.path");
    ProviderException e =
        failing(
            new FakeProvider("fake") {
              @Override
              public Segmenter create(Options options) {
                throw noLibrary;
              }
            });
    assertSame(noLibrary, e.getCause());
    assertTrue(String.valueOf(e.getMessage()).startsWith("'fake' failed: "), e.getMessage());
    assertTrue(String.valueOf(e.getMessage()).contains("no engine"), e.getMessage());

    IllegalStateException broken = new IllegalStateException("no driver");
    ProviderException asked =
        failing(
            new FakeProvider("fake") {
              @Override
              public Availability availability() {
                throw broken;
              }
            });
    assertSame(broken, asked.getCause());
  }

  @Test
  void providersOwnExceptionComesThrough() {
    RgbImage photo = RgbImage.of(1, 1, new int[1]);
    SegmentationException own = new SegmentationException("fake", photo, "model cut off", null);
    Providers providers =
        Providers.of(
            new FakeProvider("fake") {
              @Override
              public Segmenter create(Options options) {
                throw own;
              }
            });
    assertSame(
        own,
        assertThrows(
            SegmentationException.class, () -> providers.createSegmenter("fake", Map.of())));
  }

  @Test
  void eachKindIsMadeByItsOwn() {
    Providers providers = Providers.of(new FakeScorer(), new FakeCreator(), new FakeProvider("x"));
    assertEquals("x", providers.areaScorer("x").id());
    assertEquals("x", providers.maskCreator("x").id());
    assertEquals(1, providers.areaScorers().size());
    assertEquals(1, providers.maskCreators().size());
    assertNotNull(providers.createAreaScorer("x", Map.of()));
    assertNotNull(providers.createMaskCreator("x", Map.of()));
    assertEquals(
        "no area scorer 'y'; there are x",
        assertThrows(ProviderException.class, () -> providers.areaScorer("y")).getMessage());
    assertEquals(
        "no mask creator 'y'; there are x",
        assertThrows(ProviderException.class, () -> providers.createMaskCreator("y", Map.of()))
            .getMessage());
  }

  private static final class FakeScorer implements AreaScorerProvider {
    @Override
    public String id() {
      return "x";
    }

    @Override
    public String description() {
      return "Adds nothing.";
    }

    @Override
    public List<OptionKey<?>> options() {
      return List.of();
    }

    @Override
    public Availability availability() {
      return new Availability.Available("arithmetic");
    }

    @Override
    public AreaScorer create(Options options) {
      return AreaScore::of;
    }
  }

  private static final class FakeCreator implements MaskCreatorProvider {
    @Override
    public String id() {
      return "x";
    }

    @Override
    public String description() {
      return "Draws nothing.";
    }

    @Override
    public List<OptionKey<?>> options() {
      return List.of();
    }

    @Override
    public Availability availability() {
      return new Availability.Available("nothing special");
    }

    @Override
    public MaskCreator create(Options options) {
      return (polygons, width, height) -> {
        throw new UnsupportedOperationException("a fake");
      };
    }
  }
}
