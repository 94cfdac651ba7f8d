package retex.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.micronaut.transaction.TransactionCallback;
import io.micronaut.transaction.TransactionOperations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The picture in docs/architecture.md cannot lie: its table is read and held here. */
class ArchitectureTest {

  private static final String ROOT = "retex.server";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  static Stream<Row> rows() throws IOException {
    String page = Files.readString(Path.of("../docs/architecture.md"));
    String section = page.substring(page.indexOf("## Packages of `server`"));
    int end = section.indexOf("\n## ", 3);
    return (end < 0 ? section : section.substring(0, end))
        .lines()
        .filter(line -> line.startsWith("| `"))
        .map(ArchitectureTest::row);
  }

  @ParameterizedTest(name = "{0} imports only what its row allows")
  @MethodSource("rows")
  void a_package_imports_only_what_its_row_allows(Row row) {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "." + row.name())
        .should()
        .dependOnClassesThat(inOurs(row))
        .check(CLASSES);
  }

  @Test
  void every_package_has_a_row_and_every_row_a_package() throws IOException {
    Set<String> inTable = rows().map(Row::name).collect(Collectors.toCollection(TreeSet::new));
    Set<String> inCode =
        CLASSES.stream()
            .map(JavaClass::getPackageName)
            .filter(name -> name.startsWith(ROOT + "."))
            .map(name -> name.substring(ROOT.length() + 1))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(inCode).isEqualTo(inTable);
  }

  @Test
  void there_is_no_cycle() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void generated_classes_are_imported_by_sync_and_bundle_alone() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + ".sync", ROOT + ".bundle")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("retex.proto..")
        .check(CLASSES);
  }

  @Test
  void pure_packages_know_nothing_of_the_machine() {
    noClasses()
        .that()
        .resideInAnyPackage(
            ROOT + ".redaction.engine",
            ROOT + ".finding.engine",
            ROOT + ".policy.engine",
            ROOT + ".document")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "java.net..", "java.nio.file..", "io.micronaut..")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.time.Clock")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.security.SecureRandom")
        .check(CLASSES);
  }

  /** Its connection is not said to be read-only, so that it would wait for who writes. */
  @Test
  void what_only_reads_opens_no_transaction() {
    noClasses()
        .should()
        .callMethod(TransactionOperations.class, "executeRead", TransactionCallback.class)
        .check(CLASSES);
  }

  @Test
  void files_are_short_and_names_say_something() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
        assertThat(Files.readAllLines(file).size()).as(file.toString()).isLessThanOrEqualTo(400);
        assertThat(file.getFileName().toString())
            .doesNotMatch(".*(Manager|Helper|Util|Utils|Impl|Info)\\.java");
      }
    }
  }

  private static DescribedPredicate<JavaClass> inOurs(Row row) {
    return DescribedPredicate.describe(
        "of another package than " + row.allowed(),
        type -> {
          String name = type.getPackageName();
          boolean ours = name.startsWith(ROOT + ".") && !name.equals(ROOT + "." + row.name());
          return (ours && !row.allowed().contains(name.substring(ROOT.length() + 1)))
              || name.equals(ROOT);
        });
  }

  private static Row row(String line) {
    String[] cells = line.split("\\|");
    return new Row(
        cells[1].replace("`", "").strip(),
        Arrays.stream(cells[3].split(","))
            .map(String::strip)
            .filter(name -> !name.equals("–"))
            .collect(Collectors.toSet()));
  }

  /** One row: a package and those it may import. */
  record Row(String name, Set<String> allowed) {
    @Override
    public String toString() {
      return name;
    }
  }
}
