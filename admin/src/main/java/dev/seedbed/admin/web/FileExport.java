package dev.seedbed.admin.web;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.seedbed.admin.access.Refused;
import dev.seedbed.seed.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Entries as a file, one page after the other. No cell of the CSV begins as a formula of a spreadsheet does: what somebody
 * wrote is not to be run by whoever opens the file. It stands behind an apostrophe there, and so does what would begin a cell
 * within a text where another separator is usual, such as the semicolon; numbers stay as they are.
 *
 * @param name of the file, without its ending
 * @param header of the CSV
 * @param id what a page's {@code before} is about
 * @param lines what an entry is in CSV: the cells of one line, or of several
 */
record FileExport<T>(
        String name, List<String> header, ToLongFunction<T> id, Function<T, Stream<List<@Nullable String>>> lines) {
    /** How many entries a page should have that a file is made of. */
    static final int PAGE = 500;

    private static final JsonMapper JSON = JsonMapper.shared();

    /** A number alone does nothing, and is one to whoever counts with it. */
    private static final Pattern NEGATIVE = Pattern.compile("-[0-9]+([.][0-9]+)?");

    /** Those of full width begin formulas too, where Japanese is written. */
    private static final String FORMULA = "=+-@\t\r\n＝＋－＠";

    /** Where a cell begins for a spreadsheet that takes another separator than ours, which knows nothing of our quotes. */
    private static final Pattern FURTHER =
            Pattern.compile("([;\t\r\n][ \"]*+)(?=[=+@＝＋－＠]|-(?![0-9]+(?:[.][0-9]+)?(?:[;\t\r\n]|$)))");

    /**
     * Writes all of them.
     *
     * @param pages the entries before one, or from the start; behind an empty page nothing follows
     * @throws Refused for a format that is none, before anything is written
     */
    void write(String format, Function<@Nullable Long, List<T>> pages, HttpServletResponse response)
            throws IOException {
        if (!format.equals("csv") && !format.equals("json")) {
            throw new Refused(
                    422,
                    "no-format",
                    new Problem("There is no format \"" + format + "\".", "format", "choose csv or json"));
        }
        List<T> first = pages.apply(null);
        response.setContentType(format.equals("csv") ? "text/csv;charset=UTF-8" : "application/json");
        response.setHeader("Content-Disposition", "attachment; filename=\"" + name + "." + format + "\"");
        Writer out = new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8);
        if (format.equals("csv")) {
            csv(first, pages, out);
        } else {
            json(first, pages, out);
        }
        out.flush();
    }

    void csv(List<T> first, Function<@Nullable Long, List<T>> pages, Writer out) throws IOException {
        CsvWriter csv = CsvWriter.builder().build(out);
        csv.writeRecord(header);
        for (List<T> page = first; !page.isEmpty(); page = after(page, pages)) {
            for (T entry : page) {
                lines.apply(entry)
                        .forEach(line -> csv.writeRecord(
                                line.stream().map(FileExport::cell).toList()));
            }
        }
        csv.flush();
    }

    private void json(List<T> first, Function<@Nullable Long, List<T>> pages, Writer out) throws IOException {
        String before = "[\n";
        for (List<T> page = first; !page.isEmpty(); page = after(page, pages)) {
            for (T entry : page) {
                out.write(before);
                out.write(JSON.writeValueAsString(entry));
                before = ",\n";
            }
        }
        out.write(before.equals("[\n") ? "[]\n" : "\n]\n");
    }

    private List<T> after(List<T> page, Function<@Nullable Long, List<T>> pages) {
        return pages.apply(id.applyAsLong(page.get(page.size() - 1)));
    }

    private static String cell(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return "";
        }
        boolean formula =
                FORMULA.indexOf(text.charAt(0)) >= 0 && !NEGATIVE.matcher(text).matches();
        return (formula ? "'" : "") + FURTHER.matcher(text).replaceAll("$1'");
    }
}
