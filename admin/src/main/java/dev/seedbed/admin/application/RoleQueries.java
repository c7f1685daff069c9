package dev.seedbed.admin.application;

import dev.seedbed.admin.data.AdminDatabase;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Asks the application's tables, within one snapshot an answer, so that none is of two moments. */
final class RoleQueries {
    /** As far as jCasbin follows roles, so that nobody gets here what the application would not give. */
    private static final int FURTHEST = 10;

    private final AdminDatabase database;
    private final Links links;

    RoleQueries(AdminDatabase database, Links links) {
        this.database = database;
        this.links = links;
    }

    /** More than one person is called so: nobody can say who it is. */
    static final class TwoPeople extends RuntimeException {
        static final String MESSAGE = "The application's tables have more than one person of this name.";

        private static final long serialVersionUID = 1L;

        TwoPeople() {
            super(MESSAGE);
        }
    }

    /** Which role inherits which. */
    record Inherits(String role, String parent) {}

    /**
     * The roles that somebody has, each with those by which it is inherited, by the shortest way.
     *
     * @throws TwoPeople where the tables have two of this name
     */
    Map<String, List<String>> held(String person) {
        return database.snapshot(() -> {
            Map<String, List<String>> ways = new LinkedHashMap<>();
            direct(person).forEach(role -> ways.put(role, List.of()));
            Set<String> level = new TreeSet<>(ways.keySet());
            for (int depth = 1; depth < FURTHEST && !level.isEmpty(); depth++) {
                Set<String> next = new TreeSet<>();
                for (Inherits each : parents(level)) {
                    if (!ways.containsKey(each.parent())) {
                        List<String> way = new ArrayList<>(ways.getOrDefault(each.role(), List.of()));
                        way.add(each.role());
                        ways.put(each.parent(), way);
                        next.add(each.parent());
                    }
                }
                level = next;
            }
            return ways;
        });
    }

    private Collection<String> direct(String person) {
        Select people = links.people();
        if (people != null
                && texts(Select.of("select 'x' from (").and(people).and(") p where p.person_ = ?", person))
                                .size()
                        > 1) {
            throw new TwoPeople();
        }
        Select direct =
                Select.of("select distinct d.role_ from (").and(links.direct()).and(") d where d.person_ = ?", person);
        return new TreeSet<>(texts(
                links.mixed()
                        ? direct.and(" and not exists (select 1 from (")
                                .and(links.direct())
                                .and(") x where x.role_ = ?)", person)
                        : direct));
    }

    private List<Inherits> parents(Collection<String> roles) {
        Select inherits = links.inherits();
        return inherits == null
                ? List.of()
                : inherits(Select.of("select distinct i.role_, i.parent_ from (")
                        .and(inherits)
                        .and(") i where i.role_ in ")
                        .and(list(roles)));
    }

    /** @param apart names of roles, whether anybody has them or not */
    private List<Inherits> heirs(Collection<String> roles, Collection<String> apart) {
        Select inherits = links.inherits();
        if (inherits == null) {
            return List.of();
        }
        Select heirs = Select.of("select distinct i.role_, i.parent_ from (")
                .and(inherits)
                .and(") i where i.parent_ in ")
                .and(list(roles));
        return inherits(
                links.mixed()
                        ? heirs.and(" and (i.role_ in ")
                                .and(list(apart))
                                .and(" or i.role_ in ")
                                .and(names())
                                .and(")")
                        : heirs);
    }

    /** Where people and roles are of one kind, a name that somebody has is a role's. */
    private Select names() {
        return Select.of("(select x.role_ from (").and(links.direct()).and(") x)");
    }

    /** Which of these roles there are. */
    Set<String> known(Collection<String> names) {
        return new TreeSet<>(texts(Select.of("select distinct r.role_ from (")
                .and(links.roles())
                .and(") r where r.role_ in ")
                .and(list(names))));
    }

    /** What each of these roles inherits, and which inherit it. */
    Set<Inherits> around(Collection<String> names) {
        Set<Inherits> around = new LinkedHashSet<>(parents(names));
        around.addAll(heirs(names, names));
        return around;
    }

    /**
     * Who has a role, themselves or by way of roles that inherit it, in the order of names.
     *
     * @param apart names of roles, which are no people's
     */
    List<Person> people(String role, Collection<String> apart, String after, int most) {
        return database.snapshot(() -> {
            Set<String> roles = new TreeSet<>(Set.of(role));
            Set<String> level = roles;
            for (int depth = 1; depth < FURTHEST && !level.isEmpty(); depth++) {
                Set<String> next = new TreeSet<>();
                heirs(level, apart).forEach(each -> next.add(each.role()));
                next.removeAll(roles);
                roles.addAll(next);
                level = next;
            }
            Select people = Select.of("select d.person_, max(case when d.role_ = ? then 1 else 0 end) from (", role)
                    .and(links.direct())
                    .and(") d where d.role_ in ")
                    .and(list(roles))
                    .and(" and d.person_ > ?", after);
            if (links.mixed()) {
                people = people.and(" and d.person_ not in ")
                        .and(list(apart))
                        .and(" and d.person_ not in ")
                        .and(names());
            }
            people = people.and(" group by d.person_ order by d.person_ limit " + most);
            return database.sql()
                    .sql(people.sql())
                    .params(people.values())
                    .query((row, number) -> new Person(row.getString(1), row.getInt(2) == 1))
                    .list();
        });
    }

    private List<String> texts(Select query) {
        return database.sql()
                .sql(query.sql())
                .params(query.values())
                .query(String.class)
                .list();
    }

    private List<Inherits> inherits(Select query) {
        Select ordered = query.and(" order by 1, 2");
        return database.sql()
                .sql(ordered.sql())
                .params(ordered.values())
                .query((row, number) -> new Inherits(row.getString(1), row.getString(2)))
                .list();
    }

    /** In parentheses; of none at all it has an empty list of rows, which nothing stands in and nothing is missing from. */
    private static Select list(Collection<String> names) {
        return names.isEmpty()
                ? Select.of("(select '' where 1 = 0)")
                : new Select("(" + "?, ".repeat(names.size() - 1) + "?)", List.copyOf(names));
    }
}
