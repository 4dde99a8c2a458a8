// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import java.io.Serializable;
import java.net.URL;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import uk.ac.bgs.corescore.house.HouseRules;

/** The API has values and seams, and no I/O. */
class ArchitectureTest extends HouseRules {
  @Override
  protected Set<String> publicPackages() {
    return API;
  }

  @Override
  protected Set<String> standsOn() {
    return Set.of();
  }

  /** A provider of each seam has to be where the sealed interface is that they share. */
  @Override
  protected Map<String, Integer> largerPackages() {
    return Map.of("uk.ac.bgs.corescore.spi", 11);
  }

  /** Values may be serialisable, and a provider's jar has a URL; that is all. */
  @Test
  void apiHasNoInputOrOutput() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("java.io", "java.net..", "java.nio.file..", "java.nio.channels..")
                .or(resideInAnyPackage("java.awt..", "javax.."))
                .and(not(type(Serializable.class)))
                .and(not(type(URL.class))))
        .check(classes);
    noClasses()
        .that()
        .resideOutsideOfPackage("uk.ac.bgs.corescore.spi")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.net")
        .check(classes);
    nothingCalls(URL.class, "open.*|getContent").check(classes);
  }
}
