package dev.seedbed;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The arrows between the packages of core. A package may be empty, so no rule insists on finding classes. */
class ArchitectureTest {

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.seedbed");

    /** Classes that use a library which is on the class path only where it is needed. */
    private static final DescribedPredicate<HasName> OPTIONAL =
            nameMatching("dev\\.seedbed\\.(database\\.PostgresCopy|run\\.Bcrypt)(\\$.*)?");

    @Test
    void seed_depends_on_nothing_of_ours() {
        check(only("seed"));
    }

    @Test
    void source_depends_on_seed() {
        check(only("source", "seed"));
    }

    @Test
    void record_depends_on_source_and_seed() {
        check(only("record", "source", "seed"));
    }

    @Test
    void database_depends_on_seed() {
        check(only("database", "seed"));
    }

    @Test
    void plan_depends_on_seed_and_database() {
        check(only("plan", "seed", "database"));
    }

    @Test
    void ledger_depends_on_plan_seed_and_database() {
        check(only("ledger", "plan", "seed", "database"));
    }

    @Test
    void run_depends_on_plan_ledger_seed_and_database() {
        check(only("run", "plan", "ledger", "seed", "database"));
    }

    @Test
    void rows_depends_on_run_ledger_plan_source_seed_and_database_and_none_of_these_on_it() {
        check(only("rows", "seed", "source", "database", "plan", "run", "ledger"));
        check(noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.seedbed.seed..",
                        "dev.seedbed.source..",
                        "dev.seedbed.database..",
                        "dev.seedbed.plan..",
                        "dev.seedbed.run..",
                        "dev.seedbed.ledger..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.seedbed.rows.."));
    }

    @Test
    void export_depends_on_seed_and_database() {
        check(only("export", "seed", "database"));
    }

    /** It is for doors: the engine itself prints nothing. */
    @Test
    void nothing_of_core_depends_on_show() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("dev.seedbed.show..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.seedbed.show.."));
    }

    @Test
    void connect_depends_on_run_and_seed_and_is_for_doors() {
        check(only("connect", "run", "seed"));
        check(noClasses()
                .that()
                .resideOutsideOfPackage("dev.seedbed.connect..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.seedbed.connect.."));
    }

    @Test
    void packages_have_no_cycles() {
        check(slices().matching("dev.seedbed.(*)..").should().beFreeOfCycles());
    }

    @Test
    void core_depends_on_the_jdk_and_four_small_libraries() {
        check(classes()
                .that(not(OPTIONAL).forSubtype())
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "dev.seedbed..",
                        "java..",
                        "javax.sql..",
                        "javax.crypto..",
                        "org.slf4j..",
                        "org.snakeyaml.engine..",
                        "de.siegmar.fastcsv..",
                        "org.jspecify.annotations..")));
    }

    /** COPY can be reached through the driver alone; docs/decisions/0002 says why that is worth a dependency. */
    @Test
    void only_the_copy_of_postgresql_uses_its_driver() {
        check(noClasses()
                .that(not(OPTIONAL).forSubtype())
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.postgresql.."));
    }

    @Test
    void no_class_is_named_after_its_kind() {
        check(noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)"));
    }

    /** Classes of the package use, of ours, only their own package and the allowed ones, sub-packages included. */
    private static ArchRule only(String name, String... allowed) {
        String[] packages =
                Arrays.stream(allowed).map(it -> "dev.seedbed." + it + "..").toArray(String[]::new);
        String own = "dev.seedbed." + name + "..";
        return noClasses()
                .that()
                .resideInAPackage(own)
                .should()
                .dependOnClassesThat(resideInAnyPackage("dev.seedbed..")
                        .and(resideOutsideOfPackages(packages))
                        .and(resideOutsideOfPackages(own)));
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(CORE);
    }
}
