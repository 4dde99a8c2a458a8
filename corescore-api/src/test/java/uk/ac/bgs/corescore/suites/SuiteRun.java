// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.suites;

import java.util.Map;
import java.util.TreeMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * How the tests of a suite ended.
 *
 * @param failed test method and message of those that failed
 * @param skipped test method and reason of those that were skipped
 * @param passed how many passed
 */
record SuiteRun(Map<String, String> failed, Map<String, String> skipped, int passed) {
  /** Runs all tests of a class. */
  static SuiteRun of(Class<?> suite) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(DiscoverySelectors.selectClass(suite))
            .build();
    Map<String, String> failed = new TreeMap<>();
    Map<String, String> skipped = new TreeMap<>();
    int[] passed = {0};
    // Without the listener that prints what is skipped: these are the suites' own skips.
    LauncherConfig config =
        LauncherConfig.builder().enableTestExecutionListenerAutoRegistration(false).build();
    LauncherFactory.create(config)
        .execute(
            request,
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (!(test.getSource().orElse(null) instanceof MethodSource method)) {
                  if (result.getStatus() != Status.SUCCESSFUL) {
                    failed.put(test.getDisplayName(), String.valueOf(result.getThrowable()));
                  }
                  return;
                }
                String message =
                    result.getThrowable().map(Throwable::getMessage).orElse("no message");
                switch (result.getStatus()) {
                  case SUCCESSFUL -> passed[0]++;
                  case ABORTED -> skipped.put(method.getMethodName(), message);
                  case FAILED -> failed.put(method.getMethodName(), message);
                }
              }
            });
    return new SuiteRun(failed, skipped, passed[0]);
  }
}
