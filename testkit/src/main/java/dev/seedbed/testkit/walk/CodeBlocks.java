package dev.seedbed.testkit.walk;

import java.util.List;
import java.util.regex.Pattern;

/** What stands in the code blocks of a page of documentation. */
public final class CodeBlocks {
    private static final Pattern BLOCK = Pattern.compile("^```(\\w*)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

    private CodeBlocks() {}

    /**
     * One block.
     *
     * @param language as it is written behind the fence; empty for none
     */
    public record Block(String language, String text) {}

    public static List<Block> of(String page) {
        return BLOCK.matcher(page)
                .results()
                .map(block -> new Block(block.group(1), block.group(2)))
                .toList();
    }

    /** The lines of all blocks, in their order, without empty ones. */
    public static List<String> lines(String page) {
        return of(page).stream()
                .flatMap(block -> block.text().lines())
                .filter(line -> !line.isBlank())
                .toList();
    }

    /** The words of a command, as a shell takes them apart: at blanks, but for what stands in quotes. */
    public static List<String> words(String command) {
        return WORD.matcher(command)
                .results()
                .map(word ->
                        word.group(1) != null ? word.group(1) : word.group(2) != null ? word.group(2) : word.group(3))
                .toList();
    }
}
