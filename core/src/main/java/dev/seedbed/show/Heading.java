package dev.seedbed.show;

import dev.seedbed.run.DeclaredBy;
import dev.seedbed.run.Report;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a report begins with.
 *
 * @param command such as {@code plan}
 * @param actor who asked for it; null where nobody said
 * @param reason why; null where nobody said
 * @param call how to call what is to be done next
 */
public record Heading(
        String command, @Nullable String actor, @Nullable String reason, Call call) {
    private static final int WIDTH = 78;

    public Heading(String command, @Nullable String actor, @Nullable String reason) {
        this(command, actor, reason, Call.PLAIN);
    }

    String text(Report report, Paint paint) {
        String mode = report.mode().label();
        String what = command.equals(mode) ? mode : command + " for " + mode;
        String where =
                report.target() == null ? "" : Words.plain(report.target().database());
        StringBuilder text = new StringBuilder(paint.bold(what));
        text.append(where.isEmpty() ? "" : " on ").append(paint.bold(where));
        String details = String.join(", ", details(report));
        if (Words.width(what + where + details) + 7 > WIDTH) {
            text.append('\n').append(paint.dim(details));
        } else if (!details.isEmpty()) {
            text.append(paint.dim(" (" + details + ")"));
        }
        text.append("\nenvironment ")
                .append(paint.bold(report.environment()))
                .append(paint.dim(", " + DeclaredBy.words(report.environmentDeclaredBy())))
                .append('\n');
        if (actor != null || reason != null) {
            text.append(paint.dim("asked for"))
                    .append(actor == null ? "" : paint.dim(" by ") + Words.plain(actor))
                    .append(reason == null ? "" : paint.dim(": ") + Words.plain(reason))
                    .append('\n');
        }
        return text.toString();
    }

    private static List<String> details(Report report) {
        List<String> details = new ArrayList<>();
        Report.Target target = report.target();
        String host = target == null || target.host() == null ? "" : " at " + target.host();
        if (report.database() != null) {
            details.add(report.database() + host);
        }
        if (target != null && target.schema() != null && !target.schema().isEmpty()) {
            details.add("schema " + Words.plain(target.schema()));
        }
        if (target != null && target.user() != null && !target.user().isEmpty()) {
            details.add("user " + Words.plain(target.user()));
        }
        return details;
    }
}
