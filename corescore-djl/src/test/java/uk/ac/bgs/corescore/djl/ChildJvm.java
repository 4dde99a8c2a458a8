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

/** A Java of its own, for what can be seen in a fresh process only. */
record ChildJvm(int exit, String output) {
  /**
   * Runs a main class and waits for its end.
   *
   * @param wrapper what the Java is started by, as {@code unshare}
   * @param jar which entries of the class path it has
   * @param options of the Java
   * @param main the class
   * @param arguments of the class
   */
  static ChildJvm run(
      List<String> wrapper,
      Predicate<String> jar,
      List<String> options,
      Class<?> main,
      String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(wrapper);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(jar)
            .collect(Collectors.joining(File.pathSeparator)));
    command.add("-Xmx512m");
    command.addAll(options);
    command.add(main.getName());
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile("child", ".txt");
    try {
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().put("OMP_NUM_THREADS", "1");
      Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
      int exit = process.waitFor();
      return new ChildJvm(exit, Files.readString(output, StandardCharsets.UTF_8));
    } finally {
      Files.delete(output);
    }
  }
}
