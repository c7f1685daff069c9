package dev.seedbed.cli;

import dev.seedbed.seed.FileFailure;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import dev.seedbed.show.Paint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The first files of a project that uses Seedbed.
 *
 * @param isDatabaseNamed by the environment, so that the next commands need not name one
 * @param named where the next commands are called, as it was named; null for the working directory
 */
record Scaffold(
        Path directory,
        Paint paint,
        boolean isDatabaseNamed,
        @Nullable Path named) {
    private static final String CONFIG = """
            # yaml-language-server: $schema=.seedbed/seedbed.schema.json
            # Flags and environment variables go before what stands here. A password never stands here.

            seeds: seeds                        # a directory; a list is fine too
            # url: postgres://app@localhost/app # better: SEEDBED_URL or DATABASE_URL
            # password-env: APP_PASSWORD        # the variable that holds the password
            # schema: public
            # environment: development          # what the database is for; production where nobody says
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

    private static final String URL = " --url postgres://app@localhost/app";

    private static final List<String> STEPS = List.of(
            "edit seeds/roles.yaml until it names your tables",
            "seedbed lint",
            "seedbed plan --mode fill" + URL,
            "seedbed fill" + URL);

    String write() {
        String own = ownWay();
        StringBuilder said = new StringBuilder();
        said.append(writeOnce("seedbed.yaml", CONFIG));
        if (own == null) {
            said.append(writeOnce("seeds/roles.yaml", SEEDER));
        }
        for (SchemaFile.Kind kind : List.of(SchemaFile.Kind.config, SchemaFile.Kind.seeds)) {
            said.append(renew(".seedbed/" + kind.file, SchemaFile.of(kind)));
        }
        said.append(own == null ? "" : own + ", so no sample was written.\n");
        said.append('\n').append(paint.bold("Next:")).append('\n');
        int step = 0;
        List<String> steps = new ArrayList<>(own == null ? STEPS : STEPS.subList(1, STEPS.size()));
        if (named != null) {
            steps.add(0, "cd " + named);
        }
        for (String next : steps) {
            said.append("  ")
                    .append(++step)
                    .append(". ")
                    .append(isDatabaseNamed ? next.replace(URL, "") : next)
                    .append('\n');
        }
        return said.toString();
    }

    /** Why a sample would be one file too many: the next run would plant it. Null where it would not. */
    private @Nullable String ownWay() {
        if (Files.exists(directory.resolve("seedbed.yaml"))) {
            return "There is a seedbed.yaml already";
        }
        try (Stream<Path> seeds = Files.list(directory.resolve("seeds"))) {
            return seeds.anyMatch(file -> !directory
                            .resolve("seeds")
                            .relativize(file)
                            .toString()
                            .startsWith("."))
                    ? "There are seeds already"
                    : null;
        } catch (IOException e) {
            // Then there are none to be read.
            return null;
        }
    }

    private String writeOnce(String name, String content) {
        if (Files.exists(directory.resolve(name))) {
            return kept(name);
        }
        write(name, content);
        return paint.green("wrote") + "  " + name + "\n";
    }

    /** Schemas are ours: one of another release would complete by its keys. */
    private String renew(String name, String content) {
        Path file = directory.resolve(name);
        boolean there = Files.exists(file);
        try {
            if (there && Files.readString(file).equals(content)) {
                return kept(name);
            }
        } catch (IOException e) {
            // Whatever it is, it is not the schema.
            there = true;
        }
        write(name, content);
        return paint.green("wrote") + "  " + name + (there ? " anew, as this release has it" : "") + "\n";
    }

    private String kept(String name) {
        return paint.dim("kept   " + name + ", which is there already") + "\n";
    }

    private void write(String name, String content) {
        Path file = directory.resolve(name);
        try {
            Path parent = file.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new SeedException(
                    new Problem(
                            "\"" + name + "\" cannot be written: " + FileFailure.why(e) + ".",
                            directory.toString(),
                            "name a directory that can be written to"),
                    e);
        }
    }
}
