package dev.seedbed.testkit.walk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Code in pages of documentation that stands, blanks aside, in a source that is compiled and run. */
public final class Snippets {
    private Snippets() {}

    /** Fails for a block of the language that stands in none of the sources. */
    public static void standIn(Path page, String language, Path... sources) throws IOException {
        List<String> blocks = CodeBlocks.of(Files.readString(page)).stream()
                .filter(block -> block.language().equals(language))
                .map(block -> withoutBlanks(block.text()))
                .toList();
        assertThat(blocks).as("blocks of %s in %s", language, page).isNotEmpty();
        String all = Stream.of(sources).map(Snippets::read).collect(Collectors.joining("\n"));
        assertThat(blocks).allSatisfy(block -> assertThat(all).contains(block));
    }

    private static String read(Path source) {
        try {
            return withoutBlanks(Files.readString(source));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String withoutBlanks(String text) {
        return text.replaceAll("\\s+", "");
    }
}
