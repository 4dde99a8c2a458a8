// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.house;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Prints why a test is skipped, which Surefire writes to its XML files alone. JUnit finds this
 * listener as a service, in each module that has this jar in its tests.
 */
public final class SkippedTests implements TestExecutionListener {
  private final Set<String> printed = ConcurrentHashMap.newKeySet();

  /** A listener; JUnit makes it. */
  public SkippedTests() {}

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    print(test, reason);
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (result.getStatus() == TestExecutionResult.Status.ABORTED) {
      print(test, result.getThrowable().map(Throwable::getMessage).orElse(""));
    }
  }

  /** A reason that all cases of a test share is printed once. */
  private void print(TestIdentifier test, String reason) {
    String name = test.getSource().map(SkippedTests::name).orElse(test.getDisplayName());
    String line = "SKIPPED " + name + ": " + (reason.isEmpty() ? "no reason given" : reason);
    if (printed.add(line)) {
      System.out.println(line);
    }
  }

  private static String name(TestSource source) {
    if (source instanceof MethodSource method) {
      return method.getJavaClass().getSimpleName() + "." + method.getMethodName();
    }
    return source instanceof ClassSource type
        ? type.getJavaClass().getSimpleName()
        : source.toString();
  }
}
