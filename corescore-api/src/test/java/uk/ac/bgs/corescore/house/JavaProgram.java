// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.house;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program of the test classes that runs in a process of its own. */
public final class JavaProgram {
  private JavaProgram() {}

  /**
   * How a class is run on the class path of the tests.
   *
   * @param main the class with the method main
   * @param machine options of the virtual machine
   * @param arguments what the method is given
   */
  public static ProcessBuilder of(Class<?> main, List<String> machine, String... arguments) {
    String classPath =
        System.getProperty("java.class.path")
            + File.pathSeparator
            + System.getProperty("surefire.test.class.path", "");
    return of(classPath, main, machine, arguments);
  }

  /**
   * How a class is run on a class path.
   *
   * @param classPath where its classes are
   * @param main the class with the method main
   * @param machine options of the virtual machine
   * @param arguments what the method is given
   */
  public static ProcessBuilder of(
      String classPath, Class<?> main, List<String> machine, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Such programs end before the second compiler has earned the time that it takes.
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(machine);
    command.add("-cp");
    command.add(classPath);
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command);
  }
}
