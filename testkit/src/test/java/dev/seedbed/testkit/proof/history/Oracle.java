package dev.seedbed.testkit.proof.history;

import dev.seedbed.testkit.proof.history.Decision.Fate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What happens to each row, written from the decision table of the design and from nothing else. */
final class Oracle {
    private final Rules rules;
    private final World world;
    private final Release release;
    private final @Nullable Former former;
    private final @Nullable Memory memory;
    private final Step.Run run;
    private final Map<String, Decision> decisions = new LinkedHashMap<>();
    private final List<Decision> retired = new ArrayList<>();
    private final Set<String> skipped = new HashSet<>();

    private Oracle(
            Rules rules, World world, Release release, @Nullable Former former, @Nullable Memory memory, Step.Run run) {
        this.rules = rules;
        this.world = world;
        this.release = release;
        this.former = former;
        this.memory = memory;
        this.run = run;
    }

    /**
     * Decides, and carries it out on a copy of the world and the memory.
     *
     * @param former what earlier releases declared; null where that is not beside the seeds
     * @param memory what the ledger knows; null without a ledger
     */
    static Outcome of(
            Rules rules, World world, Release release, @Nullable Former former, @Nullable Memory memory, Step.Run run) {
        return new Oracle(rules, world.copy(), release, former, memory == null ? null : memory.copy(), run).outcome();
    }

    private Outcome outcome() {
        if (run.mode() == Step.Mode.INIT) {
            for (Table table : Table.ALL) {
                if (!world.rows(table).isEmpty()) {
                    skipped.add(table.seeder());
                }
            }
        }
        for (Table table : Table.ALL) {
            for (Declared row : release.part(table).rows()) {
                Decision decision = new Decision(table, row);
                decisions.put(decision.name(), decision);
            }
        }
        Set<String> decided = new HashSet<>();
        decisions.values().forEach(decision -> decide(decision, decided));
        List<Decision> all = new ArrayList<>(decisions.values());
        boolean refused = !run.allowBlocked() && all.stream().anyMatch(it -> it.fate == Fate.BLOCKED);
        World before = world.copy();
        Memory memoryBefore = memory == null ? null : memory.copy();
        carryOut(all);
        retire();
        all.addAll(retired);
        return new Outcome(all, refused, skipped, refused ? before : world, refused ? memoryBefore : memory);
    }

    // --- rows ----------------------------------------------------------------------------------------------------

    private void decide(Decision it, Set<String> decided) {
        if (!decided.add(it.name())) {
            return;
        }
        // A tier that a row refers to comes first: its fate is shared.
        it.table.references().forEach(column -> {
            Decision target = target(it, column);
            if (target != null) {
                decide(target, decided);
            }
        });
        it.live = live(it.table, it.row);
        if (it.live != null) {
            present(it);
        } else {
            absent(it);
        }
    }

    private @Nullable Decision target(Decision it, Column column) {
        String code = it.row.values().get(column.name());
        return code == null ? null : decisions.get(Table.TIER + " " + code);
    }

    private void present(Decision it) {
        World.Row live = Objects.requireNonNull(it.live);
        boolean restored = softDeleted(it.table, live) && run.mode() == Step.Mode.UPDATE && restores(it);
        if (softDeleted(it.table, live) && !restored) {
            it.be(Fate.LEAVE_OUT, "");
            return;
        }
        if (run.mode() == Step.Mode.UPDATE
                && underFormerKeys(it, false).findAny().isPresent()) {
            it.be(Fate.BLOCKED, "rename-clash");
            return;
        }
        columns(it, live);
        if (restored) {
            it.writes.put(it.table.softDelete(), null);
            it.be(Fate.UPDATE, "");
        }
        settle(it);
        if (run.mode() == Step.Mode.UPDATE && !world.key(it.table, live).equals(it.key)) {
            // It is there under a name that what it refers to is to lose, and cannot have the declared key without
            // that.
            share(it, it.table.key());
        }
    }

