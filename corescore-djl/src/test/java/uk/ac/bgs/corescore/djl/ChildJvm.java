// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import uk.ac.bgs.corescore.house.JavaProgram;

/** A child JVM, for tests of a fresh process. */
public record ChildJvm(int exit, String output) {
  /**
   * Runs a main class and waits for its end.
   *
   * @param wrapper command that starts the JVM, such as {@code unshare}
   * @param jar filter of the class path
   * @param options of the JVM
   * @param main the class
   * @param arguments of the class
   */
  public static ChildJvm run(
      List<String> wrapper,
      Predicate<String> jar,
      List<String> options,
      Class<?> main,
      String... arguments)
      throws IOException, InterruptedException {
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(jar)
            .collect(Collectors.joining(File.pathSeparator));
    List<String> machine = new ArrayList<>(List.of("-Xmx512m"));
    machine.addAll(options);
    ProcessBuilder builder = JavaProgram.of(classPath, main, machine, arguments);
    builder.command().addAll(0, wrapper);
    Path output = Files.createTempFile("child", ".txt");
    try {
      builder.environment().put("OMP_NUM_THREADS", "1");
      Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
      int exit = process.waitFor();
      return new ChildJvm(exit, Files.readString(output, StandardCharsets.UTF_8));
    } finally {
      Files.delete(output);
    }
  }
}
