package dev.seedbed.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.seed.Declarations;
import dev.seedbed.seed.Group;
import dev.seedbed.seed.SeedTable;
import dev.seedbed.seed.SeedUnit;
import dev.seedbed.seed.SeedValue;
import dev.seedbed.seed.Seeder;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaSeedersTest {
    @TempDir
    Path directory;

    public static final class Tiers implements Seeder {
        @Override
        public void declare(Declarations seeds) {
            seeds.table("tier").key("code").row("code", "starter", "price", 12);
        }
    }

    public static final class Failing implements Seeder {
        @Override
        public void declare(Declarations seeds) {
            throw new IllegalStateException("no such file");
        }
    }

    public static final class Silent implements Seeder {
        @Override
        public void declare(Declarations seeds) {}
    }

    public static final class ForDevelopment implements Seeder {
        @Override
        public Group group() {
            return Group.DEV;
        }

        @Override
        public Set<String> environments() {
            return Set.of("production");
        }

        @Override
        public void declare(Declarations seeds) {
            seeds.table("t").row("a", 1);
        }
    }

    /** Takes mappings with {@code roles:} at the top. */
    public static final class RolesFormat implements SeedFormat {
        @Override
        public boolean takes(SeedFile file) {
            return file.topLevelKeys().contains("roles");
        }

        @Override
        public List<String> contents(SeedFile file) {
            return List.of("model.conf");
        }

        @Override
        public SeedUnit read(SeedFile file) {
            SeedValue roles = file.mapping().fields().get("roles");
            if (!(roles instanceof SeedValue.Items list)) {
                throw new IllegalArgumentException("roles is no list");
            }
            Declarations declarations = new Declarations(roles.at());
            list.items().forEach(role -> declarations.table("role").row(Map.of("name", role)));
            return new SeedUnit(
                    file.baseName(),
                    Group.CORE,
                    Set.of(),
                    List.of(),
                    declarations.tables(),
                    List.of(),
                    file.attachments(),
                    file.location());
        }
    }

    private SourceRequest request(Seeder... seeders) {
        return new SourceRequest(List.of(), List.of(seeders), false, getClass().getClassLoader(), directory);
    }

    private URLClassLoader services(Class<?> type, String... classes) throws IOException {
        Path services = Files.createDirectories(directory.resolve("services/META-INF/services"));
        Files.writeString(services.resolve(type.getName()), String.join("\n", classes));
        return new URLClassLoader(
                new URL[] {directory.resolve("services").toUri().toURL()},
                getClass().getClassLoader());
    }

    @Test
    void a_java_seeder_declares_what_a_file_would() {
        assertThat(SeedSources.read(request(new Tiers()))).singleElement().satisfies(unit -> {
            assertThat(unit.name()).isEqualTo("Tiers");
            SeedTable table = unit.tables().get(0);
            assertThat(table.key()).containsExactly("code");
            assertThat(SeedsDirectory.rows(table).stream().map(SeedsDirectory::plain))
                    .containsExactly(Map.of("code", "starter", "price", "12"));
        });
    }

    @Test
    void what_java_seeders_do_wrong_is_said_by_name() {
        String name = getClass().getName();
        assertThat(SeedsDirectory.error(
                        () -> SeedSources.read(request(new Failing(), new Silent(), new ForDevelopment()))))
                .isEqualTo("""
                        The seeder threw java.lang.IllegalStateException: no such file
                          where: %1$s$Failing
                          mend:  mend its declare(...), which only declares rows
                        Seeder "Silent" declares nothing.
                          where: %1$s$Silent
                          mend:  declare rows with table(...).row(...), or remove the seeder
                        A seeder of group "dev" names environments other than development and test: production.
                          where: %1$s$ForDevelopment
                          mend:  name only development and test, or choose the group core or update""".formatted(name));
    }

    @Test
    void seeders_are_discovered_and_those_handed_over_are_not_used_twice() throws IOException {
        try (URLClassLoader loader = services(Seeder.class, Tiers.class.getName())) {
            for (List<Seeder> given : List.of(List.<Seeder>of(), List.<Seeder>of(new Tiers()))) {
                assertThat(SeedSources.read(new SourceRequest(List.of(), given, true, loader, directory)))
                        .extracting(SeedUnit::name)
                        .containsExactly("Tiers");
            }
        }
    }

    @Test
    void a_service_that_cannot_be_loaded_is_an_error() throws IOException {
        try (URLClassLoader loader = services(Seeder.class, "no.such.Seeder")) {
            assertThat(SeedsDirectory.error(
                            () -> SeedSources.read(new SourceRequest(List.of(), List.of(), true, loader, directory))))
                    .startsWith("A service cannot be loaded: ")
                    .contains("\n  where: META-INF/services/dev.seedbed.seed.Seeder\n");
        }
    }

    @Test
    void two_seeders_of_one_name_are_an_error() {
        assertThat(SeedsDirectory.error(() -> SeedSources.read(request(new Tiers(), new Tiers()))))
                .startsWith("Two seeders are named \"Tiers\".");
    }

    @Test
    void nothing_at_all_is_an_error() {
        assertThat(SeedsDirectory.error(() -> SeedSources.read(request())))
                .isEqualTo(
                        "There are no seeders.\n  mend:  put seed files into src/main/resources/seeds, name a seeds location, or hand over seeders");
    }

    @Test
    void a_format_of_another_module_takes_its_files() throws IOException {
        new SeedsDirectory(directory)
                .file("casbin.yaml", "roles: [admin, user]\n")
                .file("model.conf", "[request]")
                .file("tier.yaml", "tables: {tier: {rows: [{a: 1}]}}");
        try (URLClassLoader loader = services(SeedFormat.class, RolesFormat.class.getName())) {
            SourceRequest request = new SourceRequest(List.of("seeds"), List.of(), false, loader, directory);
            List<SeedUnit> units = SeedSources.read(request);
            assertThat(units).extracting(SeedUnit::name).containsExactly("casbin", "tier");
            assertThat(SeedsDirectory.rows(units.get(0).tables().get(0)).stream()
                            .map(SeedsDirectory::plain))
                    .containsExactly(Map.of("name", "admin"), Map.of("name", "user"));

            new SeedsDirectory(directory).file("casbin.yaml", "roles: 3\n");
            assertThat(SeedsDirectory.error(() -> SeedSources.read(request))).isEqualTo("""
                            The format of the file failed with java.lang.IllegalArgumentException: roles is no list
                              where: seeds/casbin.yaml
                              mend:  report this to the module that reads it""");
        }
    }
}
