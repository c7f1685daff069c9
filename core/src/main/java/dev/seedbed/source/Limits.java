package dev.seedbed.source;

/** What a file may cost; a hostile one stops here. */
final class Limits {
    static final int MIB = 1024 * 1024;

    /** Size of a YAML or JSON file, which is held in memory while it is read. */
    static final int DOCUMENT_BYTES = 64 * MIB;

    /** Values in a YAML or JSON file: a value of two bytes takes about a hundred in memory. */
    static final int DOCUMENT_VALUES = 2_000_000;

    static final int DEPTH = 50;

    /** One YAML or JSON scalar, one CSV field. */
    static final int SCALAR_CHARS = 16 * MIB;

    /** All fields of one CSV row together. */
    static final int ROW_CHARS = 64 * MIB;

    /** PostgreSQL's own limit for a table. */
    static final int COLUMNS = 1_600;

    /** A file that {@code $file} or {@code sql} names. */
    static final int ATTACHMENT_BYTES = 16 * MIB;

    /** A {@code former.jsonl}, whose rows are kept in memory. */
    static final int FORMER_BYTES = 64 * MIB;

    /** Row problems of one CSV file. */
    static final int CSV_PROBLEMS = 50;

    /** Problems of one reading. */
    static final int PROBLEMS = 200;

    private Limits() {}
}
