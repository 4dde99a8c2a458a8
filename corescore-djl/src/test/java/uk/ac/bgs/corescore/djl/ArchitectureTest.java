// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import uk.ac.bgs.corescore.house.HouseRules;

class ArchitectureTest extends HouseRules {
  private static final DescribedPredicate<JavaClass> INTERNAL =
      JavaClass.Predicates.resideInAPackage("uk.ac.bgs.corescore.djl.internal..");

  @Override
  protected Set<String> publicPackages() {
    return Set.of(
        "uk.ac.bgs.corescore.djl",
        "uk.ac.bgs.corescore.djl.settings",
        "uk.ac.bgs.corescore.djl.train",
        // Shared inside the project; not for hosts.
        "uk.ac.bgs.corescore.djl.internal.augmentation",
        "uk.ac.bgs.corescore.djl.internal.composition",
        "uk.ac.bgs.corescore.djl.internal.engine",
        "uk.ac.bgs.corescore.djl.internal.export",
        "uk.ac.bgs.corescore.djl.internal.inference",
        "uk.ac.bgs.corescore.djl.internal.instance",
        "uk.ac.bgs.corescore.djl.internal.model",
        "uk.ac.bgs.corescore.djl.internal.network",
        "uk.ac.bgs.corescore.djl.internal.report",
        "uk.ac.bgs.corescore.djl.internal.training");
  }

  @Override
  protected Set<String> standsOn() {
    return Set.of(
        "uk.ac.bgs.corescore.djl..",
        "uk.ac.bgs.corescore.core.training.compare",
        "uk.ac.bgs.corescore.core.synthetic",
        "uk.ac.bgs.corescore.core.training.evaluate",
        "uk.ac.bgs.corescore.core.training.groundtruth",
        "uk.ac.bgs.corescore.core.internal",
        "uk.ac.bgs.corescore.core.internal.draw",
        "uk.ac.bgs.corescore.core.internal.files",
        "uk.ac.bgs.corescore.core.internal.json",
        "uk.ac.bgs.corescore.core.layout",
        "uk.ac.bgs.corescore.core.layout.find",
        "uk.ac.bgs.corescore.core.photo",
        "uk.ac.bgs.corescore.core.pipeline",
        "uk.ac.bgs.corescore.core.training.registry",
        "uk.ac.bgs.corescore.core.report",
        "uk.ac.bgs.corescore.core.training.retrain",
        "uk.ac.bgs.corescore.core.trace",
        "uk.ac.bgs.corescore.core.training.track",
        "com.fasterxml.jackson.core..",
        "javax.imageio..",
        "ai.djl..");
  }

  /** DJL takes its offline mode from system properties only. */
  @Override
  protected String mayLendProperties() {
    return "Torch";
  }

  /** Signatures of exported packages have no internal types. */
  @Test
  void exportedSignaturesHaveNoInternalTypes() {
    codeUnits()
        .that()
        .areDeclaredInClassesThat()
        .resideOutsideOfPackage("uk.ac.bgs.corescore.djl.internal..")
        .and()
        .areDeclaredInClassesThat()
        .arePublic()
        .and()
        .arePublic()
        .should()
        .notHaveRawParameterTypes(
            DescribedPredicate.<List<JavaClass>>describe(
                "an internal type", types -> types.stream().anyMatch(INTERNAL)))
        .andShould()
        .notHaveRawReturnType(INTERNAL)
        .check(classes);
  }

  /** Settings, samples, post-processing and reports do not need an engine. */
  @Test
  void dataNeedsNoEngine() {
    noArrow(
            List.of(
                "uk.ac.bgs.corescore.djl.settings",
                "uk.ac.bgs.corescore.djl.internal.augmentation",
                "uk.ac.bgs.corescore.djl.internal.composition",
                "uk.ac.bgs.corescore.djl.internal.instance",
                "uk.ac.bgs.corescore.djl.internal.network",
                "uk.ac.bgs.corescore.djl.internal.report"),
            List.of("ai.djl.."))
        .check(classes);
  }
}
