package dev.seedbed.seed;

/** Files beside the seeds that a value may name with {@code $file}. */
@FunctionalInterface
public interface Attachments {
    /** For seeders that have no files beside them. */
    Attachments NONE = (path, at) -> {
        throw new SeedException(Problem.of(
                "\"$file\" names \"" + path + "\", but this seeder has no seeds directory.",
                at,
                "declare the content itself, or move the seed into a file"));
    };

    /**
     * The content of a file inside the seeds root.
     *
     * @param path relative to the seeds root or to the file that names it
     * @param at the place that names it
     * @throws SeedException where it is missing, too large, or lies outside the seeds root (links resolved)
     */
    byte[] read(String path, Location at);
}
