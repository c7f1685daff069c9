package dev.seedbed.admin.access;

import java.util.ArrayList;
import java.util.Collection;
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
        new TreeMap<>(holders).forEach((name, roles) -> {
            Set<String> had = before.effective(roles);
            Set<String> has = after.effective(roles);
            List<String> granted = without(has, had);
            List<String> taken = without(had, has);
            if (!granted.isEmpty() || !taken.isEmpty()) {
                effects.add(new Preview.Effect(name, granted, taken));
            }
        });
        return effects;
    }

    private static List<String> without(Set<String> some, Set<String> others) {
        Set<String> left = new TreeSet<>(some);
        left.removeAll(others);
        return List.copyOf(left);
    }
}
