package dev.seedbed.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.seed.SeedUnit;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoundConfigTest {
    private static final String SEEDER = "tables: {t: {rows: [{a: 1}]}}";

    @TempDir
    Path base;

    private Path directory;
    private Path shipped;

    @BeforeEach
    void directories() throws IOException {
        directory = Files.createDirectories(base.resolve("working"));
        shipped = Files.createDirectories(base.resolve("classes"));
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private SeedbedConfig find() throws IOException {
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {shipped.toUri().toURL()}, null)) {
            return SeedbedConfig.find(directory, loader);
        }
    }

    @Test
    void relative_seeds_of_a_shipped_configuration_are_on_the_class_path() throws IOException {
        write(
                shipped.resolve("seedbed.yaml"),
                "seeds: [data/seeds, 'classpath:more', /etc/seeds]\nenvironment: staging\n");
        assertThat(find().seeds()).containsExactly("classpath:data/seeds", "classpath:more", "/etc/seeds");
        assertThat(find().environment()).isEqualTo("staging");
    }

    @Test
    void a_configuration_with_the_other_ending_is_an_error_and_not_passed_over() throws IOException {
        write(shipped.resolve("seedbed.yml"), "environment: staging\n");
        assertThat(SeedsDirectory.error(this::find))
                .startsWith("The configuration is called seedbed.yml, and nobody would read it.")
                .endsWith("mend:  rename it to seedbed.yaml");
        write(directory.resolve("seedbed.yml"), "environment: test\n");
        assertThat(SeedsDirectory.error(this::find)).contains("where: " + directory.resolve("seedbed.yml"));
        write(directory.resolve("seedbed.yaml"), "environment: test\n");
        assertThat(find().environment()).isEqualTo("test");
    }

    @Test
    void the_working_directory_goes_before_the_class_path() throws IOException {
        write(shipped.resolve("seedbed.yaml"), "environment: staging\n");
        write(directory.resolve("seedbed.yaml"), "environment: test\nseeds: src/seeds\n");
        assertThat(find().environment()).isEqualTo("test");
        assertThat(find().seeds()).containsExactly("src/seeds");
    }

    @Test
    void without_a_configuration_seeds_are_those_that_are_shipped_before_those_beside() throws IOException {
        write(directory.resolve("seeds/a.yaml"), SEEDER);
        assertThat(find().seeds()).containsExactly("seeds");
        write(shipped.resolve("seeds/a.yaml"), SEEDER);
        assertThat(find().seeds()).containsExactly("classpath:seeds");
    }

    @Test
    void a_file_in_the_working_directory_means_the_seeds_beside_it() throws IOException {
        write(directory.resolve("seedbed.yaml"), "environment: test\n");
        write(shipped.resolve("seeds/a.yaml"), SEEDER);
        assertThat(find().seeds()).containsExactly("classpath:seeds");
        write(directory.resolve("seeds/a.yaml"), SEEDER);
        assertThat(find().seeds()).containsExactly("seeds");
    }

    @Test
    void where_there_are_no_seeds_no_place_is_named_since_seeders_may_be_classes() throws IOException {
        assertThat(find()).isEqualTo(SeedbedConfig.DEFAULTS.withSeeds(List.of()));
    }

    @Test
    void what_is_found_is_read() throws IOException {
        write(shipped.resolve("seeds/a.yaml"), SEEDER);
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {shipped.toUri().toURL()}, null)) {
            SeedbedConfig config = SeedbedConfig.find(directory, loader);
            List<SeedUnit> units =
                    SeedSources.read(new SourceRequest(config.seeds(), List.of(), false, loader, directory));
            assertThat(units).extracting(SeedUnit::name).containsExactly("a");
        }
    }

    @Test
    void no_seeds_are_looked_for_where_the_program_names_them() throws IOException {
        write(shipped.resolve("seeds/a.yaml"), SEEDER);
        assertThat(findFile()).isEqualTo(SeedbedConfig.DEFAULTS);
        write(shipped.resolve("seedbed.yaml"), "environment: staging\nseeds: data\n");
        assertThat(findFile().environment()).isEqualTo("staging");
        assertThat(findFile().seeds()).containsExactly("data");
        write(directory.resolve("seedbed.yaml"), "environment: test\n");
        assertThat(findFile().environment()).isEqualTo("test");
    }

    private SeedbedConfig findFile() throws IOException {
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {shipped.toUri().toURL()}, null)) {
            return SeedbedConfig.findFile(directory, loader);
        }
    }

    @Test
    void a_shipped_configuration_that_is_wrong_says_where() throws IOException {
        write(shipped.resolve("seedbed.yaml"), "after-migrate: sometimes\n");
        assertThat(SeedsDirectory.error(this::find)).isEqualTo("""
                "after-migrate" in the configuration is "sometimes".
                  where: classpath:seedbed.yaml, line 1, column 1
                  mend:  write one of fill, init, update, off""");
    }

    @Test
    void a_choice_made_elsewhere_is_checked_as_one_in_the_file() {
        assertThat(SeedbedConfig.AfterMigrate.of("Update", "seedbed.after-migrate"))
                .isEqualTo(SeedbedConfig.AfterMigrate.UPDATE);
        assertThat(SeedsDirectory.error(() -> SeedbedConfig.OnBlocked.of("ignore", "seedbed.on-blocked")))
                .isEqualTo("""
                "ignore" is none of fail, report.
                  where: seedbed.on-blocked
                  mend:  write one of them""");
        assertThat(SeedsDirectory.error(() -> SeedbedConfig.AfterMigrate.of("updat", "seedbed.after-migrate")))
                .isEqualTo("""
                "updat" is none of fill, init, update, off.
                  where: seedbed.after-migrate
                  mend:  write "update\"""");
    }
}
