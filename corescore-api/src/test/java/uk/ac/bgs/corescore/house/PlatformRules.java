// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitReferenceTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.text.Collator;
import java.text.DateFormat;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.text.SimpleDateFormat;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Scanner;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.spi.ServiceRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What holds for the classes of every module, of the library and of the applications: neither the
 * country that the machine is set to nor what else is installed changes what comes out.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class PlatformRules {
  /** Members that go by the machine's country where no {@link Locale} is given. */
  private static final Map<Class<?>, String> FORMATTING =
      Map.ofEntries(
          Map.entry(String.class, "format|formatted|toLowerCase|toUpperCase"),
          Map.entry(PrintStream.class, "format|printf"),
          Map.entry(PrintWriter.class, "format|printf"),
          Map.entry(Formatter.class, "<init>"),
          Map.entry(DecimalFormat.class, "<init>"),
          Map.entry(DecimalFormatSymbols.class, "<init>|getInstance"),
          Map.entry(SimpleDateFormat.class, "<init>"),
          Map.entry(MessageFormat.class, "<init>|format"),
          Map.entry(NumberFormat.class, "get.*Instance"),
          Map.entry(DateFormat.class, "get.*Instance"),
          Map.entry(Collator.class, "getInstance"),
          Map.entry(Scanner.class, "<init>"),
          Map.entry(DateTimeFormatter.class, "ofPattern|ofLocalized.*"),
          Map.entry(DateTimeFormatterBuilder.class, "toFormatter"),
          Map.entry(Locale.class, "getDefault"));

  private static final Set<String> CHOOSES =
      Set.of(Locale.class.getName(), DecimalFormatSymbols.class.getName());

  /** The module's classes, without its tests. */
  protected final JavaClasses classes;

  /** Reads what the module compiled. */
  protected PlatformRules() {
    this(new ClassFileImporter().importPath(Path.of("target", "classes")));
  }

  /**
   * Takes other classes.
   *
   * @param classes what to check
   */
  protected PlatformRules(JavaClasses classes) {
    this.classes = classes;
  }

  /** Numbers, dates and letters come out the same in every locale. */
  @Test
  void nothingIsFormattedAsTheCountryDoes() {
    noClasses()
        .should()
        .accessTargetWhere(
            DescribedPredicate.describe("it formats without a locale", PlatformRules::noLocale))
        .check(classes);
  }

  private static boolean noLocale(JavaAccess<?> access) {
    boolean formats =
        FORMATTING.entrySet().stream()
            .anyMatch(
                one ->
                    access.getTargetOwner().isAssignableTo(one.getKey())
                        && access.getTarget().getName().matches(one.getValue()));
    return formats && parameters(access).stream().noneMatch(CHOOSES::contains);
  }

  private static List<String> parameters(JavaAccess<?> access) {
    if (access.getTarget() instanceof CodeUnitCallTarget call) {
      return call.getRawParameterTypes().stream().map(type -> type.getName()).toList();
    }
    return access.getTarget() instanceof CodeUnitReferenceTarget reference
        ? reference.getRawParameterTypes().stream().map(type -> type.getName()).toList()
        : List.of();
  }

  /**
   * ImageIO's settings and its registry are the host's, and images are read and written by the
   * plugins that are chosen by name, whatever others a host has installed.
   */
  @Test
  void imageRegistryIsTheHosts() {
    CompositeArchRule.of(nothingCalls(ImageIO.class, ".*"))
        .and(nothingCalls(ServiceRegistry.class, "(register|deregister|set|unset).*"))
        .check(classes);
  }

  /** Applications use exported packages only. Internal ones are for the library's own modules. */
  @Test
  void applicationsUseNoInternalPackages() {
    noClasses()
        .that()
        .resideInAPackage("uk.ac.bgs.corescore.example..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("uk.ac.bgs.corescore..internal..")
        .allowEmptyShould(true)
        .check(classes);
  }

  /**
   * That no class calls, or refers to, members of a type.
   *
   * @param owner the type, or any sub-type
   * @param names which of its members, as a regular expression
   * @return the rule
   */
  protected static ArchRule nothingCalls(Class<?> owner, String names) {
    return noClasses().should().accessTargetWhere(reaches(owner, names));
  }

  /**
   * An access to members of a type.
   *
   * @param owner the type, or any sub-type
   * @param names which of its members, as a regular expression
   * @return whether an access is one
   */
  static DescribedPredicate<JavaAccess<?>> reaches(Class<?> owner, String names) {
    return DescribedPredicate.describe(
        "it is " + owner.getSimpleName() + "." + names,
        access ->
            access.getTargetOwner().isAssignableTo(owner)
                && access.getTarget().getName().matches(names));
  }
}
