package dev.seedbed.cli;

import dev.seedbed.SeedGraph;
import dev.seedbed.cli.show.GraphSvg;
import dev.seedbed.cli.show.GraphText;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "graph",
        description = "Shows the seeders in the order in which they are planted, and what makes one wait for another.",
        footer = {
            "Examples:",
            "  seedbed graph",
            "  seedbed graph --as svg > seeders.svg",
            "  seedbed graph --as mermaid"
        })
final class GraphCommand implements Callable<Integer> {
    @Mixin
    final ConnectionOptions connection;

    @Mixin
    final SeedOptions seeds;

    @Mixin
    final OutputOptions output;

    @Option(
            names = "--as",
            paramLabel = "text|mermaid|svg",
            converter = Word.class,
            description = "How it is drawn. Default: text.")
    private Drawing drawing = Drawing.TEXT;

    private final Session session;

    GraphCommand(Session session) {
        this.session = session;
        this.connection = session.connection;
        this.seeds = session.seeds;
        this.output = session.output;
    }

    /** The forms of a graph. */
    enum Drawing {
        TEXT,
        MERMAID,
        SVG
    }

    @Override
    public Integer call() {
        SeedGraph graph = session.on(session.settings().database()).build().graph();
        GraphText text = new GraphText(graph);
        session.say(
                output.json()
                        ? text.json()
                        : switch (drawing) {
                            case TEXT -> text.text(session.paint());
                            case MERMAID -> text.mermaid();
                            case SVG -> new GraphSvg(graph).draw();
                        });
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
