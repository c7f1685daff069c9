package example.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import example.walk.Readme;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadmeTest {
    @TempDir
    Path directory;

    @Test
    void the_readme_does_what_it_says() throws IOException {
        Readme readme = new Readme(Inventory.class, directory, "--seedbed.seeds={resources}/seeds");
        assertThat(readme.walk()).contains("command", "change", "sql", "text");
    }
}
