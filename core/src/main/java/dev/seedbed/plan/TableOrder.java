package dev.seedbed.plan;

import dev.seedbed.database.ForeignKey;
import dev.seedbed.database.TableName;
import dev.seedbed.seed.SeedUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which tables are planted before which: parents before children, and as {@code after} says. Tables that refer to each
 * other in a circle stand together.
 */
final class TableOrder {
    private final BoundTables tables;
    private final Problems problems;
    private final Map<BoundTable, Set<BoundTable>> needs = new LinkedHashMap<>();

    TableOrder(BoundTables tables, Problems problems) {
        this.tables = tables;
        this.problems = problems;
    }

    /** The tables, in groups that go one after the other; a group of more than one, or of one that refers to itself, is a circle. */
    List<List<BoundTable>> groups() {
        for (BoundTable table : tables.all()) {
            needs.put(table, referred(table));
        }
        List<BoundTable> all = bySeeders();
        for (Map.Entry<BoundTable, Set<BoundTable>> each : needs.entrySet()) {
            each.setValue(inOrder(each.getValue(), all));
        }
        List<List<BoundTable>> circles = circles(all);
        Map<BoundTable, Integer> circleOf = new HashMap<>();
        for (int i = 0; i < circles.size(); i++) {
            for (BoundTable table : circles.get(i)) {
                circleOf.put(table, i);
            }
        }
        Map<Integer, Set<Integer>> before = new LinkedHashMap<>();
        for (int i = 0; i < circles.size(); i++) {
            Set<Integer> needed = new LinkedHashSet<>();
            for (BoundTable table : circles.get(i)) {
                for (BoundTable other : needs(table)) {
                    needed.add(circleOf(circleOf, other));
                }
            }
            needed.remove(i);
            before.put(i, needed);
        }
        for (BoundTable table : tables.all()) {
            for (BoundTable other : after(table)) {
                int later = circleOf(circleOf, table);
                int earlier = circleOf(circleOf, other);
                if (later != earlier) {
                    before.getOrDefault(later, new LinkedHashSet<>()).add(earlier);
                }
            }
        }
        List<List<BoundTable>> ordered = new ArrayList<>();
        int[] state = new int[circles.size()];
        for (int i = 0; i < circles.size(); i++) {
            visit(i, before, state, circles, ordered, new ArrayDeque<>());
        }
        return ordered;
    }

    /** The tables in the order of their seeders, each of which comes after those that it needs, and within one as declared. */
    private List<BoundTable> bySeeders() {
        Set<String> seeders = new LinkedHashSet<>();
        for (BoundTable table : tables.all()) {
            seeders.addAll(table.seeders());
        }
        if (seeders.size() < 2) {
            return tables.all();
        }
        PlantingOrder order = new PlantingOrder(List.copyOf(seeders));
        for (BoundTable table : tables.all()) {
            for (BoundTable.Part part : table.parts()) {
                for (String earlier : part.unit().after()) {
                    order.after(part.unit().name(), earlier);
                }
            }
            for (BoundTable target : needs(table)) {
                boolean waits = mayWait(table, target);
                for (String later : table.seeders()) {
                    for (String earlier : target.seeders()) {
                        if (waits) {
                            order.perhapsAfter(later, earlier);
                        } else {
                            order.after(later, earlier);
                        }
                    }
                }
            }
        }
        Set<BoundTable> all = new LinkedHashSet<>();
        for (String seeder : order.order()) {
            for (BoundTable table : tables.all()) {
                if (table.seeders().contains(seeder)) {
                    all.add(table);
                }
            }
        }
        return List.copyOf(all);
    }

    private static Set<BoundTable> inOrder(Set<BoundTable> some, List<BoundTable> all) {
        if (some.size() < 2) {
            return some;
        }
        Set<BoundTable> ordered = new LinkedHashSet<>();
        for (BoundTable table : all) {
            if (some.contains(table)) {
                ordered.add(table);
            }
        }
        return ordered;
    }

    /**
     * True where all that leads from one table to another may be NULL until the row it means is there. What leads there only
     * through a third table is a part of a name, which may not.
     */
    private boolean mayWait(BoundTable table, BoundTable target) {
        boolean direct = false;
        for (ForeignKey key : table.table().foreignKeys()) {
            if (!target.equals(bound(key.target()))) {
                continue;
            }
            direct = true;
            boolean nullable = false;
            for (String name : key.columns()) {
                var column = table.table().column(name);
                nullable |= column != null && column.nullable();
            }
            if (!nullable) {
                return false;
            }
        }
        for (int i = 0; i < table.layout().columns().size(); i++) {
            for (RefShape shape : table.forms(i)) {
                if (shape != null && target.equals(bound(shape.target().name()))) {
                    direct = true;
                    if (!table.layout().columns().get(i).nullable()) {
                        return false;
                    }
                }
            }
        }
        return direct;
    }

    private static int circleOf(Map<BoundTable, Integer> circleOf, BoundTable table) {
        return Objects.requireNonNull(circleOf.get(table));
    }

