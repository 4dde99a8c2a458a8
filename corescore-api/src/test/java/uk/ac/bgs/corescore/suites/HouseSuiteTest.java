// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.suites;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import uk.ac.bgs.corescore.house.HouseRules;

/** The rules of the house find what they forbid. */
class HouseSuiteTest {
  private static final String ATTIC = "uk.ac.bgs.corescore.suites.badhouse.attic";
  private static final String CELLAR = "uk.ac.bgs.corescore.suites.badhouse.cellar";

  @Test
  void eachFaultIsFoundByItsRule() {
    Map<String, String> failed = SuiteRun.of(BadHouse.class).failed();
    assertFound(failed, "publicTypesAreWhereTheyArePromised", CELLAR);
    assertFound(failed, "moduleStandsOnWhatThePlanNames", "javax.imageio.ImageIO.setUseCache");
    assertFound(failed, "packagesHaveNoCycles", "badhouse.attic", "badhouse.cellar");
    assertFound(failed, "packagesAreNullMarked", ATTIC, CELLAR);
    assertFound(
        failed,
        "nothingPrintsOrSleeps",
        "java.lang.System.out",
        "java.lang.System.err",
        "printStackTrace",
        "java.lang.Thread.sleep",
        "java.lang.System.exit");
    assertFound(
        failed,
        "nothingStaticChanges",
        "AtticUtil.count",
        "java.lang.System.setProperty",
        "java.util.Locale.setDefault",
        "java.lang.Thread.setContextClassLoader");
    assertFound(
        failed,
        "imageRegistryIsTheHosts",
        "setUseCache",
        "scanForPlugins",
        "getImageWritersByFormatName",
        "IIORegistry.register");
    assertFound(
        failed,
        "nothingIsFormattedAsTheCountryDoes",
        "String.toUpperCase()",
        "String.format(java.lang.String, [Ljava.lang.Object;)",
        "String.formatted(",
        "PrintWriter.printf(",
        "DecimalFormat.<init>(",
        "DateTimeFormatter.ofPattern(");
    String formatted = failed.getOrDefault("nothingIsFormattedAsTheCountryDoes", "");
    assertFalse(formatted.contains("java.util.Locale"), formatted);
    assertFound(
        failed,
        "exceptionsHaveOneRoot",
        "Draught> does not have simple name",
        "Draught> is not assignable to");
    assertFound(failed, "publicNamesSayWhatTheThingIs", "AtticUtil");
  }

  @Test
  void crowdedPackageIsFound() {
    assertFound(SuiteRun.of(Crowded.class).failed(), "packagesAreSmall", "org.junit.jupiter.api");
  }

  @Test
  void forbiddenArrowIsFound() {
    assertThrows(
        AssertionError.class,
        () -> BadHouse.checkNoArrow(ATTIC, CELLAR),
        "the attic knows the cellar");
  }

  private static void assertFound(Map<String, String> failed, String rule, String... faults) {
    String message = failed.getOrDefault(rule, "nothing");
    for (String fault : faults) {
      assertTrue(message.contains(fault), rule + " does not find " + fault + " but " + message);
    }
  }

  static class BadHouse extends HouseRules {
    BadHouse() {
      super(new ClassFileImporter().importPackages("uk.ac.bgs.corescore.suites.badhouse"));
    }

    @Override
    protected Set<String> publicPackages() {
      return Set.of(ATTIC);
    }

    @Override
    protected Set<String> standsOn() {
      return Set.of(ATTIC, CELLAR);
    }

    static void checkNoArrow(String from, String to) {
      noArrow(List.of(from), List.of(to)).check(new BadHouse().classes);
    }
  }

  static class Crowded extends HouseRules {
    Crowded() {
      super(new ClassFileImporter().importPackages("org.junit.jupiter.api"));
    }

    @Override
    protected Set<String> publicPackages() {
      return Set.of("org.junit.jupiter.api");
    }

    @Override
    protected Set<String> standsOn() {
      return Set.of("..");
    }
  }
}
