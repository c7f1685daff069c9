package dev.seedbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seedbed.seed.Declarations;
import dev.seedbed.seed.Group;
import dev.seedbed.seed.Location;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedUnit;
import dev.seedbed.source.SeedFile;
import dev.seedbed.source.SeedFormat;
import dev.seedbed.source.SeedSources;
import dev.seedbed.source.SourceRequest;
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

/** What the format of another module gets from the core. */
class ShortFormTest {
    @TempDir
    Path directory;

    /** Takes files with {@code flags:} at the top. */
    public static final class FlagsFormat implements SeedFormat {
        @Override
        public boolean takes(SeedFile file) {
            return file.topLevelKeys().contains("flags");
        }

        @Override
        public SeedUnit read(SeedFile file) {
            Location at = file.keyAt(List.of("flags", "old"));
            Declarations declarations = new Declarations(at);
            declarations.table("flag").key("name").row(Map.of("name", "old"));
            return file.unit("flags", declarations.tables())
                    .withWarnings(List.of(Problem.of("Flag \"old\" is old.", at, "remove it")));
        }
    }

    private URLClassLoader loader() throws IOException {
        Path services = Files.createDirectories(directory.resolve("services/META-INF/services"));
        Files.writeString(services.resolve(SeedFormat.class.getName()), FlagsFormat.class.getName());
        return new URLClassLoader(
                new URL[] {directory.resolve("services").toUri().toURL()},
                getClass().getClassLoader());
    }

    private void file(String yaml) throws IOException {
        Files.writeString(Files.createDirectories(directory.resolve("seeds")).resolve("flags.yaml"), yaml);
    }

    private SeedUnit read(ClassLoader loader) {
        return SeedSources.read(new SourceRequest(List.of("seeds"), List.of(), false, loader, directory))
                .get(0);
    }

    @Test
    void its_files_say_of_the_seeder_what_every_seed_file_says() throws IOException {
        file("seeder: f\ngroup: dev\nenvironments: [test]\nafter: [x]\nflags:\n  old: {}\n");
        try (URLClassLoader loader = loader()) {
            SeedUnit unit = read(loader);

            assertThat(unit.name()).isEqualTo("f");
            assertThat(unit.group()).isEqualTo(Group.DEV);
            assertThat(unit.environments()).isEqualTo(Set.of("test"));
            assertThat(unit.after()).containsExactly("x");
            assertThat(unit.tables().get(0).at()).hasToString("seeds/flags.yaml, line 6, column 3");
        }
    }

    @Test
    void a_key_that_is_not_there_stands_where_the_one_above_it_does() throws IOException {
        file("\nflags: {}\n");
        try (URLClassLoader loader = loader()) {
            assertThat(read(loader).tables().get(0).at()).hasToString("seeds/flags.yaml, line 2, column 1");
        }
    }

    @Test
    void lint_says_what_it_warns_of() throws IOException {
        file("flags:\n  old: {}\n");
        try (URLClassLoader loader = loader()) {
            LintReport report = Seedbed.unconnected()
                    .baseDirectory(directory)
                    .classLoader(loader)
                    .seeds("seeds")
                    .build()
                    .lint();

            assertThat(report.errors()).isEmpty();
            assertThat(report.warnings())
                    .containsExactly(
                            new Problem("Flag \"old\" is old.", "seeds/flags.yaml, line 2, column 3", "remove it"));
        }
    }

    @Test
    void keys_that_nobody_knows_are_errors() throws IOException {
        file("flags: {}\ntables: {}\n");
        try (URLClassLoader loader = loader()) {
            assertThatThrownBy(() -> read(loader)).hasMessage("""
                    Unknown key "tables" in the seed file.
                      where: seeds/flags.yaml, line 2, column 1
                      mend:  remove it; known keys are seeder, group, environments, after, flags, $schema""");
        }
    }
}
