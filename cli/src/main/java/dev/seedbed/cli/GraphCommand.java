package dev.seedbed.cli;

import dev.seedbed.SeedGraph;
import dev.seedbed.connect.Database;
import dev.seedbed.show.ExitCode;
import dev.seedbed.show.GraphSvg;
import dev.seedbed.show.GraphText;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.TypeConversionException;

final class GraphCommand extends SeedbedCommand {
    private Drawing drawing = Drawing.TEXT;

    GraphCommand(Session session) {
        super(session);
    }

    /** The forms of a graph. */
    enum Drawing {
        TEXT,
        MERMAID,
        SVG
    }

    @Override
    void describe(CommandSpec spec) {
        spec.usageMessage()
                .description(
                        "Shows the seeders in the order in which they are planted, and what makes one wait for another.")
                .footer(
                        "Examples:",
                        "  seedbed graph",
                        "  seedbed graph --as svg > seeders.svg",
                        "  seedbed graph --as mermaid");
        spec.addOption(Value.option("--as", "text|mermaid|svg", Drawing.class, value -> drawing = value)
                .converters(new Word())
                .completionCandidates(List.of("text", "mermaid", "svg"))
                .description("How it is drawn. Default: text.")
                .build());
        connectionOptions(spec);
        seedOptions(spec);
        outputOptions(spec);
    }

    @Override
    public Integer call() {
        Database database = session.settings().database();
        SeedGraph graph = session.on(database).build().graph();
        GraphText text = new GraphText(graph, database != null);
        // Not silenced by --quiet: it is what was asked for.
        session.world
                .out()
                .print(
                        session.output.json()
                                ? text.json()
                                : switch (drawing) {
                                    case TEXT -> text.text(session.paint());
                                    case MERMAID -> text.mermaid();
                                    case SVG -> new GraphSvg(graph, database != null).draw();
                                });
        session.world.out().flush();
        return ExitCode.DONE;
    }

    /** The name of a form. */
    static final class Word implements ITypeConverter<Drawing> {
        @Override
        public Drawing convert(String text) {
            try {
                return Drawing.valueOf(text.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("\"" + text + "\" is none of text, mermaid and svg");
            }
        }
    }
}
