package dev.seedbed.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which of several things is planted first, seeders or tables: each after those that it needs, and else in the order in
 * which they are given. A run and the graph of its seeders ask the same question, and get the same answer.
 */
public final class PlantingOrder {
    private final List<String> names;
    private final Map<String, Integer> places = new HashMap<>();
    private final List<Set<Integer>> needs = new ArrayList<>();
    private final List<Set<Integer>> mayWait = new ArrayList<>();

    /** @param names each once, in the order that holds where nothing else decides */
    public PlantingOrder(List<String> names) {
        this.names = List.copyOf(names);
        for (String name : this.names) {
            places.put(name, places.size());
            needs.add(new TreeSet<>());
            mayWait.add(new TreeSet<>());
        }
    }

    /** Has one come after another; names that are not known, and nothing after itself, say nothing. */
    public void after(String later, String earlier) {
        add(needs, later, earlier);
    }

    /** The same, unless that would make a circle: what is needed may be set later. */
    public void perhapsAfter(String later, String earlier) {
        add(mayWait, later, earlier);
    }

    private void add(List<Set<Integer>> to, String later, String earlier) {
        Integer from = places.get(later);
        Integer before = places.get(earlier);
        if (from != null && before != null && !from.equals(before)) {
            to.get(from).add(before);
        }
    }

    /** All of them; those that need each other in a circle as far as they do not. */
    public List<String> order() {
        settle();
        boolean[] begun = new boolean[names.size()];
        List<String> order = new ArrayList<>();
        for (int i = 0; i < begun.length; i++) {
            visit(i, begun, order);
        }
        return order;
    }

    /** True where one comes before another by what was said, directly. */
    public boolean isAfter(String later, String earlier) {
        settle();
        Integer from = places.get(later);
        Integer before = places.get(earlier);
        return from != null && before != null && needs.get(from).contains(before);
    }

    /** Decides of each that may wait whether it has to. */
    private void settle() {
        for (int later = 0; later < names.size(); later++) {
            for (int earlier : mayWait.get(later)) {
                if (!leadsTo(earlier, later, new boolean[names.size()])) {
                    needs.get(later).add(earlier);
                }
            }
            mayWait.get(later).clear();
        }
    }

    private boolean leadsTo(int from, int wanted, boolean[] seen) {
        if (from == wanted) {
            return true;
        }
        seen[from] = true;
        for (int next : needs.get(from)) {
            if (!seen[next] && leadsTo(next, wanted, seen)) {
                return true;
            }
        }
        return false;
    }

    private void visit(int name, boolean[] begun, List<String> order) {
        if (begun[name]) {
            return;
        }
        begun[name] = true;
        for (int earlier : needs.get(name)) {
            visit(earlier, begun, order);
        }
        order.add(names.get(name));
    }
}
