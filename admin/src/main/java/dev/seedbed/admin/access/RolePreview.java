package dev.seedbed.admin.access;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares what roles allow with what they would. */
final class RolePreview {
    private final RoleGraph before;
    private final RoleGraph after;

    RolePreview(RoleGraph before, RoleGraph after) {
        this.before = before;
        this.after = after;
    }

    /** Those for whom something changes, each with the roles they have. */
    List<Preview.Effect> effects(Map<String, ? extends Collection<String>> holders) {
        List<Preview.Effect> effects = new ArrayList<>();
        // Many have the same roles.
        Map<Set<String>, Preview.Effect> known = new HashMap<>();
        new TreeMap<>(holders).forEach((name, roles) -> {
            Preview.Effect effect = known.computeIfAbsent(Set.copyOf(roles), this::effect);
            if (!effect.granted().isEmpty() || !effect.taken().isEmpty()) {
                effects.add(new Preview.Effect(name, effect.granted(), effect.taken()));
            }
        });
        return effects;
    }

    private Preview.Effect effect(Set<String> roles) {
        Set<String> had = before.effective(roles);
        Set<String> has = after.effective(roles);
        return new Preview.Effect("", without(has, had), without(had, has));
    }

    private static List<String> without(Set<String> some, Set<String> others) {
        Set<String> left = new TreeSet<>(some);
        left.removeAll(others);
        return List.copyOf(left);
    }
}
