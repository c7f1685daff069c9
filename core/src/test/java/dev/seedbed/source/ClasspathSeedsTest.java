package dev.seedbed.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.seed.Location;
import dev.seedbed.seed.SeedUnit;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClasspathSeedsTest {
    private static final String TIERS = "tables: {t: {rows: {csv: data/t.csv}}, u: {rows: [{a: {$file: data/x.bin}}]}}";

    @TempDir
    Path directory;

    private Path jar(String name, String... entriesAndContents) throws IOException {
        Path jar = directory.resolve(name);
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int i = 0; i < entriesAndContents.length; i += 2) {
                zip.putNextEntry(new ZipEntry(entriesAndContents[i]));
                zip.write(entriesAndContents[i + 1].getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return jar;
    }

    private static List<SeedUnit> read(String locations, Path... elements) throws IOException {
        URL[] urls = new URL[elements.length];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = elements[i].toUri().toURL();
        }
        try (URLClassLoader loader = new URLClassLoader(urls, null)) {
            return SeedSources.read(
                    new SourceRequest(List.of(locations.split(",")), List.of(), false, loader, Path.of("")));
        }
    }

    private static void check(List<SeedUnit> units) {
        assertThat(units).singleElement().satisfies(unit -> {
            assertThat(unit.at()).hasToString("classpath:seeds/tiers.yaml, line 1, column 1");
            assertThat(SeedsDirectory.rows(unit.tables().get(0)).stream().map(SeedsDirectory::plain))
                    .containsExactly(Map.of("a", "1"));
            assertThat(SeedsDirectory.rows(unit.tables().get(0)).get(0).at())
                    .hasToString("classpath:seeds/data/t.csv, line 2");
            assertThat(unit.attachments().read("data/x.bin", Location.of("x"))).containsExactly('x');
            assertThat(SeedsDirectory.error(() -> unit.attachments().read("../secret", Location.of("x"))))
                    .startsWith("File \"../secret\" lies outside the seeds directory.");
        });
    }

    @Test
    void seeds_are_found_in_a_jar_without_entries_for_folders() throws IOException {
        check(read(
                "classpath:seeds",
                jar(
                        "a b#%20.jar",
                        "seeds/tiers.yaml",
                        TIERS,
                        "seeds/data/t.csv",
                        "a\n1\n",
                        "seeds/data/x.bin",
                        "x",
                        "secret",
                        "s")));
    }

    @Test
    void seeds_are_found_in_a_jar_with_entries_for_folders() throws IOException {
        check(read(
                "classpath:/seeds/",
                jar(
                        "a.jar",
                        "META-INF/MANIFEST.MF",
                        "Manifest-Version: 1.0\n",
                        "seeds/",
                        "",
                        "seeds/tiers.yaml",
                        TIERS,
                        "seeds/data/",
                        "",
                        "seeds/data/t.csv",
                        "a\n1\n",
                        "seeds/data/x.bin",
                        "x",
                        "secret",
                        "s")));
    }

    @Test
    void seeds_are_found_in_a_directory() throws IOException {
        Path classes = directory.resolve("classes");
        Files.createDirectories(classes.resolve("seeds/data"));
        Files.writeString(classes.resolve("seeds/tiers.yaml"), TIERS);
        Files.writeString(classes.resolve("seeds/data/t.csv"), "a\n1\n");
        Files.writeString(classes.resolve("seeds/data/x.bin"), "x");
        Files.writeString(classes.resolve("secret"), "s");
        check(read("classpath:seeds", classes));
    }

    @Test
    void seeds_of_several_jars_come_together_and_broken_jars_are_passed_over() throws IOException {
        Path broken = Files.writeString(directory.resolve("broken.jar"), "no archive");
        List<SeedUnit> units = read(
                "classpath:seeds",
                jar("a.jar", "seeds/b.yaml", "tables: {t: {rows: [{a: 1}]}}"),
                jar("b.jar", "seeds/", "", "seeds/a.yaml", "tables: {t: {rows: [{a: 2}]}}"),
                broken);
        assertThat(units).extracting(SeedUnit::name).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void a_single_file_may_be_named() throws IOException {
        check(read(
                "classpath:seeds/tiers.yaml",
                jar(
                        "a.jar",
                        "seeds/tiers.yaml",
                        TIERS,
                        "seeds/data/t.csv",
                        "a\n1\n",
                        "seeds/data/x.bin",
                        "x",
                        "seeds/other.yaml",
                        "[")));
    }

    @Test
    void several_files_of_one_jar_are_all_read_and_each_once() throws IOException {
        String rows = "tables: {t: {rows: [{a: 1}]}}";
        Path jar = jar("a.jar", "seeds/a.yaml", rows, "seeds/b.yaml", rows, "seeds/c.yaml", "[");

        List<SeedUnit> units = read("classpath:seeds/b.yaml,classpath:seeds/a.yaml,classpath:/seeds/b.yaml", jar);

        assertThat(units).extracting(SeedUnit::name).containsExactly("b", "a");
    }

    @Test
    void the_whole_class_path_is_no_location() {
        assertThat(SeedsDirectory.error(() -> read("classpath:"))).isEqualTo("""
                        The seeds location names no folder of the class path.
                          where: classpath:
                          mend:  write a folder, such as classpath:seeds""");
    }
}
