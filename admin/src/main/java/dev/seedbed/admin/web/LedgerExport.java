package dev.seedbed.admin.web;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.seedbed.admin.access.Refused;
import dev.seedbed.admin.web.LedgerEndpoints.EntryAnswer;
import dev.seedbed.admin.web.LedgerEndpoints.EntryRow;
import dev.seedbed.seed.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Entries of the ledger as a file, one page after the other. In CSV each row of an entry has a line, and no cell begins as a
 * formula of a spreadsheet does: what somebody wrote into a row is not to be run by whoever opens the file.
 */
final class LedgerExport {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String FORMULA = "=+-@\t\r";
    private static final String[] HEADER = {
        "seq",
        "run",
        "at",
        "actor",
        "command",
        "environment",
        "reason",
        "seeder",
        "table",
        "kind",
        "key",
        "former_key",
        "before",
        "after",
        "kept",
        "secret"
    };

    private final Function<@Nullable Long, List<EntryAnswer>> pages;

    /** @param pages the entries older than one; of an empty page nothing follows */
    LedgerExport(Function<@Nullable Long, List<EntryAnswer>> pages) {
        this.pages = pages;
    }

    /** @throws Refused for a format that is none, before anything is written */
    void write(String format, HttpServletResponse response) throws IOException {
        if (!format.equals("csv") && !format.equals("json")) {
            throw new Refused(
                    422,
                    "no-format",
                    new Problem("There is no format \"" + format + "\".", "format", "choose csv or json"));
        }
        List<EntryAnswer> first = pages.apply(null);
        response.setContentType(format.equals("csv") ? "text/csv;charset=UTF-8" : "application/json");
        response.setHeader("Content-Disposition", "attachment; filename=\"ledger." + format + "\"");
        Writer out = new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8);
        if (format.equals("csv")) {
            csv(first, out);
        } else {
            json(first, out);
        }
        out.flush();
    }

    private void csv(List<EntryAnswer> first, Writer out) {
        CsvWriter csv = CsvWriter.builder().build(out);
        csv.writeRecord(HEADER);
        for (List<EntryAnswer> page = first; !page.isEmpty(); page = after(page)) {
            for (EntryAnswer entry : page) {
                if (entry.rows().isEmpty()) {
                    csv.writeRecord(cells(entry, null));
                }
                for (EntryRow row : entry.rows()) {
                    csv.writeRecord(cells(entry, row));
                }
            }
        }
    }

    private void json(List<EntryAnswer> first, Writer out) throws IOException {
        String before = "[\n";
        for (List<EntryAnswer> page = first; !page.isEmpty(); page = after(page)) {
            for (EntryAnswer entry : page) {
                out.write(before);
                out.write(JSON.writeValueAsString(entry));
                before = ",\n";
            }
        }
        out.write(before.equals("[\n") ? "[]\n" : "\n]\n");
    }

    private List<EntryAnswer> after(List<EntryAnswer> page) {
        return pages.apply(page.get(page.size() - 1).seq());
    }

    private static List<String> cells(EntryAnswer entry, @Nullable EntryRow row) {
        List<String> cells = new ArrayList<>();
        add(cells, Long.toString(entry.seq()));
        add(cells, entry.runId());
        add(cells, entry.at());
        add(cells, entry.actor());
        add(cells, entry.command());
        add(cells, entry.environment());
        add(cells, entry.reason());
        add(cells, entry.seeder());
        add(cells, entry.table());
        add(cells, row == null ? entry.kinds() : row.kind());
        add(cells, row == null ? null : JSON.writeValueAsString(row.key()));
        add(cells, row == null || row.formerKey() == null ? null : JSON.writeValueAsString(row.formerKey()));
        add(cells, row == null || row.before().isEmpty() ? null : JSON.writeValueAsString(row.before()));
        add(cells, row == null || row.after().isEmpty() ? null : JSON.writeValueAsString(row.after()));
        add(cells, row == null ? null : String.join(" ", row.kept()));
        add(cells, row == null ? null : String.join(" ", row.secret()));
        return cells;
    }

    private static void add(List<String> cells, @Nullable String text) {
        boolean formula = text != null && !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
        cells.add(text == null ? "" : formula ? "'" + text : text);
    }
}
