// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import uk.ac.bgs.corescore.house.HouseRules;

/** Steps do not depend on later steps. */
class ArchitectureTest extends HouseRules {
  private static final String PIPELINE = "uk.ac.bgs.corescore.core.pipeline..";
  private static final String REPORT = "uk.ac.bgs.corescore.core.report..";

  @Override
  protected Set<String> publicPackages() {
    return Set.of(
        "uk.ac.bgs.corescore.core.annotation",
        "uk.ac.bgs.corescore.core.batch",
        "uk.ac.bgs.corescore.core.batch.page",
        "uk.ac.bgs.corescore.core.column",
        "uk.ac.bgs.corescore.core.training.compare",
        "uk.ac.bgs.corescore.core.corelog",
        "uk.ac.bgs.corescore.core.corelog.ags",
        "uk.ac.bgs.corescore.core.corelog.depth",
        "uk.ac.bgs.corescore.core.corelog.entry",
        "uk.ac.bgs.corescore.core.corelog.hole",
        "uk.ac.bgs.corescore.core.corelog.output",
        "uk.ac.bgs.corescore.core.corelog.piece",
        "uk.ac.bgs.corescore.core.corelog.report",
        "uk.ac.bgs.corescore.core.corelog.rule",
        "uk.ac.bgs.corescore.core.corelog.strip",
        "uk.ac.bgs.corescore.core.corelog.table",
        "uk.ac.bgs.corescore.core.synthetic",
        "uk.ac.bgs.corescore.core.training.evaluate",
        "uk.ac.bgs.corescore.core.training.groundtruth",
        // Shared inside the module; not exported.
        "uk.ac.bgs.corescore.core.internal",
        "uk.ac.bgs.corescore.core.internal.corelog",
        "uk.ac.bgs.corescore.core.internal.draw",
        "uk.ac.bgs.corescore.core.internal.files",
        "uk.ac.bgs.corescore.core.internal.http",
        "uk.ac.bgs.corescore.core.internal.json",
        "uk.ac.bgs.corescore.core.internal.lock",
        "uk.ac.bgs.corescore.core.internal.page",
        "uk.ac.bgs.corescore.core.internal.plugin",
        "uk.ac.bgs.corescore.core.layout",
        "uk.ac.bgs.corescore.core.layout.find",
        "uk.ac.bgs.corescore.core.mask",
        "uk.ac.bgs.corescore.core.measure",
        "uk.ac.bgs.corescore.core.training.mlflow",
        "uk.ac.bgs.corescore.core.photo",
        "uk.ac.bgs.corescore.core.pipeline",
        "uk.ac.bgs.corescore.core.place",
        "uk.ac.bgs.corescore.core.plugin",
        "uk.ac.bgs.corescore.core.training.rank",
        "uk.ac.bgs.corescore.core.training.registry",
        "uk.ac.bgs.corescore.core.report",
        "uk.ac.bgs.corescore.core.report.sink",
        "uk.ac.bgs.corescore.core.results",
        "uk.ac.bgs.corescore.core.training.retrain",
        "uk.ac.bgs.corescore.core.score",
        "uk.ac.bgs.corescore.core.serve",
        "uk.ac.bgs.corescore.core.store",
        "uk.ac.bgs.corescore.core.table",
        "uk.ac.bgs.corescore.core.trace",
        "uk.ac.bgs.corescore.core.training.track");
  }

  /**
   * Rows: given, read, ordered, cut, segmented, measured, and their ground truth. What pages show,
   * with a generated class for each template.
   */
  @Override
  protected Map<String, Integer> largerPackages() {
    return Map.of(
        "uk.ac.bgs.corescore.core.layout", 11, "uk.ac.bgs.corescore.core.internal.page", 13);
  }

  @Override
  protected Set<String> standsOn() {
    return Set.of(
        "uk.ac.bgs.corescore.core..",
        "javax.imageio..",
        "javax.xml.stream",
        "org.w3c.dom",
        "com.fasterxml.jackson.core..",
        "gg.jte..",
        "com.twelvemonkeys.imageio..",
        "org.slf4j",
        "org.snakeyaml.engine..");
  }

  /** Whether a step is run by the pipeline or by a host, it works the same. */
  @Test
  void stepsKnowNeitherPipelineNorReports() {
    noArrow(
            List.of(
                "uk.ac.bgs.corescore.core.annotation..",
                "uk.ac.bgs.corescore.core.column..",
                "uk.ac.bgs.corescore.core.corelog..",
                "uk.ac.bgs.corescore.core.synthetic..",
                "uk.ac.bgs.corescore.core.training.evaluate..",
                "uk.ac.bgs.corescore.core.internal..",
                "uk.ac.bgs.corescore.core.layout..",
                "uk.ac.bgs.corescore.core.mask..",
                "uk.ac.bgs.corescore.core.measure..",
                "uk.ac.bgs.corescore.core.training.mlflow..",
                "uk.ac.bgs.corescore.core.photo..",
                "uk.ac.bgs.corescore.core.place..",
                "uk.ac.bgs.corescore.core.training.rank..",
                "uk.ac.bgs.corescore.core.training.registry..",
                "uk.ac.bgs.corescore.core.score..",
                "uk.ac.bgs.corescore.core.store..",
                "uk.ac.bgs.corescore.core.trace..",
                "uk.ac.bgs.corescore.core.training.track.."),
            List.of(PIPELINE, REPORT))
        .check(classes);
  }

  /** The training loop depends on the scoring of photos; scoring does not depend on the loop. */
  @Test
  void onlyTheTrainingLoopKnowsTheTrainingLoop() {
    noClasses()
        .that()
        .resideOutsideOfPackage("uk.ac.bgs.corescore.core.training..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("uk.ac.bgs.corescore.core.training..")
        .check(classes);
  }

  /** Hosts with their own reports do not need this package. */
  @Test
  void pipelineKnowsNoReport() {
    noArrow(List.of(PIPELINE), List.of(REPORT)).check(classes);
  }

  /** What a process holds is known to all copies of the library in it. */
  @Override
  protected String mayLendProperties() {
    return "ProcessLock";
  }

  /** Only the clients of MLflow and of image servers use the network, by one client. */
  @Test
  void onlyMlflowAndImageServersAreAskedOverTheNetwork() {
    List<String> asking =
        List.of("uk.ac.bgs.corescore.core.training.mlflow", "uk.ac.bgs.corescore.core.store");
    String client = "uk.ac.bgs.corescore.core.internal.http";
    noClasses()
        .that()
        .resideInAPackage("uk.ac.bgs.corescore.core..")
        .and()
        .resideOutsideOfPackages(asking.get(0), asking.get(1), client)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net..", client)
        .check(classes);
    noClasses()
        .that()
        .resideOutsideOfPackage(client)
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(java.net.http.HttpClient.class, java.net.URLConnection.class)
        .check(classes);
  }
}
