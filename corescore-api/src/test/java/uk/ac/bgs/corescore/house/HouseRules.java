// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import uk.ac.bgs.corescore.CoreScoreException;

/**
 * What holds for the classes of every module of the library. A module's test extends it, says what
 * the module promises and stands on, and adds the module's own rules.
 */
public abstract class HouseRules extends PlatformRules {
  /** The packages of the API, which every module stands on. */
  protected static final Set<String> API =
      Set.of(
          "uk.ac.bgs.corescore",
          "uk.ac.bgs.corescore.image",
          "uk.ac.bgs.corescore.layout",
          "uk.ac.bgs.corescore.mask",
          "uk.ac.bgs.corescore.measure",
          "uk.ac.bgs.corescore.score",
          "uk.ac.bgs.corescore.segment",
          "uk.ac.bgs.corescore.spi");

  private static final int MAX_PUBLIC_TYPES = 10;
  private static final String WORDLESS = "(Utils?|Tools|Managers?|Impl|Abstract|Helpers?)(?![a-z])";

  /** Reads what the module compiled. */
  protected HouseRules() {}

  /**
   * Takes other classes.
   *
   * @param classes what to check
   */
  protected HouseRules(JavaClasses classes) {
    super(classes);
  }

  /**
   * The packages that hold public types, no more and no less.
   *
   * @return their full names
   */
  protected abstract Set<String> publicPackages();

  /**
   * The packages that the module's classes may depend on, besides those of the API and of Java.
   *
   * @return package patterns of ArchUnit, the module's own packages among them
   */
  protected abstract Set<String> standsOn();

  /**
   * The class that may set a system property for a while, and clears it again: in which it loads a
   * library that takes its settings from nowhere else, or holds what a process has once.
   *
   * @return its simple name; none unless overridden
   */
  protected String mayLendProperties() {
    return "";
  }

  /**
   * The packages that promise more than ten public types, for a reason that the module's test
   * states.
   *
   * @return how many they may have, by full name; none unless overridden
   */
  protected Map<String, Integer> largerPackages() {
    return Map.of();
  }

  /** Public top-level types are in the packages that are listed, and each of these has one. */
  @Test
  void publicTypesAreWhereTheyArePromised() {
    assertEquals(new TreeSet<>(publicPackages()), new TreeSet<>(publicTypes().keySet()));
  }

  /** A package that promises more than a reader can hold in mind is two packages. */
  @Test
  void packagesAreSmall() {
    publicTypes()
        .forEach(
            (name, types) ->
                assertTrue(
                    types.size() <= largerPackages().getOrDefault(name, MAX_PUBLIC_TYPES),
                    () -> name + " has " + types.size() + " public types: " + types));
  }

  /** Nothing is used but what the plan of the house names for this module. */
  @Test
  void moduleStandsOnWhatThePlanNames() {
    classes()
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(API.toArray(String[]::new))
                .or(
                    resideInAnyPackage(
                        "java..", "org.jspecify.annotations", "org.locationtech.jts.."))
                .or(resideInAnyPackage(standsOn().toArray(String[]::new)))
                .or(DescribedPredicate.describe("primitive", JavaClass::isPrimitive)))
        .check(classes);
  }

  /** Packages depend on each other in one direction. */
  @Test
  void packagesHaveNoCycles() {
    SlicesRuleDefinition.slices().matching("uk.ac.(**)").should().beFreeOfCycles().check(classes);
  }

  /** Null is never a surprise. */
  @Test
  void packagesAreNullMarked() {
    Set<JavaPackage> packages = new TreeSet<>(Comparator.comparing(JavaPackage::getName));
    classes.forEach(type -> packages.add(type.getPackage()));
    assertAll(
        packages.stream()
            .map(
                one ->
                    () ->
                        assertTrue(
                            one.isAnnotatedWith(NullMarked.class),
                            one.getName() + " has no package-info.java with @NullMarked")));
  }

  /** A library neither prints nor ends the program nor makes a thread wait. */
  @Test
  void nothingPrintsOrSleeps() {
    CompositeArchRule.of(GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS)
        .and(nothingCalls(Thread.class, "sleep"))
        .and(nothingCalls(System.class, "exit"))
        .check(classes);
  }

  /** Two hosts in one JVM do not meet: no static state, and none of the platform's is set. */
  @Test
  void nothingStaticChanges() {
    CompositeArchRule.of(
            fields()
                .that()
                .areStatic()
                .should()
                .haveModifier(JavaModifier.FINAL)
                .allowEmptyShould(true))
        .and(nothingCalls(System.class, "set(Properties|Out|Err|In)"))
        .and(
            noClasses()
                .that()
                .doNotHaveSimpleName(mayLendProperties())
                .should()
                .accessTargetWhere(reaches(System.class, "setProperty|clearProperty")))
        .and(nothingCalls(Locale.class, "setDefault"))
        .and(nothingCalls(Thread.class, "[gs]etContextClassLoader"))
        .check(classes);
  }

  /** What went wrong is a CoreScoreException, or an IOException where there is I/O. */
  @Test
  void exceptionsHaveOneRoot() {
    classes()
        .that()
        .areAssignableTo(Throwable.class)
        .should()
        .haveSimpleNameEndingWith("Exception")
        .andShould()
        .beAssignableTo(
            JavaClass.Predicates.assignableTo(CoreScoreException.class)
                .or(JavaClass.Predicates.assignableTo(IOException.class)))
        .allowEmptyShould(true)
        .check(classes);
  }

  /** A public name says what the thing is. */
  @Test
  void publicNamesSayWhatTheThingIs() {
    classes()
        .that()
        .arePublic()
        .should()
        .haveNameNotMatching(".*" + WORDLESS + "[^.]*")
        .check(classes);
  }

  /**
   * That classes of some packages know nothing of others.
   *
   * @param from package patterns
   * @param to package patterns
   * @return the rule
   */
  protected static ArchRule noArrow(List<String> from, List<String> to) {
    return noClasses()
        .that()
        .resideInAnyPackage(from.toArray(String[]::new))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(to.toArray(String[]::new));
  }

  private Map<String, List<String>> publicTypes() {
    return classes.stream()
        .filter(type -> type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
        .collect(
            groupingBy(
                JavaClass::getPackageName,
                TreeMap::new,
                mapping(JavaClass::getSimpleName, toList())));
  }
}
