package dev.seedbed.cli;

import dev.seedbed.Ledger;
import dev.seedbed.cli.show.LedgerJson;
import dev.seedbed.cli.show.LedgerText;
import dev.seedbed.ledger.LedgerCreation;
import dev.seedbed.ledger.RowHistory;
import dev.seedbed.ledger.RunSummary;
import dev.seedbed.ledger.Verification;
import dev.seedbed.seed.SeedException;
import dev.seedbed.show.ExitCode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

final class LedgerCommand extends SeedbedCommand {
    private static final int MOST_RUNS = 50;
    private static final List<String> WORDS = List.of("enable", "sql", "show", "head", "verify");

    private List<String> words = List.of();

    private @Nullable String head;

    LedgerCommand(Session session) {
        super(session);
    }

    @Override
    void describe(CommandSpec spec) {
        spec.usageMessage()
                .description("The database's memory of what was planted, changed and decided, and by whom.")
                .footer(
                        "Examples:",
                        "  seedbed ledger enable --url postgres://owner@localhost/app",
                        "  seedbed ledger sql > db/migration/V7__ledger.sql",
                        "  seedbed ledger show tier code=starter",
                        "  seedbed ledger head > /somewhere/else/ledger-head",
                        "  seedbed ledger verify --head \"$(cat /somewhere/else/ledger-head)\"");
        spec.addPositional(Value.parameters(
                "WHAT",
                values -> words = List.copyOf(values),
                WORDS,
                "enable          makes table seedbed_ledger, or has a new key seal it",
                "sql             prints its DDL for your own migrations",
                "show            the latest runs, the last one first",
                "show TABLE KEY  what set each value of a row, and what happened to it, the last at the end;"
                        + " KEY such as code=starter",
                "head            its last entry, to be kept elsewhere",
                "verify          whether entries were edited, deleted, moved or cut off"));
        spec.addOption(Value.option("--head", "HEAD", String.class, value -> head = value)
                .order(0)
                .description("For verify: what \"ledger head\" printed at some time.")
                .build());
        connectionOptions(spec);
        session.seeds.addEnvironmentTo(spec);
        session.run.addByWhomTo(spec);
        outputOptions(spec);
    }

    @Override
    public Integer call() {
        String what = words.isEmpty() ? "" : words.get(0);
        if (words.size() > 1 && !what.equals("show")) {
            throw SeedException.usage("\"ledger " + what + "\" takes no \"" + words.get(1) + "\".", "leave it out");
        }
        if (head != null && !what.equals("verify")) {
            throw SeedException.usage(
                    "A head is compared with the ledger by \"ledger verify\" alone.", "--head", "leave it out");
        }
        return switch (what) {
            case "enable" -> enable();
            case "sql" -> answer(session.ledger("ledger sql").ddl());
            case "show" -> words.size() == 1 ? runs() : row();
            case "head" -> head();
            case "verify" -> verify();
            default ->
                throw SeedException.usage(
                        what.isEmpty() ? "Nothing says what to do." : "\"ledger\" knows no \"" + what + "\".",
                        "say one of enable, sql, show, head and verify: seedbed ledger show");
        };
    }

    private int enable() {
        LedgerCreation.Outcome outcome = session.ledger("ledger enable").enable();
        if (session.output.json()) {
            return answer(LedgerJson.outcome(outcome.name()));
        }
        session.say(LedgerText.of(outcome));
        return ExitCode.DONE;
    }

    private int head() {
        Object last = session.ledger("ledger head").head();
        if (last == null) {
            throw new SeedException(new dev.seedbed.seed.Problem(
                    "The ledger is empty.", "table seedbed_ledger", "its first entry is that of the next run"));
        }
        return answer(session.output.json() ? LedgerJson.head(last.toString()) : last + "\n");
    }

    private int verify() {
        Verification verification = session.ledger("ledger verify").verify(head);
        if (session.output.json()) {
            answer(LedgerJson.of(verification));
        } else {
            session.world.err().print(session.problems().errors(verification.problems()));
            session.world.err().flush();
            session.say(text().of(verification, head != null));
        }
        return verification.isWhole() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private int runs() {
        List<RunSummary> runs = session.ledger("ledger show").runs(MOST_RUNS);
        return answer(session.output.json() ? LedgerJson.of(runs) : text().of(runs, MOST_RUNS));
    }

    private int row() {
        RowWords row = RowWords.of("ledger show", words.subList(1, words.size()));
        if (row.column() != null) {
            throw SeedException.usage(
                    "\"" + row.column() + "\" is not a part of a key.", "write a key as its columns: code=starter");
        }
        Ledger ledger = session.ledger("ledger show");
        RowHistory history = ledger.show(row.table(), row.key());
        return answer(session.output.json() ? LedgerJson.of(history) : text().of(history));
    }

    private int answer(String text) {
        session.answer(text);
        return ExitCode.DONE;
    }

    private LedgerText text() {
        return new LedgerText(session.paint());
    }
}
