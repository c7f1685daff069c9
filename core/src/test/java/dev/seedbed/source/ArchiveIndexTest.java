package dev.seedbed.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveIndexTest {
    @TempDir
    Path folder;

    private Path archive(String comment, String... names) throws IOException {
        Path archive = folder.resolve("a.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            zip.setComment(comment.isEmpty() ? null : comment);
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(name.getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return archive;
    }

    @Test
    void of_every_jar_of_these_tests_it_says_what_the_jar_says() throws IOException {
        List<Path> jars = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(element -> element.endsWith(".jar"))
                .map(Path::of)
                .toList();
        assertThat(jars).hasSizeGreaterThan(10);
        Random random = new Random(7);
        int held = 0;
        int without = 0;
        for (Path jar : jars) {
            List<String> names;
            try (JarFile opened = new JarFile(jar.toFile())) {
                names = opened.stream().map(ZipEntry::getName).collect(Collectors.toCollection(ArrayList::new));
            }
            List<String> beginnings = new ArrayList<>(List.of("seeds", "seeds/tiers.yaml", "META-INF", "org", "x"));
            for (int i = 0; i < 20; i++) {
                String name = names.get(random.nextInt(names.size()));
                beginnings.add(name.substring(0, 1 + random.nextInt(name.length())));
                beginnings.add(name + "x");
            }
            for (String beginning : beginnings) {
                boolean holds = names.stream().anyMatch(name -> name.startsWith(beginning));
                assertThat(ArchiveIndex.mayHold(jar, beginning))
                        .as("%s in %s", beginning, jar)
                        .isEqualTo(holds);
                held += holds ? 1 : 0;
                without += holds ? 0 : 1;
            }
        }
        assertThat(held).isPositive();
        assertThat(without).isPositive();
    }

    @Test
    void the_last_entry_and_one_that_is_just_the_name_are_found() throws IOException {
        Path archive = archive("", "a", "b/c", "seeds");

        assertThat(ArchiveIndex.mayHold(archive, "seeds")).isTrue();
        assertThat(ArchiveIndex.mayHold(archive, "seeds/")).isFalse();
        assertThat(ArchiveIndex.mayHold(archive, "b/")).isTrue();
        assertThat(ArchiveIndex.mayHold(archive, "c")).isFalse();
    }

    @Test
    void an_archive_behind_something_else_is_looked_through() throws IOException {
        byte[] jar = Files.readAllBytes(archive("", "a", "seeds/b"));
        Path executable = folder.resolve("app.jar");
        Files.writeString(executable, "#!/bin/sh\nexec java -jar \"$0\"\n");
        Files.write(executable, jar, java.nio.file.StandardOpenOption.APPEND);

        assertThat(ArchiveIndex.mayHold(executable, "seeds/")).isTrue();
        assertThat(ArchiveIndex.mayHold(executable, "data/")).isFalse();
    }

    @Test
    void what_it_does_not_understand_may_hold_anything() throws IOException {
        assertThat(ArchiveIndex.mayHold(archive("a comment", "a"), "seeds/")).isTrue();
        assertThat(ArchiveIndex.mayHold(archive("", "a"), "größe/")).isTrue();
        assertThat(ArchiveIndex.mayHold(Files.writeString(folder.resolve("b.jar"), "no archive"), "seeds/"))
                .isTrue();
        assertThat(ArchiveIndex.mayHold(
                        Files.writeString(folder.resolve("c.jar"), "no archive, and longer than its end would be"),
                        "seeds/"))
                .isTrue();
        assertThat(ArchiveIndex.mayHold(folder.resolve("nowhere.jar"), "seeds/"))
                .isTrue();
        assertThat(ArchiveIndex.mayHold(folder, "seeds/")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {70_000, 65_535})
    void an_archive_with_more_entries_than_fit_may_hold_anything(int entries) throws IOException {
        String[] names = new String[entries];
        Arrays.setAll(names, i -> "n" + i);

        assertThat(ArchiveIndex.mayHold(archive("", names), "seeds/")).isTrue();
    }

    @Test
    void whatever_byte_is_wrong_no_entry_is_overlooked_that_the_archive_has() throws IOException {
        byte[] jar = Files.readAllBytes(archive("", "a", "seeds/b", "c"));
        Path broken = folder.resolve("broken.jar");
        Random random = new Random(11);
        for (int i = 0; i < 3_000; i++) {
            byte[] bytes = jar.clone();
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            Files.write(broken, bytes);
            boolean holds;
            try (JarFile opened = new JarFile(broken.toFile())) {
                holds = opened.stream().anyMatch(entry -> entry.getName().startsWith("seeds/"));
            } catch (IOException | IllegalArgumentException e) {
                continue;
            }
            if (holds) {
                assertThat(ArchiveIndex.mayHold(broken, "seeds/")).isTrue();
            }
        }
    }
}
