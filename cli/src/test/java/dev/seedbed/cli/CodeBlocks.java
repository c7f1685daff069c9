package dev.seedbed.cli;

import java.util.List;
import java.util.regex.Pattern;

/** What stands in the code blocks of a page of documentation. */
final class CodeBlocks {
    private static final Pattern BLOCK = Pattern.compile("^```\\w*\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    private CodeBlocks() {}

    /** The lines of all blocks, in their order, without empty ones. */
    static List<String> lines(String page) {
        return BLOCK.matcher(page)
                .results()
                .flatMap(block -> block.group(1).lines())
                .filter(line -> !line.isBlank())
                .toList();
    }

    /** The words of a command, as a shell takes them apart: at blanks, but for what stands in single quotes. */
    static List<String> words(String command) {
        return WORD.matcher(command)
                .results()
                .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
                .toList();
    }
}
