package dev.seedbed.admin.console;

import dev.seedbed.admin.access.Origin;
import dev.seedbed.plan.TableCounts;
import dev.seedbed.run.Report;
import dev.seedbed.show.Drift;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How pages write values for people. */
public final class Words {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Words() {}

    /** In groups of three, with thin spaces that do not break. */
    public static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number).replace(',', '\u202f');
    }

    public static String rows(long number) {
        return number + (number == 1 ? " row" : " rows");
    }

    public static String time(Instant time) {
        return TIME.format(time);
    }

    public static String lower(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A name as one part of a path. */
    public static String segment(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** What a way to differ means here, where one looks at what {@code update} would do. */
    public static String meaning(Drift.Kind kind) {
        return kind.name().equals("missing") ? "update inserts them" : kind.meaning();
    }

    public static String declaredBy(String declaredBy) {
        return switch (declaredBy) {
            case "default" -> "nobody, which means production";
            case "flag" -> "an option of the start";
            case "variable" -> "the variable SEEDBED_ENV";
            case "builder" -> "the application";
            default -> declaredBy.startsWith("-") ? "the option " + declaredBy : "the " + declaredBy;
        };
    }

    public static String place(Report report) {
        Report.Target target = report.target();
        List<String> parts = new ArrayList<>();
        if (target != null && target.host() != null) {
            parts.add("on " + target.host());
        }
        if (target != null && target.schema() != null) {
            parts.add("schema " + target.schema());
        }
        if (report.database() != null) {
            parts.add(report.database());
        }
        return String.join(", ", parts);
    }

    public static String tables(Report report) {
        long tables =
                report.tables().stream().map(TableCounts::table).distinct().count();
        return tables + (tables == 1 ? " table" : " tables");
    }

    /**
     * How the rows of a seeder in a table stand, in a few words.
     *
     * @param deletedByHand how many of those that are left out somebody deleted
     */
    static String state(TableCounts counts, long deletedByHand) {
        if (counts.skipped() != null) {
            return "skipped: " + counts.skipped();
        }
        List<String> parts = new ArrayList<>();
        add(parts, counts.blocked(), "blocked");
        add(parts, counts.inserted(), "missing");
        add(parts, counts.updated(), "to be changed");
        add(parts, counts.renamed(), "to be renamed");
        add(parts, counts.retired(), "to be retired");
        add(parts, counts.customised(), "customised");
        add(parts, deletedByHand, "deleted by hand");
        add(parts, counts.leftOut() - deletedByHand, "left out");
        return parts.isEmpty()
                ? rows(counts.declared()) + ", as declared"
                : rows(counts.declared()) + ": " + String.join(", ", parts);
    }

    private static void add(List<String> parts, long count, String what) {
        if (count > 0) {
            parts.add(number(count) + " " + what);
        }
    }

    /** Of a permission such as {@code rows:write} what it is about. */
    public static String before(String permission) {
        return permission.substring(0, permission.indexOf(':') + 1);
    }

    /** Of a permission such as {@code rows:write} what may be done. */
    public static String after(String permission) {
        return permission.substring(permission.indexOf(':') + 1);
    }

    public static String ways(Origin origin) {
        return origin.ways().stream().map(way -> String.join(" → ", way)).collect(Collectors.joining(", "));
    }

    /** A time of the ledger, which has it as text. */
    public static String time(String time) {
        return time(Instant.parse(time));
    }

    /** What people call a chain. */
    public static String chain(String name) {
        return switch (name) {
            case "ledger" -> "Rows and runs";
            case "audit" -> "Accounts, roles and plans";
            default -> "Refusals";
        };
    }
}
