// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.suites.badhouse.attic;

import java.io.PrintWriter;
import java.io.Writer;
import java.text.DecimalFormat;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;
import javax.imageio.ImageIO;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import uk.ac.bgs.corescore.suites.badhouse.cellar.CellarDoor;

/** Breaks every rule of the house. It is never called. */
public class AtticUtil {
  static int count;

  private AtticUtil() {}

  static void print(Exception e) {
    System.out.println(count++);
    System.err.println(CellarDoor.OPEN);
    e.printStackTrace();
  }

  static void leave(List<Integer> codes) {
    IntConsumer exit = System::exit;
    codes.forEach(exit::accept);
  }

  static void sleep() throws InterruptedException {
    Thread.sleep(1);
  }

  static String count(double share) {
    UnaryOperator<String> loud = String::toUpperCase;
    new PrintWriter(Writer.nullWriter()).printf("%d", 1);
    return loud.apply(String.format("%.1f", share))
        + "%d".formatted(count)
        + new DecimalFormat("0.0").format(share)
        + DateTimeFormatter.ofPattern("d MMM").format(LocalDate.EPOCH)
        + String.format(Locale.ROOT, "%d", count).toLowerCase(Locale.ROOT);
  }

  static void meddle(ImageReaderSpi reader) {
    System.setProperty("house", "bad");
    Locale.setDefault(Locale.ROOT);
    Thread.currentThread().setContextClassLoader(null);
    ImageIO.setUseCache(false);
    ImageIO.scanForPlugins();
    ImageIO.getImageWritersByFormatName("png");
    IIORegistry.getDefaultInstance().registerServiceProvider(reader);
  }
}
