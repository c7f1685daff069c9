package dev.seedbed.cli;

import dev.seedbed.cli.serve.Served;
import dev.seedbed.connect.Database;
import dev.seedbed.run.Report;
import dev.seedbed.show.Heading;
import dev.seedbed.show.Paint;
import dev.seedbed.show.ReportText;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a person needs to know of a service that was started: where it is, who may sign in, and what to do next. */
record ServeText(Paint paint) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String JSON = " -H 'Content-Type: application/json' ";

    /** What stands alone, before the account is there for good: whatever comes next, its password was told. */
    String ofFirst(Served.NewAccount account) {
        return "\nThe first account is " + paint.bold(account.name()) + ", its password "
                + paint.bold(account.password())
                + "\nIt is not shown again, and has to be changed within three days.\n";
    }

    /** @param plan null where none could be made */
    String ofDatabase(Served served, Database database, Environment environment, @Nullable Report plan) {
        StringBuilder text = begin(served);
        fact(text, "database", database.shown() + " (" + database.product() + ")");
        fact(text, "environment", environment.name() + " (" + environment.declaredBy() + ")");
        if (plan != null && plan.errors().isEmpty()) {
            fact(text, "seeds", summary(plan));
        }
        for (Served.NewAccount account : served.accounts()) {
            text.append("\nSign in as ")
                    .append(paint.bold(account.name()))
                    .append(" at ")
                    .append(pages(served))
                    .append("\nand change the password, or by the API:\n\n")
                    .append(command(signIn(served, account)))
                    .append(changePassword(served, account));
            if (environment.name().equals("production")) {
                text.append(
                        "\nIn production a second factor comes next: the pages, or the answers and docs/admin.md, say how.\n");
            }
        }
        if (served.waiting() != null) {
            waiting(text, served.waiting());
        }
        return end(text);
    }

    private void waiting(StringBuilder text, Served.WaitingAccount account) {
        text.append("\nThe first account, ")
                .append(paint.bold(account.name()))
                .append(", still has the password that an earlier start printed. It is good until\n")
                .append(TIME.format(account.until()))
                .append(", and has to be changed at the first sign-in. Where it is lost, delete the account\n")
                .append("in the database and start again (docs/admin.md#when-nobody-can-sign-in):\n\n")
                .append(command("delete from seedbed_admin_account where name = '" + account.name() + "';"));
    }

    /** Such as {@code 2 rows to plant. Nothing written.}, without what to do next on the command line. */
    private String summary(Report plan) {
        List<String> lines = new ReportText(new Heading("plan", null, null), paint, false)
                .brief(plan)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("next:"))
                .toList();
        return lines.get(lines.size() - 1).strip();
    }

    String ofDemo(Served served, String database) {
        StringBuilder text = begin(served);
        fact(text, "database", database);
        fact(text, "environment", "development");
        text.append("\nWho may sign in, each with the role of that name:\n\n");
        for (Served.NewAccount account : served.accounts()) {
            text.append(String.format("  %-12s %s%n", account.name(), paint.bold(account.password())));
        }
        List<Served.NewAccount> accounts = served.accounts();
        Served.NewAccount last = accounts.get(accounts.size() - 1);
        text.append("\nOpen ")
                .append(paint.bold(pages(served)))
                .append(" in a browser, sign in as ")
                .append(last.name())
                .append(", and try:\n")
                .append("""

                          1. on the overview, make a plan: what the release that waits would do, row by row, and why
                          2. under Tables, in subscription_tier, open "team": somebody changed its price; restore its default
                          3. under Audit: who did what to which row, when, and why

                        The same by the API:

                        """)
                .append(command(
                        signIn(served, last) + " && curl -s -b jar '" + served.address() + "/status?mode=update'"));
        return end(text);
    }

    private StringBuilder begin(Served served) {
        StringBuilder text = new StringBuilder();
        text.append('\n')
                .append("The admin service is at ")
                .append(paint.bold(pages(served)))
                .append("\n\n");
        fact(text, "API", served.address());
        fact(text, "described by", served.address() + "/openapi.json (signed in)");
        if (served.managementAddress() != null) {
            fact(text, "management", served.managementAddress());
        }
        return text;
    }

    private static String pages(Served served) {
        return served.address().replaceFirst("/api/v1$", "/");
    }

    private static void fact(StringBuilder text, String name, String value) {
        text.append(String.format("  %-12s %s%n", name, value));
    }

    private static String signIn(Served served, Served.NewAccount account) {
        return "curl -s -c jar" + JSON + "-d '{\"name\": \"" + account.name() + "\", \"password\": \""
                + account.password() + "\"}' " + served.address() + "/session";
    }

    private String changePassword(Served served, Served.NewAccount account) {
        return command("curl -s -b jar -c jar -X PUT" + JSON + "-H 'X-Seedbed-CSRF: the \"csrf\" of that answer' -d"
                + " '{\"oldPassword\": \"" + account.password() + "\", \"newPassword\": \"…\"}' " + served.address()
                + "/session/password");
    }

    private String command(String line) {
        return "  " + paint.cyan(line) + "\n";
    }

    private static String end(StringBuilder text) {
        return text.append("\nCtrl-C stops it.\n\n").toString();
    }
}