    private void visit(
            int circle,
            Map<Integer, Set<Integer>> before,
            int[] state,
            List<List<BoundTable>> circles,
            List<List<BoundTable>> ordered,
            Deque<Integer> path) {
        if (state[circle] == 2) {
            return;
        }
        if (state[circle] == 1) {
            List<BoundTable> members = new ArrayList<>();
            for (int each : path) {
                members.addAll(0, circles.get(each));
                if (each == circle) {
                    break;
                }
            }
            problems.add(
                    "\"after\" contradicts the references between tables: "
                            + String.join(
                                    ", ",
                                    members.stream()
                                            .map(BoundTable::writtenName)
                                            .toList())
                            + ".",
                    String.join(" and ", afters(members)),
                    "remove an \"after\"; the order follows from references");
            return;
        }
        state[circle] = 1;
        path.push(circle);
        for (int earlier : before.getOrDefault(circle, Set.of())) {
            visit(earlier, before, state, circles, ordered, path);
        }
        path.pop();
        state[circle] = 2;
        ordered.add(circles.get(circle));
    }

    /** Where the seeders stand whose {@code after} names another seeder of these tables. */
    private static Set<String> afters(List<BoundTable> members) {
        Set<String> seeders = new LinkedHashSet<>();
        members.forEach(table -> seeders.addAll(table.seeders()));
        Set<String> places = new LinkedHashSet<>();
        for (BoundTable table : members) {
            for (BoundTable.Part part : table.parts()) {
                if (part.unit().after().stream().anyMatch(seeders::contains)) {
                    places.add(part.unit().at().toString());
                }
            }
        }
        return places;
    }

    private Set<BoundTable> needs(BoundTable table) {
        return needs.getOrDefault(table, Set.of());
    }

    /**
     * What the rows need: a foreign key in which they hold nothing but NULL puts no table before another. Rows that are
     * retired may hold anything.
     */
    private Set<BoundTable> referred(BoundTable table) {
        Set<BoundTable> referred = new LinkedHashSet<>();
        boolean retires = false;
        for (BoundTable.Part part : table.parts()) {
            retires |= !part.seeds().retired().isEmpty();
        }
        for (ForeignKey key : table.table().foreignKeys()) {
            boolean given = false;
            for (String name : key.columns()) {
                var column = table.table().column(name);
                int index = column == null ? -1 : table.layout().index(column);
                given |= index >= 0 && (retires || table.holdsValues(index));
            }
            BoundTable target = given ? bound(key.target()) : null;
            if (target != null) {
                referred.add(target);
            }
        }
        for (int i = 0; i < table.layout().columns().size(); i++) {
            for (RefShape shape : table.forms(i)) {
                if (shape != null) {
                    addTargets(shape, referred);
                }
            }
        }
        return referred;
    }

    private void addTargets(RefShape shape, Set<BoundTable> into) {
        BoundTable target = bound(shape.target().name());
        if (target != null) {
            into.add(target);
        }
        for (RefShape.Lookup lookup : shape.lookups()) {
            if (lookup.nested() != null) {
                addTargets(lookup.nested(), into);
            }
        }
    }

    private @Nullable BoundTable bound(TableName name) {
        var table = tables.catalogue().table(name);
        return table == null ? null : tables.bound(table);
    }

    private Set<BoundTable> after(BoundTable table) {
        Set<BoundTable> earlier = new LinkedHashSet<>();
        for (BoundTable.Part part : table.parts()) {
            SeedUnit unit = part.unit();
            if (unit.after().isEmpty()) {
                continue;
            }
            for (BoundTable other : tables.all()) {
                if (!other.equals(table)
                        && other.parts().stream()
                                .anyMatch(p -> unit.after().contains(p.unit().name()))) {
                    earlier.add(other);
                }
            }
        }
        return earlier;
    }

    /** Strongly connected components, by Tarjan; each after those that it needs. */
    private List<List<BoundTable>> circles(List<BoundTable> all) {
        List<List<BoundTable>> circles = new ArrayList<>();
        Map<BoundTable, int[]> numbers = new HashMap<>();
        Deque<BoundTable> stack = new ArrayDeque<>();
        for (BoundTable table : all) {
            if (!numbers.containsKey(table)) {
                connect(table, numbers, stack, circles);
            }
        }
        return circles;
    }

    private int[] connect(
            BoundTable table, Map<BoundTable, int[]> numbers, Deque<BoundTable> stack, List<List<BoundTable>> circles) {
        int[] number = {numbers.size(), numbers.size(), 1};
        numbers.put(table, number);
        stack.push(table);
        for (BoundTable other : needs(table)) {
            int[] known = numbers.get(other);
            if (known == null) {
                number[1] = Math.min(number[1], connect(other, numbers, stack, circles)[1]);
            } else if (known[2] == 1) {
                number[1] = Math.min(number[1], known[0]);
            }
        }
        if (number[0] == number[1]) {
            List<BoundTable> circle = new ArrayList<>();
            BoundTable member;
            do {
                member = stack.pop();
                Objects.requireNonNull(numbers.get(member))[2] = 0;
                circle.add(0, member);
            } while (!member.equals(table));
            circles.add(circle);
        }
        return number;
    }

    /** True where rows of the group may refer to rows of the same group. */
    boolean isCircle(List<BoundTable> group) {
        return group.size() > 1 || needs(group.get(0)).contains(group.get(0));
    }
}
