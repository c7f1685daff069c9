package dev.seedbed.admin.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ActionWordsTest {
    private static final Pattern ACTION =
            Pattern.compile("\"((?:account|plan|role|run|session|trail)\\.[a-z][a-z-]*)\"");

    @Test
    void every_action_that_the_service_writes_has_words() throws Exception {
        Set<String> written = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
            for (Path file : files.filter(each -> each.toString().endsWith(".java"))
                    .filter(each -> !each.endsWith("ActionWords.java"))
                    .toList()) {
                written.addAll(actions(file));
            }
        }

        assertThat(written).hasSizeGreaterThan(20).contains("account.password-reset", "session.begun", "plan.made");
        assertThat(written).filteredOn(each -> ActionWords.of(each).isEmpty()).isEmpty();
        assertThat(written.stream().map(ActionWords::of)).doesNotHaveDuplicates();
        assertThat(ActionWords.of("audit.of-another-release")).isEmpty();
    }

    private static Set<String> actions(Path file) throws IOException {
        return ACTION.matcher(Files.readString(file))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
