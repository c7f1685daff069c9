package dev.seedbed.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The JSON Schemas that core carries. */
final class SchemaFile {
    private SchemaFile() {}

    /** What a schema is for; named as on the command line. */
    enum Kind {
        seeds("seed-file.schema.json"),
        config("seedbed.schema.json");

        final String file;

        Kind(String file) {
            this.file = file;
        }
    }

    static String of(Kind kind) {
        try (InputStream in = SchemaFile.class.getResourceAsStream("/dev/seedbed/schema/" + kind.file)) {
            if (in == null) {
                throw new IllegalStateException("The schema \"" + kind.file + "\" is not in this build.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