    private void absent(Decision it) {
        boolean restore = restores(it);
        if (deleted(it.table, it.key) && !restore) {
            it.be(Fate.LEAVE_OUT, leftOut(it));
            return;
        }
        List<World.Row> alive = underFormerKeys(it, false).toList();
        List<World.Row> former = alive.isEmpty() ? underFormerKeys(it, true).toList() : alive;
        if (!former.isEmpty()) {
            if (former.size() > 1 && run.mode() == Step.Mode.UPDATE && (restore || !alive.isEmpty())) {
                it.be(Fate.BLOCKED, "rename-clash");
                return;
            }
            renamed(it, former.get(0), restore);
            return;
        }
        if (deletedUnderFormerKey(it) && !restore) {
            it.be(Fate.LEAVE_OUT, leftOut(it));
            return;
        }
        if (skipped.contains(it.table.seeder()) || !rules.plants()) {
            it.be(Fate.LEAVE_OUT, "");
            return;
        }
        it.row.values().forEach(it.writes::put);
        if (held(it)) {
            it.be(Fate.LEAVE_OUT, "");
            share(it);
            return;
        }
        it.be(Fate.INSERT, "missing");
        settle(it);
    }

    /** A row that was deleted by hand, and would be left out for its target as well, may be told either. */
    private String leftOut(Decision it) {
        boolean shared = it.table
                .references()
                .map(column -> target(it, column))
                .anyMatch(target -> target != null && target.fate == Fate.LEAVE_OUT);
        return shared ? "" : "deleted";
    }

    private void renamed(Decision it, World.Row live, boolean restore) {
        it.live = live;
        it.formerKey = world.key(it.table, live);
        boolean restored = softDeleted(it.table, live) && restore && run.mode() == Step.Mode.UPDATE;
        if (softDeleted(it.table, live) && !restored) {
            it.be(Fate.LEAVE_OUT, "");
            return;
        }
        columns(it, live);
        if (restored) {
            it.writes.put(it.table.softDelete(), null);
        }
        if (run.mode() != Step.Mode.UPDATE) {
            it.writes.clear();
            it.be(Fate.KEEP, "rename-waiting");
            return;
        }
        it.be(Fate.RENAME, "renamed");
        settle(it);
    }

    /** What stands in the way of a row that would be written. */
    private void settle(Decision it) {
        if (!it.fate.writes()) {
            return;
        }
        for (Column column : it.table.columns()) {
            if (it.writes.containsKey(column.name())) {
                String text = column.through(it.writes.get(column.name()));
                if (world.holder(it.table, column, text, it.live) != null) {
                    it.be(Fate.BLOCKED, "unique-clash");
                    return;
                }
            }
        }
        share(it);
    }

    /** A row that refers to one which is left out or blocked shares its fate. */
    private void share(Decision it) {
        share(it, it.writes.keySet());
    }

    private void share(Decision it, Collection<String> columns) {
        Fate worst = it.fate;
        for (Column column : it.table.references().toList()) {
            Decision target = target(it, column);
            if (target != null && columns.contains(column.name())) {
                Fate shared = rules.shared(target.fate);
                worst = shared.compareTo(worst) < 0 ? shared : worst;
            }
        }
        if (worst != it.fate) {
            it.be(worst, "");
        }
    }

    private boolean restores(Decision it) {
        return run.restore() || it.row.restore();
    }

    private boolean held(Decision it) {
        if (!release.part(it.table).hold() || world.rows(it.table).isEmpty() || restores(it)) {
            return false;
        }
        return it.table.references().noneMatch(column -> {
            Decision target = target(it, column);
            return target != null && target.fate == Fate.INSERT;
        });
    }

    private boolean softDeleted(Table table, World.Row live) {
        return !table.softDelete().isEmpty() && live.values.get(table.softDelete()) != null;
    }

    // --- columns -------------------------------------------------------------------------------------------------

