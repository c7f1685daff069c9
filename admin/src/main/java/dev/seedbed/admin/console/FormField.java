package dev.seedbed.admin.console;

import dev.seedbed.rows.ColumnForm;
import dev.seedbed.rows.SeededColumn;
import dev.seedbed.rows.SeededTable;
import dev.seedbed.rows.TableRow;
import dev.seedbed.rows.TableValue;
import dev.seedbed.seed.Problem;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A column in the form of a row.
 *
 * @param value what stands there; null in a new row
 * @param readOnly why nobody changes it here; null where people may
 * @param inputs one, or for a reference one for each part of the key to which it refers
 * @param choices the values that it takes, or the rows to which it may refer; empty where these are not to be counted
 * @param empties what an empty field may mean; of more than one, people choose
 * @param empty which of them is chosen
 * @param problems what is wrong with what was typed
 */
public record FormField(
        SeededColumn column,
        @Nullable TableValue value,
        @Nullable String readOnly,
        Control control,
        List<Input> inputs,
        List<Choice> choices,
        List<Choice> empties,
        String empty,
        List<Problem> problems) {
    private static final int SHORT = 120;
    private static final String CHOOSE = "choose one";
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");

    /** How a value is typed. */
    public enum Control {
        LINE,
        AREA,
        CHOICE,
        /** One of the rows to which the column may refer, where these are few. */
        PICK,
        REFERENCE,
        SECRET
    }

    /**
     * A field.
     *
     * @param name that the form sends it under
     * @param label null where it is that of the column
     */
    public record Input(String name, @Nullable String label, String text) {}

    /** Something that can be chosen. */
    public record Choice(String value, String label) {}

    public String id() {
        return "f-" + column.name();
    }

    /** Lines of a text area. */
    public int rows() {
        return (int) Math.max(
                2,
                Math.min(
                        14,
                        inputs.get(0).text().lines().count()
                                + inputs.get(0).text().length() / 90));
    }

    /**
     * What is wrong, in words for people.
     *
     * @param constraint how the database calls what is not kept; null where it says nothing
     */
    public record Said(String text, @Nullable String constraint) {
        private static final Pattern NAMED = Pattern.compile(" \\(constraint \"([^\"]*)\"\\)");

        static Said of(Problem problem) {
            Matcher named = NAMED.matcher(problem.message());
            return named.find() ? new Said(named.replaceFirst(""), named.group(1)) : new Said(problem.message(), null);
        }
    }

    /** How a problem of the field is told. */
    public static Said said(Problem problem) {
        return Said.of(problem);
    }

    public boolean isWrong() {
        return !problems.isEmpty();
    }

    /** What a list begins with where nothing is picked. */
    public String nothing() {
        return switch (empties.size()) {
            case 0 -> CHOOSE;
            case 1 -> empties.get(0).label();
            default -> "nothing";
        };
    }

    /** For {@code required}: true where a field that is left empty would be refused in any case. */
    public boolean isRequired() {
        return control == Control.CHOICE
                ? value == null && !column.isOptional() && !column.nullable()
                : empties.isEmpty() && control != Control.SECRET;
    }

    /** What the field means where it is left empty; null where it cannot be, or asks what it is to mean. */
    public @Nullable String emptyWords() {
        if (control == Control.CHOICE || control == Control.SECRET || control == Control.PICK) {
            return null;
        }
        return switch (empties.size()) {
            case 0 -> "Left empty it is refused.";
            case 1 -> "Left empty it is " + empties.get(0).label() + ".";
            default -> null;
        };
    }

    public String type() {
        return switch (column.form().kind()) {
            case "date" ->
                inputs.get(0).text().isEmpty()
                                || DATE.matcher(inputs.get(0).text()).matches()
                        ? "date"
                        : "text";
            default -> "text";
        };
    }

    public @Nullable String inputmode() {
        return switch (column.form().kind()) {
            case "integer" -> "numeric";
            case "decimal", "float" -> "decimal";
            default -> null;
        };
    }

    public @Nullable String pattern() {
        return switch (column.form().kind()) {
            case "integer" -> "\\s*[+\\-]?[0-9]+\\s*";
            case "decimal", "float" ->
                "\\s*([+\\-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+\\-]?[0-9]+)?|NaN|[+\\-]?[iI]nf(inity)?)\\s*";
            case "uuid" -> "\\s*[0-9a-fA-F]{8}-?([0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}\\s*";
            default -> null;
        };
    }

    /** What can be typed, in a few words; null where that needs none. */
    public @Nullable String hint() {
        ColumnForm form = column.form();
        return switch (form.kind()) {
            case "text", "char" -> form.length() > 0 ? "At most " + form.length() + " characters" : null;
            case "integer" -> "A whole number" + range(form.precision());
            case "decimal" ->
                form.precision() > 0
                        ? "A number with up to " + (form.precision() - Math.max(form.scale(), 0))
                                + " digits before the point"
                                + (form.scale() > 0 ? " and " + form.scale() + " behind" : "")
                        : "A number";
            case "float" -> "A number";
            case "uuid" -> "A UUID, such as 123e4567-e89b-42d3-a456-426614174000";
            case "date" -> "A date, such as 2026-11-27";
            case "time" -> "A time, such as 14:30:00";
            case "timestamp" -> "A date and time, such as 2026-11-27 14:30:00";
            case "timestamp-with-zone" -> "A date, time and zone, such as 2026-11-27 14:30:00+00";
            case "json" -> "JSON";
            case "binary" -> "\\x and hexadecimal digits";
            case "array", "other" -> column.type() + ", as the database writes it";
            default -> null;
        };
    }

    /** @param bits of a signed number; 0 for as large as it likes */
    private static String range(int bits) {
        BigInteger end = BigInteger.ONE.shiftLeft(Math.max(bits - 1, 0));
        return bits > 0 ? " from " + end.negate() + " to " + end.subtract(BigInteger.ONE) : "";
    }

    static FormField of(
            List<SeededTable> tables,
            SeededColumn column,
            @Nullable TableRow row,
            @Nullable Typed typed,
            Picks picks,
            List<Problem> problems) {
        TableValue value = row == null ? null : row.values().get(column.name());
        List<String> parts = parts(tables, column, value);
        List<String> few = picks.of(column);
        Control control = control(column, value, parts, !few.isEmpty());
        List<Choice> empties = empties(column, row == null, control);
        return new FormField(
                column,
                value,
                RowWords.readOnly(column, row),
                control,
                inputs(column, value, typed, control, parts),
                control == Control.CHOICE
                        ? choices(column, value, empties)
                        : control == Control.PICK
                                ? picked(few, inputs(column, value, typed, control, parts))
                                : List.of(),
                control == Control.CHOICE ? List.of() : empties,
                empty(column, value, typed, empties),
                problems);
    }

    /** The parts of the key to which a column refers; empty for one that takes a plain value. */
    private static List<String> parts(List<SeededTable> tables, SeededColumn column, @Nullable TableValue value) {
        if (column.isSensitive() || !column.refersToRows() || column.refersBy() != null) {
            return List.of();
        }
        if (value != null && !value.reference().isEmpty()) {
            return List.copyOf(value.reference().keySet());
        }
        if (value != null && value.isSet()) {
            // It refers to a row that has no name.
            return List.of();
        }
        return tables.stream()
                .filter(table -> table.name().equalsIgnoreCase(column.refersTo()) && table.closed() == null)
                .findFirst()
                .map(RowWords::keyNames)
                .orElse(List.of());
    }

    private static Control control(
            SeededColumn column, @Nullable TableValue value, List<String> parts, boolean areFew) {
        if (column.isSensitive()) {
            return Control.SECRET;
        }
        if (areFew && (parts.size() == 1 || column.refersBy() != null)) {
            return Control.PICK;
        }
        if (!parts.isEmpty()) {
            return Control.REFERENCE;
        }
        if (!column.form().labels().isEmpty()) {
            return Control.CHOICE;
        }
        String text = value == null || value.text() == null ? "" : value.text();
        return switch (column.form().kind()) {
            case "boolean", "enum" -> Control.CHOICE;
            case "json" -> Control.AREA;
            case "text" ->
                column.form().length() == 0 && column.refersTo() == null
                                || column.form().length() > SHORT
                                || text.length() > SHORT
                                || text.indexOf('\n') >= 0
                                || text.indexOf('\r') >= 0
                        ? Control.AREA
                        : Control.LINE;
            default -> text.indexOf('\n') >= 0 ? Control.AREA : Control.LINE;
        };
    }

    private static List<Choice> empties(SeededColumn column, boolean isNew, Control control) {
        List<Choice> empties = new ArrayList<>();
        if (isNew && column.isOptional()) {
            empties.add(new Choice(Typed.OUT, "left out: the database, or the seeds, fill it in"));
        }
        if (column.nullable()) {
            empties.add(new Choice(Typed.NULL, "NULL"));
        }
        boolean isText =
                column.form().kind().equals("text") || column.form().kind().equals("char");
        if (isText && (!isNew || column.isOptional()) && (control == Control.LINE || control == Control.AREA)) {
            empties.add(new Choice(Typed.EMPTY, "an empty text"));
        }
        return empties;
    }

    /** Those that there are, and what stands there though it is none of them. */
    private static List<Choice> picked(List<String> few, List<Input> inputs) {
        List<Choice> choices = new ArrayList<>();
        String now = inputs.get(0).text();
        if (!now.isEmpty() && !few.contains(now)) {
            choices.add(new Choice(now, now));
        }
        few.forEach(each -> choices.add(new Choice(each, each)));
        return choices;
    }

    private static List<Choice> choices(SeededColumn column, @Nullable TableValue value, List<Choice> empties) {
        List<Choice> choices = new ArrayList<>();
        if (value == null && empties.isEmpty()) {
            // Else the first that there is would be taken for what somebody chose.
            choices.add(new Choice("", CHOOSE));
        }
        for (Choice empty : empties) {
            choices.add(empty.value().equals(Typed.OUT) ? new Choice("", empty.label()) : empty);
        }
        if (column.form().kind().equals("boolean")) {
            choices.add(new Choice(Typed.CHOSEN + "true", "true"));
            choices.add(new Choice(Typed.CHOSEN + "false", "false"));
        } else {
            List<String> labels = column.form().labels();
            String now = value == null ? null : value.text();
            if (now != null && !labels.contains(now)) {
                choices.add(new Choice(Typed.CHOSEN + now, now + " (not in the list)"));
            }
            labels.forEach(
                    label -> choices.add(new Choice(Typed.CHOSEN + label, label.isEmpty() ? "an empty text" : label)));
        }
        return choices;
    }

    private static List<Input> inputs(
            SeededColumn column,
            @Nullable TableValue value,
            @Nullable Typed typed,
            Control control,
            List<String> parts) {
        String live = value == null || value.text() == null ? "" : value.text();
        String name = column.name();
        return switch (control) {
            // What is secret comes back to nobody, not to who typed it either.
            case SECRET -> List.of(new Input("s." + name, null, ""));
            case LINE, AREA -> List.of(input("v." + name, null, typed, value == null, live));
            case PICK ->
                List.of(
                        parts.isEmpty()
                                ? input("v." + name, null, typed, value == null, live)
                                : reference(column, value, typed, parts.get(0)));
            case CHOICE -> List.of(input("c." + name, null, typed, value == null, chosen(column, value)));
            case REFERENCE ->
                parts.stream()
                        .map(part -> reference(column, value, typed, part))
                        .toList();
        };
    }

    private static Input reference(
            SeededColumn column, @Nullable TableValue value, @Nullable Typed typed, String part) {
        String text = value == null ? null : value.reference().get(part);
        return input("r." + column.name() + "." + part, part, typed, value == null, text == null ? "" : text);
    }

    private static Input input(String name, @Nullable String label, @Nullable Typed typed, boolean isNew, String live) {
        String given = typed == null ? null : isNew ? typed.field(name) : typed.changed(name);
        return new Input(name, label, given == null ? live : given);
    }

    private static String chosen(SeededColumn column, @Nullable TableValue value) {
        if (value == null) {
            return column.isOptional() ? "" : column.nullable() ? Typed.NULL : "";
        }
        return value.text() == null ? Typed.NULL : Typed.CHOSEN + value.text();
    }

    private static String empty(
            SeededColumn column, @Nullable TableValue value, @Nullable Typed typed, List<Choice> empties) {
        String name = "e." + column.name();
        String given = typed == null ? null : value == null ? typed.field(name) : typed.changed(name);
        if (given != null && empties.stream().anyMatch(choice -> choice.value().equals(given))) {
            return given;
        }
        if (value != null
                && value.isSet()
                && empties.stream().anyMatch(choice -> choice.value().equals(Typed.EMPTY))) {
            return Typed.EMPTY;
        }
        return empties.isEmpty()
                ? (value == null ? Typed.OUT : Typed.NULL)
                : empties.get(0).value();
    }
}
