package dev.seedbed;

import dev.seedbed.seed.Location;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import dev.seedbed.seed.SeedRow;
import dev.seedbed.seed.SeedRows;
import dev.seedbed.seed.SeedUnit;
import dev.seedbed.seed.SeedValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A seeder may refer only to seeders that are planted wherever it is. */
final class LinkCheck {
    private final SeededTables tables;
    private final PlantedIn planted;
    private final boolean connected;
    /** Past this many, a plan may say of a reference what this has said already. */
    private static final int MOST_PLACES = 100_000;

    private final Map<List<Object>, Problem> found = new LinkedHashMap<>();
    private final Set<String> places = new LinkedHashSet<>();
    private final IdentityHashMap<SeedUnit, Map<String, Boolean>> fine = new IdentityHashMap<>();
    private final Map<List<Object>, Map<String, Set<SeedUnit>>> rows = new HashMap<>();

    LinkCheck(SeededTables tables, PlantedIn planted, boolean connected) {
        this.tables = tables;
        this.planted = planted;
        this.connected = connected;
    }

    Collection<Problem> problems() {
        return found.values();
    }

    /** True for what a plan says of a reference about which this has said more. */
    boolean saysMoreThan(Problem problem) {
        String where = problem.where();
        return where != null
                && (problem.message().startsWith("\"$each\" ")
                        || problem.message().startsWith("Reference \""))
                && places.contains(where.split(" \\(", 2)[0]);
    }

    void after(SeedUnit unit, List<SeedUnit> all) {
        for (SeedUnit other : all) {
            if (unit.after().contains(other.name())) {
                check(unit, List.of(other), "comes after", unit.at().toString(), unit.at(), List.of());
            }
        }
    }

    void link(SeederLinks.Link link) {
        Collection<SeedUnit> candidates = tables.declaring(link.target()).keySet();
        String where = link.at() + " (table " + link.table().table() + ", column " + link.path() + ")";
        if (candidates.isEmpty()) {
            if (link.row() == null && !connected && !declaredUnderAnotherName(link.label())) {
                found.putIfAbsent(
                        List.of(link.from(), link.label()),
                        new Problem(
                                "\"$each\" names table \"" + link.label() + "\", for which no seeder declares rows.",
                                where,
                                "declare its rows, or list the values: $each: [a, b]"));
            }
            return;
        }
        boolean each = fine.computeIfAbsent(link.from(), unit -> new HashMap<>())
                .computeIfAbsent(
                        link.target(),
                        target -> candidates.stream().allMatch(candidate -> holds(link.from(), List.of(candidate))));
        if (each) {
            return;
        }
        if (link.row() == null) {
            check(link.from(), candidates, "refers to", where, link.at(), List.of(link.rowAt()));
            return;
        }
        for (Map<String, SeedValue> row : PlainValues.alternatives(link.row())) {
            Collection<SeedUnit> declaring = declaring(link.target(), row);
            if (!declaring.isEmpty()) {
                List<Location> names = new ArrayList<>();
                row.values().forEach(value -> places(value, names));
                check(link.from(), declaring, "refers to", where, link.at(), names);
            }
        }
    }

    /** Without a catalogue, {@code app.role} and {@code role} may be one table. */
    private boolean declaredUnderAnotherName(String written) {
        String last = lastPart(written);
        return tables.all().keySet().stream()
                .anyMatch(identity -> lastPart(identity).equals(last));
    }

    private static String lastPart(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    /** Where a name stands, which is where a plan says that it names no row. */
    private static void places(SeedValue value, List<Location> places) {
        if (value instanceof SeedValue.Fields mapping) {
            places.add(mapping.at());
            mapping.fields().values().forEach(part -> places(part, places));
        } else {
            places.add(value.at());
        }
    }

    private boolean holds(SeedUnit unit, Collection<SeedUnit> others) {
        return planted.without(unit, PlantedIn.byTheSameModes(unit, others)).isEmpty();
    }

    private void check(
            SeedUnit unit, Collection<SeedUnit> others, String verb, String where, Location at, List<Location> alsoAt) {
        if (holds(unit, others)) {
            return;
        }
        if (places.size() < MOST_PLACES) {
            places.add(at.toString());
            alsoAt.forEach(place -> places.add(place.toString()));
        }
        List<String> environments = planted.without(unit, others);
        List<String> names =
                others.stream().map(other -> "\"" + other.name() + "\"").toList();
        boolean one = names.size() == 1;
        String seeders = (one ? "seeder " : "seeders ") + joined(names);
        String start = "Seeder \"" + unit.name() + "\" " + verb + " " + seeders + ", which ";
        Problem problem = environments.isEmpty()
                ? new Problem(
                        start + "init and fill do not plant, since " + (one ? "it is" : "they are")
                                + " of group update.",
                        where,
                        "put \"" + unit.name() + "\" into group update too, or " + seeders + " into group core")
                : new Problem(
                        start + (one ? "is" : "are") + " not planted in " + joined(environments) + ".",
                        where,
                        "plant " + joined(names) + " there too, or keep \"" + unit.name()
                                + "\" out of there with \"environments\"");
        found.putIfAbsent(List.of(unit, problem.message()), problem);
    }

    private static String joined(List<String> names) {
        int last = names.size() - 1;
        return last == 0 ? names.get(0) : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }

    /** The seeders that declare the row meant; empty where none does, as far as texts can tell. */
    private Collection<SeedUnit> declaring(String target, Map<String, SeedValue> row) {
        List<String> columns = new ArrayList<>(row.keySet());
        var texts = PlainValues.texts(row, columns);
        if (texts == null) {
            return Set.of();
        }
        return rows.computeIfAbsent(List.of(target, columns), key -> index(target, columns))
                .getOrDefault(PlainValues.signature(texts), Set.of());
    }

    private Map<String, Set<SeedUnit>> index(String target, List<String> columns) {
        Map<String, Set<SeedUnit>> index = new HashMap<>();
        tables.declaring(target).forEach((unit, table) -> {
            try (SeedRows.Cursor rows = table.rows().open()) {
                for (SeedRow row = rows.next(); row != null; row = rows.next()) {
                    for (String signature : signatures(row, columns)) {
                        index.computeIfAbsent(signature, text -> new LinkedHashSet<>())
                                .add(unit);
                    }
                }
            } catch (SeedException e) {
                // Said where the rows themselves are looked at.
                return;
            }
        });
        return index;
    }

    private static List<String> signatures(SeedRow row, List<String> columns) {
        List<String> signatures = new ArrayList<>();
        for (Map<String, SeedValue> alternative : PlainValues.alternatives(PlainValues.of(row, columns))) {
            var texts = PlainValues.texts(alternative, columns);
            if (texts != null) {
                signatures.add(PlainValues.signature(texts));
            }
        }
        return signatures;
    }
}
