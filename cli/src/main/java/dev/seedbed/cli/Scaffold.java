package dev.seedbed.cli;

import dev.seedbed.cli.show.Paint;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/** The first files of a project that uses Seedbed. */
record Scaffold(Path directory, Paint paint) {
    private static final String CONFIG = """
            # yaml-language-server: $schema=.seedbed/seedbed.schema.json
            # Flags and environment variables go before what stands here. A password never stands here.

            seeds: seeds                        # a directory; a list is fine too
            # url: postgres://app@localhost/app # better: SEEDBED_URL or DATABASE_URL
            # password-env: APP_PASSWORD        # the variable that holds the password
            # schema: public
            # environments: [preview]           # beside development, test, staging and production
            # columns:                          # for every seeded table that has the column
            #   created_at: {on-insert: {$now: true}}
            """;

    private static final String SEEDER = """
            # yaml-language-server: $schema=../.seedbed/seed-file.schema.json
            # A first seeder. Put your own tables and rows here: the tables are made by your migrations, and the
            # names below are those of their columns. "seedbed plan" shows what would be planted.

            tables:
              role:
                key: [name]                     # what identifies a row; leave it out where one unique key says so
                rows:
                  - {name: admin, description: May do everything}
                  - {name: member, description: May do what everybody may}
            """;

    String write() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("seedbed.yaml", CONFIG);
        files.put("seeds/roles.yaml", SEEDER);
        files.put(".seedbed/" + SchemaFile.Kind.config.file, SchemaFile.of(SchemaFile.Kind.config));
        files.put(".seedbed/" + SchemaFile.Kind.seeds.file, SchemaFile.of(SchemaFile.Kind.seeds));
        StringBuilder said = new StringBuilder();
        files.forEach((name, content) -> said.append(write(name, content)));
        return said.append('\n').append(paint.bold("Next:")).append("""

                          1. edit seeds/roles.yaml until it names your tables
                          2. seedbed lint
                          3. seedbed plan --url postgres://app@localhost/app
                          4. seedbed fill --url postgres://app@localhost/app
                        """).toString();
    }

    private String write(String name, String content) {
        Path file = directory.resolve(name);
        try {
            Path parent = file.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.writeString(file, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            return paint.green("wrote") + "  " + name + "\n";
        } catch (FileAlreadyExistsException e) {
            return paint.dim("kept   " + name + ", which is there already") + "\n";
        } catch (IOException e) {
            throw new SeedException(
                    new Problem(
                            "\"" + name + "\" cannot be written: "
                                    + e.getClass().getSimpleName() + ".",
                            directory.toString(),
                            "name a directory that can be written to"),
                    e);
        }
    }
}
