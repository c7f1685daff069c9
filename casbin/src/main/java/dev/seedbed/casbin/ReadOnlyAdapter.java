package dev.seedbed.casbin;

import dev.seedbed.seed.SeedException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.casbin.jcasbin.exception.CasbinAdapterException;
import org.casbin.jcasbin.model.Assertion;
import org.casbin.jcasbin.model.Model;
import org.casbin.jcasbin.persist.Adapter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives an enforcer the rules of a table, and never writes one: seeds and the application's own screens do. NULL counts
 * as the empty text. A rule that stands twice counts once, and rules of a type that the model does not have are left out;
 * both are logged. All rows are read before the first reaches the model. Thread-safe.
 */
public final class ReadOnlyAdapter implements Adapter {
    private static final Logger LOG = LoggerFactory.getLogger(ReadOnlyAdapter.class);
    private static final List<String> COLUMNS = List.of("ptype", "v0", "v1", "v2", "v3", "v4", "v5");
    private static final Pattern NAME = Pattern.compile("(?:[A-Za-z_][A-Za-z0-9_]*|\"[^\"]+\")");
    private static final Pattern TABLE = Pattern.compile(NAME + "(\\." + NAME + ")?");

    private final DataSource dataSource;
    private final String table;
    private final String select;

    /** For a table {@code casbin_rule} with the columns ptype and v0 to v5. */
    public ReadOnlyAdapter(DataSource dataSource) {
        this(dataSource, "casbin_rule", COLUMNS);
    }

    /**
     * @param table letters, digits and underscores, or in double quotes as it is; with its schema where it needs one
     * @param columns the column of the type first, then those of the values in order
     * @throws SeedException a usage error, for names of other characters and fewer than two columns
     */
    public ReadOnlyAdapter(DataSource dataSource, String table, List<String> columns) {
        boolean good = TABLE.matcher(table).matches() && columns.size() > 1;
        for (String column : columns) {
            good &= NAME.matcher(column).matches();
        }
        if (!good) {
            throw SeedException.usage(
                    "Table \"" + table + "\" with the columns " + columns + " cannot be read for an enforcer.",
                    "name at least two columns, in letters, digits and underscores, or in double quotes");
        }
        this.dataSource = dataSource;
        this.table = table;
        this.select = "select " + String.join(", ", columns) + " from " + table;
    }

    /** @throws CasbinAdapterException where the table cannot be read; the model is as it was then */
    @Override
    public void loadPolicy(Model model) {
        Map<String, Integer> leftOut = new TreeMap<>();
        int again = 0;
        for (List<String> row : rows()) {
            String type = row.get(0);
            String section = type.isEmpty() ? "" : type.substring(0, 1);
            Map<String, Assertion> assertions = model.model.get(section);
            Assertion assertion = assertions == null ? null : assertions.get(type);
            if (assertion == null || !(section.equals("p") || section.equals("g"))) {
                leftOut.merge(type, 1, Integer::sum);
            } else if (!model.addPolicy(section, type, values(row, assertion))) {
                again++;
            }
        }
        if (again > 0) {
            LOG.warn(
                    "{} rows of table \"{}\" repeat a rule of another row, or differ from it only in NULL and ''.",
                    again,
                    table);
        }
        leftOut.forEach((type, rules) -> LOG.warn(
                "{} rules of type \"{}\" in table \"{}\" were left out, since the model has no such type.",
                rules,
                type,
                table));
    }

    /** What stands past the fields of the model's definition counts only where it is not empty. */
    private static List<String> values(List<String> row, Assertion assertion) {
        int fields = assertion.tokens == null ? 0 : assertion.tokens.length;
        int end = row.size();
        while (end > fields + 1 && row.get(end - 1).isEmpty()) {
            end--;
        }
        return new ArrayList<>(row.subList(1, end));
    }

    private List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(select)) {
            int columns = found.getMetaData().getColumnCount();
            while (found.next()) {
                List<String> row = new ArrayList<>(columns);
                for (int i = 1; i <= columns; i++) {
                    row.add(text(found.getString(i)));
                }
                rows.add(row);
            }
        } catch (SQLException e) {
            throw new CasbinAdapterException(
                    "The rules of table \"" + table + "\" cannot be read: " + e.getMessage(), e);
        }
        return rows;
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    @Override
    public void savePolicy(Model model) {
        throw refused();
    }

    @Override
    public void addPolicy(String sec, String ptype, List<String> rule) {
        throw refused();
    }

    @Override
    public void removePolicy(String sec, String ptype, List<String> rule) {
        throw refused();
    }

    @Override
    public void removeFilteredPolicy(String sec, String ptype, int fieldIndex, String... fieldValues) {
        throw refused();
    }

    /** Not an UnsupportedOperationException: enforcers pass over that one and change their memory alone. */
    private SeedException refused() {
        return SeedException.refused(
                "This enforcer only reads its rules, and changes none of them.",
                "table " + table,
                "declare rules in a seed file and plant them with Seedbed; rules that people change at run time belong into"
                        + " a statement of the application, after which the enforcer loads them again");
    }
}
