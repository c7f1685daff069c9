package dev.seedbed.cli;

import dev.seedbed.history.RecordFile;
import dev.seedbed.history.RecordText;
import dev.seedbed.history.Recording;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import dev.seedbed.show.Call;
import dev.seedbed.show.ExitCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

final class RecordCommand extends SeedbedCommand {
    private boolean check;
    private @Nullable String releases;

    RecordCommand(Session session) {
        super(session);
    }

    @Override
    void describe(CommandSpec spec) {
        spec.usageMessage()
                .description(
                        "Writes down, out of git, every default that a release declared and the seeds declare no longer.",
                        "By that file, former.jsonl beside the seeds, \"update\" knows which values nobody has touched; ship it"
                                + " with the seeds. Where there is no git repository, what differs from the last recorded"
                                + " state counts as former. Needs no database.")
                .footer(
                        "Examples:",
                        "  seedbed record                       every commit on the main line is a release",
                        "  seedbed record --releases 'v*'       tags are; better say so once, in seedbed.yaml",
                        "  seedbed record --check               in the build: exit code 1 where the file is behind");
        spec.addOption(Value.flag(() -> check = true, "--check")
                .order(0)
                .description("Writes nothing; fails where the file lacks something, and says which rows.")
                .build());
        spec.addOption(Value.option("--releases", "PATTERN", String.class, value -> releases = value)
                .order(1)
                .description("The tags that are releases, * for any characters. Else releases in seedbed.yaml.")
                .build());
        session.seeds.addPlacesTo(spec);
        outputOptions(spec);
    }

    @Override
    public Integer call() throws IOException {
        Settings settings = session.settings();
        Recording.Result result = Recording.read(
                settings.seeds(),
                session.world.directory(),
                releases == null ? settings.config().releases() : releases,
                RecordCommand.class.getClassLoader());
        RecordText text = new RecordText(session.problems(), Call.Form.COMMAND_LINE);
        if (!session.output.json()) {
            session.world.err().print(text.warnings(result));
            session.world.err().flush();
        }
        if (check) {
            List<Problem> behind = text.behind(result);
            if (!behind.isEmpty()) {
                throw new SeedException(behind);
            }
        }
        List<List<String>> written = new ArrayList<>();
        for (RecordFile file : result.files()) {
            written.add(check ? List.of() : file.write());
        }
        if (session.output.json()) {
            session.world.out().println(RecordText.json(result, written));
        } else {
            session.say(text.summary(result, written, check));
        }
        return ExitCode.DONE;
    }
}
