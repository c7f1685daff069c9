package dev.seedbed.casbin;

import dev.seedbed.seed.Location;
import dev.seedbed.seed.SeedValue;
import dev.seedbed.source.Excerpt;
import dev.seedbed.source.Known;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Roles with their permissions, as lines in the order of the model's {@code p}. */
final class RoleReader {
    static final Known BLOCK = Known.of("domain", "effect", "permissions");
    private static final String EFFECT_MEND = "write allow or deny";

    private final List<String> definition;
    private final Findings findings;
    private final PermissionReader permissions;
    private final List<Rule> rules = new ArrayList<>();

    /** @param definition the fields of a policy: some order of sub, dom, obj, act, eft */
    RoleReader(List<String> definition, Findings findings) {
        this.definition = definition;
        this.findings = findings;
        this.permissions = new PermissionReader(findings);
    }

    List<Rule> rules() {
        return rules;
    }

    /** The permissions of a role, which are nothing, a mapping, or a list of mappings with a domain or an effect. */
    List<Permission> read(String role, SeedValue value, Location at) {
        List<Permission> all = new ArrayList<>();
        String what = "Role " + Excerpt.of(role);
        if (role.isBlank()) {
            findings.add("A role has no name.", at, "write its name before \":\"");
        } else if (value instanceof SeedValue.Items blocks) {
            for (SeedValue block : blocks.items()) {
                if (block instanceof SeedValue.Fields fields) {
                    all.addAll(block(role, fields));
                } else {
                    findings.add(
                            what + " has " + Findings.kind(block) + " in its list.",
                            block.at(),
                            "write a mapping, such as " + example());
                }
            }
        } else if (!(value instanceof SeedValue.Null)) {
            List<Permission> read = permissions.read(what, value);
            if (definition.contains("dom") && !read.isEmpty()) {
                findings.add(what + " does not say in which domain.", at, "write a list, such as [" + example() + "]");
            } else {
                read.forEach(permission -> add(role, null, "allow", permission));
            }
            all.addAll(read);
        }
        return all;
    }

    private String example() {
        return (definition.contains("dom") ? "{domain: acme, " : "{")
                + (definition.contains("eft") ? "effect: deny, " : "")
                + "permissions: {accounts: [read]}}";
    }

    private List<Permission> block(String role, SeedValue.Fields block) {
        String what = "Role " + Excerpt.of(role);
        Map<String, SeedValue> keys = block.fields();
        keys.forEach((key, value) -> {
            if (!BLOCK.contains(key)) {
                findings.add(
                        "Unknown key " + Excerpt.of(key) + " in role " + Excerpt.of(role) + ".",
                        value.at(),
                        BLOCK.mend(key, "keys"));
            }
        });
        SeedValue declared = keys.get("permissions");
        if (declared == null) {
            findings.add(
                    what + " has a mapping without \"permissions\".",
                    block.at(),
                    "write a mapping, such as " + example());
            return List.of();
        }
        List<Permission> read = permissions.read("\"permissions\" of role " + Excerpt.of(role), declared);
        String effect = effect(what, keys.get("effect"));
        List<String> domains = domains(what, keys.get("domain"), block.at());
        for (Permission permission : read) {
            if (domains == null) {
                add(role, null, effect, permission);
            } else {
                domains.forEach(domain -> add(role, domain, effect, permission));
            }
        }
        return read;
    }

    private String effect(String what, @Nullable SeedValue value) {
        if (value == null) {
            return "allow";
        }
        if (!definition.contains("eft")) {
            findings.add(
                    what + " has an effect, but policies have none.",
                    value.at(),
                    "remove it, or name eft in \"policy\", as the model does");
        } else if (!(value instanceof SeedValue.Text text)
                || !List.of("allow", "deny").contains(text.text())) {
            findings.add(
                    "The effect of role " + what.substring(5) + " is " + Findings.kind(value) + ".",
                    value.at(),
                    EFFECT_MEND);
        } else {
            return text.text();
        }
        return "allow";
    }

    /** Null where policies have no domain. */
    private @Nullable List<String> domains(String what, @Nullable SeedValue value, Location at) {
        boolean expected = definition.contains("dom");
        if (value == null) {
            if (expected) {
                findings.add(what + " does not say in which domain.", at, "write a mapping, such as " + example());
            }
            return expected ? List.of() : null;
        }
        if (!expected) {
            findings.add(
                    what + " has a domain, but policies have none.",
                    value.at(),
                    "remove it, or name dom in \"policy\", as the model does");
            return null;
        }
        return names(value, "The domain of role " + what.substring(5));
    }

    private List<String> names(SeedValue value, String what) {
        List<String> names = new ArrayList<>();
        for (SeedValue each : Findings.each(value)) {
            String name = findings.name(each, what, "write its name, or a list of names");
            if (name != null) {
                names.add(name);
            }
        }
        return names;
    }

    private void add(String role, @Nullable String domain, String effect, Permission permission) {
        String[] values = new String[definition.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (definition.get(i)) {
                case "sub" -> role;
                case "dom" -> domain == null ? "" : domain;
                case "obj" -> permission.object();
                case "act" -> permission.action();
                default -> effect;
            };
        }
        rules.add(Rule.of("p", permission.at(), values));
    }
}
