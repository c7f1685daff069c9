package dev.seedbed.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.seed.SeedUnit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeedReadingsTest {
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    Path base;

    private long nanoTime;
    private final SeedReadings readings = new SeedReadings(() -> nanoTime);
    private Path seeds;
    private Path file;

    @BeforeEach
    void files() throws IOException {
        seeds = Files.createDirectory(base.resolve("seeds"));
        file = Files.writeString(seeds.resolve("tier.csv"), "code,name\nfree,Free\n");
    }

    private List<SeedUnit> read(String location) {
        return readings.read(
                new SourceRequest(List.of(location), List.of(), false, SeedReadingsTest.class.getClassLoader(), base));
    }

    private List<SeedUnit> read() {
        return read("seeds");
    }

    private static List<String> codes(List<SeedUnit> units) {
        return units.stream()
                .flatMap(unit -> unit.tables().stream())
                .flatMap(table -> SeedsDirectory.rows(table).stream())
                .map(row -> (String) SeedsDirectory.plain(row).get("code"))
                .toList();
    }

    /** Reads until the state of the files stands for them, where their file system allows it. */
    private List<SeedUnit> settled() throws Exception {
        List<String> codes = codes(read());
        for (int i = 0; i < 4; i++) {
            assertThat(codes(read())).isEqualTo(codes);
            nanoTime += 4 * SECOND;
        }
        List<SeedUnit> last = read();
        assertThat(read()).isSameAs(last);
        assertThat(readings.isSettled()).isEqualTo(isReliable());
        // The clock of this test has gone faster than that of the file system.
        Thread.sleep(50);
        return last;
    }

    private boolean isReliable() {
        DirectoryRoot root = new DirectoryRoot("seeds", seeds, null);
        root.list(new Problems());
        WatchedFiles watched = WatchedFiles.of(List.of(seeds), List.of(root));
        return watched != null && watched.areReliable();
    }

    @Test
    void what_has_not_changed_is_the_same_as_before() throws Exception {
        List<SeedUnit> units = settled();

        nanoTime += 1000 * SECOND;

        assertThat(read()).isSameAs(units);
        assertThat(codes(units)).containsExactly("free");
    }

    @Test
    void states_stand_for_contents_only_after_they_have_stood_for_three_seconds() {
        read();
        read();
        read();
        nanoTime += 3 * SECOND - 1;
        read();
        assertThat(readings.isSettled()).isFalse();
        nanoTime += 1;
        read();
        assertThat(readings.isSettled()).isEqualTo(isReliable());
    }

    @Test
    void a_file_edited_again_and_again_within_one_tick_is_read_again_each_time() throws Exception {
        FileTime time = Files.getLastModifiedTime(file);
        for (int i = 0; i < 300; i++) {
            String code = "f" + (100 + i);
            Files.writeString(file, "code,name\n" + code + ",Free\n");
            Files.setLastModifiedTime(file, time);

            assertThat(codes(read())).containsExactly(code);
        }
    }

    @Test
    void a_file_of_the_same_size_whose_time_was_set_back_is_read_again() throws Exception {
        settled();
        FileTime time = Files.getLastModifiedTime(file);

        Files.writeString(file, "code,name\nlite,Free\n");
        Files.setLastModifiedTime(file, time);

        assertThat(codes(read())).containsExactly("lite");
        assertThat(readings.isSettled()).isFalse();
        assertThat(codes(settled())).containsExactly("lite");
    }

    @Test
    void a_file_replaced_by_another_of_the_same_size_and_time_is_read_again() throws Exception {
        Path other = Files.writeString(base.resolve("other.csv"), "code,name\nlite,Free\n");
        settled();
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));

        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);

        assertThat(codes(read())).containsExactly("lite");
    }

    @Test
    void files_that_come_and_go_are_noticed_in_folders_too() throws Exception {
        Path folder = Files.createDirectory(seeds.resolve("more"));
        settled();

        Path added = Files.writeString(folder.resolve("feature.csv"), "code,name\nexport,Export\n");
        assertThat(codes(settled())).containsExactly("export", "free");

        Files.delete(added);
        assertThat(codes(read())).containsExactly("free");
    }

    @Test
    void a_location_that_is_a_link_and_leads_elsewhere_is_read_again() throws Exception {
        Path other = Files.createDirectory(base.resolve("other"));
        Files.writeString(other.resolve("tier.csv"), "code,name\nlite,Free\n");
        Path link = Files.createSymbolicLink(base.resolve("current"), seeds);
        for (int i = 0; i < 5; i++) {
            assertThat(codes(read("current"))).containsExactly("free");
            nanoTime += 4 * SECOND;
        }

        Files.delete(link);
        Files.createSymbolicLink(link, other);

        assertThat(codes(read("current"))).containsExactly("lite");
    }

    @Test
    void a_file_that_is_a_link_is_always_read() throws Exception {
        Path first = Files.writeString(seeds.resolve(".first.csv"), "code,name\nlite,Free\n");
        Path second = Files.writeString(seeds.resolve(".other.csv"), "code,name\nmini,Free\n");
        Files.delete(file);
        Files.createSymbolicLink(file, first);
        for (int i = 0; i < 5; i++) {
            assertThat(codes(read())).containsExactly("lite");
            assertThat(readings.isSettled()).isFalse();
            nanoTime += 4 * SECOND;
        }

        Files.writeString(first, Files.readString(second));

        assertThat(codes(read())).containsExactly("mini");
    }

    @Test
    void another_request_is_read_for_itself() throws Exception {
        settled();
        Files.writeString(seeds.resolve("feature.csv"), "code,name\nexport,Export\n");

        assertThat(codes(read("seeds/feature.csv"))).containsExactly("export");
        assertThat(codes(read("seeds/tier.csv"))).containsExactly("free");
        assertThat(codes(read("seeds"))).containsExactly("export", "free");
    }

    @Test
    void permissions_that_change_do_not_make_other_seeds() throws Exception {
        List<SeedUnit> units = settled();

        assertThat(file.toFile().setExecutable(true)).isTrue();

        assertThat(read()).isSameAs(units);
        assertThat(readings.isSettled()).isFalse();
    }
}
