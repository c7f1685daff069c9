package dev.seedbed.cli;

import dev.seedbed.cli.show.ExportText;
import dev.seedbed.connect.Database;
import dev.seedbed.export.ExportReport;
import dev.seedbed.export.ExportRequest;
import dev.seedbed.show.ExitCode;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

final class ExportCommand extends SeedbedCommand {
    private final KeyOptions keys = new KeyOptions();
    private Path directory = Path.of("seeds");
    private boolean force;
    private boolean includeSensitive;
    private boolean includeGenerated;

    ExportCommand(Session session) {
        super(session);
    }

    @Override
    void describe(CommandSpec spec) {
        spec.usageMessage()
                .description(
                        "Writes rows that are in a database to seed files: YAML, past 200 rows CSV; references by natural"
                                + " key. Only reads the database.",
                        "Says by name what is left out: what the database fills in by itself, what looks sensitive, and"
                                + " what has no natural key.")
                .footer(
                        "Examples:",
                        "  seedbed export --table permission,tier,tier_permission --url postgres://app@localhost/app",
                        "  seedbed export --table 'public.*' --out exported",
                        "  seedbed export --table casbin_rule --key casbin_rule=ptype,v0,v1,v2");
        session.seeds.addTablesTo(
                spec, "Exports this table; may be repeated. * stands for any characters, as in 'public.*'.");
        spec.addOption(Value.option("--out", "DIR", Path.class, value -> directory = value)
                .order(0)
                .description("Where the files are written. Default: seeds.")
                .build());
        spec.addOption(Value.list("--key", "TABLE=COLUMN,…", keys::take)
                .hideParamSyntax(true)
                .order(1)
                .description("Columns that identify the rows of a table, where no unique key does; may be repeated.")
                .build());
        spec.addOption(Value.flag(() -> force = true, "--force")
                .order(1)
                .description("Replaces files that are there.")
                .build());
        spec.addOption(Value.flag(() -> includeSensitive = true, "--include-sensitive")
                .order(1)
                .description(
                        "Also exports columns whose names look sensitive (password, secret, token, api_key, hash), and"
                                + " declares them under sensitive.")
                .build());
        spec.addOption(Value.flag(() -> includeGenerated = true, "--include-generated")
                .order(1)
                .description("Also exports what defaults such as now() have filled in.")
                .build());
        connectionOptions(spec);
        outputOptions(spec);
    }

    @Override
    public Integer call() {
        Database database = session.settings().database();
        if (database == null) {
            throw NoDatabase.toExport();
        }
        Path target = session.world.directory().resolve(directory);
        ExportReport report = session.on(database)
                .build()
                .export(new ExportRequest(
                        List.copyOf(session.seeds.tables),
                        target,
                        keys.byTable(),
                        force,
                        includeSensitive,
                        includeGenerated));
        ExportText text =
                new ExportText(report, directory.toString(), RepeatedOptions.ofConnection(session), session.paint());
        if (session.output.json()) {
            session.world.out().println(text.json());
        } else {
            session.say(text.text());
        }
        return ExitCode.DONE;
    }
}
