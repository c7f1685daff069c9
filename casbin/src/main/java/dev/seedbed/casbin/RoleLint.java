package dev.seedbed.casbin;

import dev.seedbed.seed.Location;
import dev.seedbed.seed.Problem;
import dev.seedbed.source.Excerpt;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What will bite one day: roles without permissions, inheritance in a circle, permissions that nobody has. */
final class RoleLint {
    private final Map<String, Location> roles;
    private final List<Permission> known;
    private final int effect;
    private final Map<String, List<String>> heirs = new LinkedHashMap<>();
    private final Map<String, Inheritance> byDomain = new LinkedHashMap<>();
    private final Set<String> withRules = new HashSet<>();
    private final Permissions given = new Permissions();

    /**
     * @param roles those that the file declares, and where
     * @param known the permissions that it declares
     * @param effect which value of a policy says allow or deny; -1 where none does
     */
    RoleLint(Map<String, Location> roles, List<Rule> rules, List<Permission> known, int effect) {
        this.roles = roles;
        this.known = known;
        this.effect = effect;
        rules.forEach(this::add);
    }

    private void add(Rule rule) {
        String first = rule.text(0);
        String second = rule.text(1);
        if (rule.type().startsWith("p")) {
            if (first != null && !denies(rule)) {
                withRules.add(first);
            }
            give(rule);
        } else if (first != null && second != null && rule.type().equals("g")) {
            heirs.computeIfAbsent(second, name -> new ArrayList<>()).add(first);
            String domain = rule.text(2);
            byDomain.computeIfAbsent(domain == null ? "" : domain, Inheritance::new)
                    .add(first, second, rule.at());
        }
    }

    /** Plain lines may have any fields: a permission counts as given where its two names stand beside each other. */
    private void give(Rule rule) {
        for (int i = 1; i + 1 < rule.values().size() && !denies(rule); i++) {
            String object = rule.text(i);
            String action = rule.text(i + 1);
            if (object != null && action != null) {
                given.add(object, action);
            }
        }
    }

    private boolean denies(Rule rule) {
        return effect >= 0 && rule.type().equals("p") && "deny".equals(rule.text(effect));
    }

    List<Problem> warnings() {
        List<Problem> warnings = new ArrayList<>();
        Set<String> provided = provided();
        roles.forEach((role, at) -> {
            if (!provided.contains(role)) {
                warnings.add(Problem.of(
                        "Role " + Excerpt.of(role) + " has no permissions, of its own or inherited.",
                        at,
                        "give it some, or remove it"));
            }
        });
        byDomain.values().forEach(inheritance -> warnings.addAll(inheritance.circles()));
        for (Permission permission : known) {
            if (!permission.isPattern() && !given.mayHave(permission)) {
                warnings.add(Problem.of(
                        "Nobody has permission " + permission.show() + ".",
                        permission.at(),
                        "give it to a role, or take it out of \"permissions\""));
            }
        }
        return warnings;
    }

    /** Who has permissions, or inherits from a role of another file, which may have some there. */
    private Set<String> provided() {
        Set<String> provided = new HashSet<>(withRules);
        heirs.keySet().stream().filter(role -> !roles.containsKey(role)).forEach(provided::add);
        Deque<String> open = new ArrayDeque<>(provided);
        while (!open.isEmpty()) {
            for (String heir : heirs.getOrDefault(open.remove(), List.of())) {
                if (provided.add(heir)) {
                    open.add(heir);
                }
            }
        }
        return provided;
    }
}