    private void columns(Decision it, World.Row live) {
        if (!rules.compares()) {
            return;
        }
        Release.Part part = release.part(it.table);
        Memory.Entry entry = known(it, live);
        boolean moved = false;
        boolean managed = false;
        boolean customised = false;
        boolean customisedAndMoved = false;
        boolean vague = false;
        for (Column column : it.table.seedable().toList()) {
            String name = column.name();
            if (!it.row.values().containsKey(name)) {
                continue;
            }
            String declared = it.row.values().get(name);
            String text = world.text(live, column);
            if (part.insertOnly().contains(name)) {
                continue;
            }
            if (same(column, text, declared)) {
                it.planted.add(name);
                continue;
            }
            Set<@Nullable String> before = before(it, column, entry);
            // A default that is one value with the declared one, though not one text, has not moved.
            boolean defaultMoved = before.stream()
                    .anyMatch(was -> !same(column, column.refers() ? was : column.through(was), declared));
            boolean untouched = before.stream().anyMatch(was -> same(column, text, was));
            if (untouched) {
                it.planted.add(name);
            }
            if (part.managed().contains(name)) {
                managed = true;
                it.writes.put(name, declared);
            } else if (untouched || rules.overwrites(defaultMoved)) {
                moved = true;
                it.writes.put(name, declared);
            } else {
                customised = true;
                customisedAndMoved |= defaultMoved;
                // Whether a default has moved that names a renamed row under its former code is not laid down.
                vague |= column.refers();
            }
        }
        String kept = vague ? "" : customisedAndMoved ? "customised-default-moved" : "customised";
        if (it.writes.isEmpty()) {
            it.be(customised ? Fate.KEEP : Fate.UNCHANGED, customised ? kept : "");
        } else if (run.mode() != Step.Mode.UPDATE) {
            it.writes.clear();
            it.be(Fate.KEEP, customised ? "" : "default-changed");
        } else {
            it.be(Fate.UPDATE, moved && managed ? "" : managed ? "managed" : "default-moved");
        }
    }

    private boolean same(Column column, @Nullable String live, @Nullable String declared) {
        if (!column.refers()) {
            return rules.equal(column, live, declared);
        }
        return Objects.equals(live, declared)
                || (live != null
                        && declared != null
                        && resolve(declared) != null
                        && resolve(declared) == world.tier(live));
    }

    /** What Seedbed planted before. */
    private Set<@Nullable String> before(Decision it, Column column, Memory.@Nullable Entry entry) {
        Set<@Nullable String> before = new LinkedHashSet<>();
        String name = column.name();
        if (entry != null) {
            if (entry.images.containsKey(name)) {
                before.add(entry.images.get(name));
            }
            if (!rules.formerBesideLedger()) {
                return before;
            }
        }
        before.addAll(it.row.was().getOrDefault(name, List.of()));
        Former.Row row = former == null ? null : former.row(it.table, it.key);
        if (row != null && column.kind() != Kind.BOOLEAN) {
            before.addAll(row.formerly(name, it.row.values().get(name)));
            if (row.absent.contains(name)) {
                before.add(column.ordinarily());
            }
        }
        return before;
    }

    // --- names ---------------------------------------------------------------------------------------------------

