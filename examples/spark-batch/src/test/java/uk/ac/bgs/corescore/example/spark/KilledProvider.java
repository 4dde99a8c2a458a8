// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import uk.ac.bgs.corescore.example.plugin.BrightnessProvider;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.segment.Segmenter;
import uk.ac.bgs.corescore.spi.Availability;
import uk.ac.bgs.corescore.spi.OptionKey;
import uk.ac.bgs.corescore.spi.Options;
import uk.ac.bgs.corescore.spi.SegmenterProvider;

/**
 * Brightness, in whose fifth photo the process that segments is killed (SIGKILL), once: the first
 * process that makes the file of the option. It counts how many segmenters a process makes.
 */
public final class KilledProvider implements SegmenterProvider {
  static final String ID = "test-killed";
  private static final int BEFORE = 4;

  private static final OptionKey<String> ONCE =
      OptionKey.ofText("once", "", "File that says that a process was killed; none to kill none.");
  private static final OptionKey<String> MADE =
      OptionKey.ofText("made", "", "Folder with a file for each segmenter that is made.");

  private static final AtomicInteger PHOTOS = new AtomicInteger();

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String description() {
    return "Brightness in a process that is killed once.";
  }

  @Override
  public List<OptionKey<?>> options() {
    return List.of(BrightnessProvider.THRESHOLD, ONCE, MADE);
  }

  @Override
  public Availability availability() {
    return new Availability.Available("tests");
  }

  @Override
  public Segmenter create(Options options) {
    String once = options.get(ONCE);
    String made = options.get(MADE);
    if (!made.isEmpty()) {
      try {
        Files.createTempFile(Path.of(made), ProcessHandle.current().pid() + "-", ".made");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    BrightnessProvider provider = new BrightnessProvider();
    Segmenter brightness =
        provider.create(
            Options.defaults(provider.options())
                .with(BrightnessProvider.THRESHOLD, options.get(BrightnessProvider.THRESHOLD)));
    return new Segmenter() {
      @Override
      public Segmentation segment(RgbImage photo) {
        if (!once.isEmpty() && PHOTOS.incrementAndGet() > BEFORE) {
          killOnce(Path.of(once));
        }
        return brightness.segment(photo);
      }

      @Override
      public void close() {
        brightness.close();
      }
    };
  }

  private static void killOnce(Path file) {
    try {
      Files.createFile(file);
    } catch (FileAlreadyExistsException e) {
      return;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      new ProcessBuilder("kill", "-9", Long.toString(ProcessHandle.current().pid()))
          .start()
          .waitFor();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