    /** The live tier that a code means: the one that has it, or the one that waits under a former code of it. */
    private World.@Nullable Row resolve(String code) {
        World.Row row = world.tier(code);
        if (row != null) {
            return row;
        }
        Declared declared = release.tier(code);
        if (declared != null) {
            List<World.Row> waiting = declared.formerly().stream()
                    .map(world::tier)
                    .filter(Objects::nonNull)
                    .toList();
            // Where two might be meant, none is.
            return waiting.isEmpty() || (waiting.size() > 1 && run.mode() == Step.Mode.UPDATE) ? null : waiting.get(0);
        }
        return release.part(Table.TIER).rows().stream()
                .filter(tier -> tier.formerly().contains(code))
                .map(tier -> resolve(Objects.requireNonNull(tier.values().get("code"))))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private World.@Nullable Row live(Table table, Declared row) {
        List<String> key = new ArrayList<>(row.key(table));
        if (table == Table.GRANT) {
            World.Row tier = resolve(key.get(0));
            if (tier == null) {
                return null;
            }
            key.set(0, world.key(Table.TIER, tier).get(0));
        }
        return world.find(table, key);
    }

    /** The rows that are there under former keys: those that are marked as deleted, or the others. */
    private Stream<World.Row> underFormerKeys(Decision it, boolean deleted) {
        return it.row.formerly().stream()
                .map(code -> world.find(it.table, List.of(code)))
                .filter(Objects::nonNull)
                .filter(live -> softDeleted(it.table, live) == deleted);
    }

    /** What the ledger knows of a row that is there. */
    private Memory.@Nullable Entry entry(Table table, World.Row live) {
        return memory == null ? null : rules.known(memory.entry(table, world.key(table, live)));
    }

    /**
     * What the ledger knows of a declared row: under the key that it has, and under former ones which no other row has. Of a
     * row that was retired since, and that somebody brought back, it knows nothing.
     */
    private Memory.@Nullable Entry known(Decision it, World.Row live) {
        if (memory == null) {
            return null;
        }
        Memory.Entry known = null;
        for (List<String> key : keys(it, live)) {
            Memory.Entry entry = rules.known(memory.entry(it.table, key));
            World.Row other = world.find(it.table, key);
            // Where the row is known under its present name, what has the declared one is another, which somebody
            // deleted.
            boolean another = known != null && key.equals(it.key);
            if (entry == null || !entry.present || another || (other != null && other != live)) {
                continue;
            }
            if (known == null) {
                known = entry.copy();
            } else {
                Memory.Entry first = known;
                entry.images.forEach((name, text) -> {
                    if (!first.declared.contains(name)) {
                        first.images.putIfAbsent(name, text);
                    }
                });
                first.declared.addAll(entry.declared);
            }
        }
        return known;
    }

    /** The key that a row has, and those that the seeds say it had. */
    private List<List<String>> keys(Decision it, World.Row live) {
        List<List<String>> keys = new ArrayList<>();
        keys.add(world.key(it.table, live));
        if (it.table == Table.GRANT) {
            Declared tier = release.tier(it.key.get(0));
            if (tier != null) {
                keys.add(it.key);
                tier.formerly().forEach(code -> keys.add(List.of(code, it.key.get(1))));
            }
        } else {
            keys.add(it.key);
            it.row.formerly().forEach(code -> keys.add(List.of(code)));
        }
        return keys.stream().distinct().toList();
    }

    /** True where the ledger knows that a row was there, under one of its keys, and Seedbed did not retire it. */
    private boolean deleted(Table table, List<String> key) {
        return present(table, key) && world.find(table, key) == null;
    }

    /** True where for all that the ledger knows the row is there. */
    private boolean present(Table table, List<String> key) {
        Memory.Entry entry = memory == null ? null : rules.known(memory.entry(table, key));
        return entry != null && entry.present;
    }

    private boolean deletedUnderFormerKey(Decision it) {
        if (it.table != Table.GRANT) {
            return it.row.formerly().stream().anyMatch(code -> deleted(it.table, List.of(code)));
        }
        Declared tier = release.tier(it.key.get(0));
        return tier != null
                && tier.formerly().stream().anyMatch(code -> deleted(it.table, List.of(code, it.key.get(1))));
    }

    // --- what is done --------------------------------------------------------------------------------------------

    private void carryOut(List<Decision> all) {
        for (Decision it : all) {
            if (it.fate == Fate.RENAME) {
                World.Row live = Objects.requireNonNull(it.live);
                live.values.put("code", it.key.get(0));
                if (memory != null) {
                    memory.rename(it.table, it.formerKey, it.key);
                }
            }
        }
        for (Decision it : all) {
            if (it.fate == Fate.INSERT) {
                World.Row row = world.add(it.table);
                it.live = row;
                world.deletedByHand(it.table).remove(it.key);
                it.writes.forEach((name, text) -> {
                    if (!it.table.column(name).refers()) {
                        row.values.put(name, it.table.column(name).through(text));
                    }
                });
            }
        }
        for (Decision it : all) {
            if (it.fate.writes()) {
                World.Row row = Objects.requireNonNull(it.live);
                it.writes.forEach((name, text) -> write(it.table, row, name, text));
                String touches = release.part(it.table).touches();
                if (it.fate != Fate.INSERT && !touches.isEmpty()) {
                    row.values.put("touched", touches);
                }
            }
            remember(it);
        }
        if (memory != null && !rules.remembersUndeclared()) {
            for (Table table : Table.ALL) {
                for (List<String> key : memory.keys(table)) {
                    if (!decisions.containsKey(table + " " + String.join("/", key)) && world.find(table, key) == null) {
                        memory.forget(table, key);
                    }
                }
            }
        }
    }

    private void write(Table table, World.Row row, String name, @Nullable String text) {
        Column column = table.column(name);
        if (column.refers() && text != null) {
            row.values.put(name, Objects.requireNonNull(resolve(text), text).id);
        } else {
            row.values.put(name, column.through(text));
        }
        row.byHand.remove(name);
        row.bySeedbed.put(name, world.text(row, column));
    }

    private void remember(Decision it) {
        World.Row live = it.live;
        if (memory == null || live == null) {
            return;
        }
        List<String> key = world.key(it.table, live);
        if (it.fate == Fate.BLOCKED || it.fate == Fate.LEAVE_OUT) {
            return;
        }
        Memory.Entry before = memory.entry(it.table, key);
        boolean met = before != null && before.present;
        boolean first = !met && known(it, live) == null;
        if (!met && it.writes.isEmpty() && (!first || !rules.adopts())) {
            return;
        }
        if (!met || it.fate == Fate.INSERT) {
            memory.forget(it.table, key);
        }
        Memory.Entry known = memory.make(it.table, key);
        known.present = true;
        if (first || it.fate == Fate.INSERT) {
            it.table
                    .seedable()
                    .filter(column -> it.row.values().containsKey(column.name()))
                    .forEach(column -> known.declared.add(column.name()));
        }
        if (first) {
            it.planted.forEach(name -> known.images.put(name, world.text(live, it.table.column(name))));
        }
        known.declared.addAll(it.writes.keySet());
        it.writes.keySet().stream()
                .filter(name -> !it.table.key().contains(name))
                .forEach(name -> known.images.put(name, world.text(live, it.table.column(name))));
    }

    // --- retired rows --------------------------------------------------------------------------------------------

    private void retire() {
        List<Decision> wanted = new ArrayList<>();
        for (Table table : Table.ALL) {
            for (Declared row : release.part(table).retired()) {
                Decision it = new Decision(table, row);
                it.live = live(table, row);
                // What is marked as deleted by hand is gone.
                if (it.live == null || softDeleted(table, it.live) || skipped.contains(table.seeder())) {
                    continue;
                }
                retired.add(it);
                if (!row.set().isEmpty() && isSet(it)) {
                    it.be(Fate.KEEP, "");
                    it.listed = false;
                } else if (untouched(it)) {
                    wanted.add(it);
                } else {
                    it.be(Fate.KEEP, "retired-kept");
                }
            }
        }
        Set<World.Row> going = new HashSet<>();
        wanted.stream().filter(it -> it.row.set().isEmpty()).forEach(it -> going.add(it.live));
        boolean changed = true;
        while (changed) {
            changed = going.removeIf(row -> world.rows(Table.TIER).contains(row) && world.referredTo(row, going));
        }
        for (Decision it : wanted) {
            if (it.row.set().isEmpty() && !going.contains(it.live)) {
                it.be(Fate.KEEP, "retired-kept");
            } else if (run.mode() != Step.Mode.UPDATE) {
                it.be(Fate.KEEP, "retire-waiting");
            } else {
                it.be(Fate.RETIRE, "retired");
                retire(it, Objects.requireNonNull(it.live));
            }
        }
    }

    private boolean isSet(Decision it) {
        return it.row.set().entrySet().stream().allMatch(entry -> {
            Column column = it.table.column(entry.getKey());
            return same(column, world.text(Objects.requireNonNull(it.live), column), entry.getValue());
        });
    }

    private void retire(Decision it, World.Row live) {
        Memory.Entry entry = memory == null ? null : memory.make(it.table, world.key(it.table, live));
        if (it.row.set().isEmpty()) {
            world.rows(it.table).remove(live);
            if (entry != null) {
                entry.present = false;
            }
            return;
        }
        it.row.set().forEach((name, text) -> {
            it.writes.put(name, text);
            write(it.table, live, name, text);
            if (entry != null) {
                entry.declared.add(name);
                entry.images.put(name, world.text(live, it.table.column(name)));
            }
        });
        String touches = release.part(it.table).touches();
        if (!touches.isEmpty()) {
            live.values.put("touched", touches);
        }
    }

    /** True where every column that was declared holds what was declared. */
    private boolean untouched(Decision it) {
        World.Row live = Objects.requireNonNull(it.live);
        // Under the key that it has, or the one that it had before what it refers to took its new one.
        Memory.Entry present = entry(it.table, live);
        Memory.Entry known = present == null ? known(it, live) : present;
        // That a row was retired tells nothing of one that somebody brought back under its key.
        Memory.Entry entry = known == null || known.present || !known.declared.isEmpty() ? known : null;
        Former.Row row = former == null ? null : former.row(it.table, it.key);
        Set<String> declared = new LinkedHashSet<>();
        declared.addAll(it.row.values().keySet());
        if (row != null) {
            declared.addAll(row.was.keySet());
        }
        if (entry != null) {
            declared.addAll(entry.declared);
        }
        it.table.key().forEach(declared::remove);
        if (entry == null && declared.isEmpty()) {
            // Nothing tells what it was planted with: only a row to which nobody has given anything is untouched.
            return it.table.columns().stream()
                    .filter(column -> !it.table.key().contains(column.name()))
                    .allMatch(column -> Objects.equals(world.text(live, column), column.ordinarily()));
        }
        // Who deletes a row deletes what somebody put into columns that were never declared, too.
        String touches = release.part(it.table).touches();
        if (it.row.set().isEmpty()
                && it.table.columns().stream()
                        .filter(column -> !it.table.key().contains(column.name()))
                        .filter(column -> !declared.contains(column.name()))
                        .filter(column -> touches.isEmpty()
                                || !column.name().equals("touched")
                                || !touches.equals(world.text(live, column)))
                        .anyMatch(column -> !Objects.equals(world.text(live, column), column.ordinarily()))) {
            return false;
        }
        return declared.stream().allMatch(name -> {
            Column column = it.table.column(name);
            String text = world.text(live, column);
            Set<@Nullable String> before = new LinkedHashSet<>();
            if (entry != null && entry.declared.contains(name)) {
                if (entry.images.containsKey(name)) {
                    before.add(entry.images.get(name));
                }
            } else {
                if (entry != null) {
                    // The row went in without the column, which Seedbed never wrote.
                    before.add(column.ordinarily());
                }
                if (it.row.values().containsKey(name)) {
                    before.add(it.row.values().get(name));
                }
                if (row != null) {
                    before.addAll(row.was.getOrDefault(name, Set.of()));
                    if (row.absent.contains(name) && row.was.containsKey(name)) {
                        before.add(column.ordinarily());
                    }
                }
            }
            return before.stream().anyMatch(was -> same(column, text, was));
        });
    }

    /**
     * What comes of a run.
     *
     * @param refused true where rows are blocked and nothing is written
     * @param skipped seeders that init leaves alone
     */
    record Outcome(
            List<Decision> decisions,
            boolean refused,
            Set<String> skipped,
            World world,
            @Nullable Memory memory) {
        boolean writes() {
            return !refused && decisions.stream().anyMatch(it -> it.fate.writes());
        }

        /** True where a table has lost its last row, so that rows which were held may be planted next. */
        boolean empties() {
            return decisions.stream()
                    .anyMatch(
                            it -> it.fate == Fate.RETIRE && world.rows(it.table).isEmpty());
        }

        boolean blocks() {
            return decisions.stream().anyMatch(it -> it.fate == Fate.BLOCKED);
        }
    }
}
