package dev.seedbed.casbin;

import dev.seedbed.seed.Location;
import dev.seedbed.seed.SeedException;
import dev.seedbed.seed.SeedTable;
import dev.seedbed.seed.SeedUnit;
import dev.seedbed.seed.SeedValue;
import dev.seedbed.source.Excerpt;
import dev.seedbed.source.Known;
import dev.seedbed.source.SeedFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands under {@code casbin:}, as the rows that it means. */
final class PolicyFile {
    static final Known KEYS = Known.of(
            "adapter",
            "table",
            "columns",
            "empty",
            "policy",
            "permissions",
            "roles",
            "inherits",
            "policies",
            "retired");
    static final Known FIELDS = Known.of("sub", "dom", "obj", "act", "eft");
    private static final List<String> DEFINITION = List.of("sub", "obj", "act");

    private static final int MOST_UNKNOWN = 200;
    private static final int MOST_COMPARED = 1_000;

    private final SeedFile file;
    private final Findings findings = new Findings();
    private final List<Rule> rules = new ArrayList<>();
    private final Map<String, Location> roles = new LinkedHashMap<>();
    private List<Permission> known = List.of();
    private int effect = -1;
    private final List<Permission> granted = new ArrayList<>();

    PolicyFile(SeedFile file) {
        this.file = file;
    }

    /** @throws SeedException with all that is wrong with the file */
    SeedUnit unit() {
        Location at = file.keyAt(List.of(CasbinFormat.KEY));
        SeedTable table = table(file.mapping().fields().get(CasbinFormat.KEY), at);
        SeedUnit unit = null;
        try {
            unit = file.unit(CasbinFormat.KEY, table == null ? List.of() : List.of(table));
        } catch (SeedException e) {
            findings.add(e);
        }
        findings.throwIfAny();
        if (unit == null) {
            throw new IllegalStateException("No problem was found, and no seeder.");
        }
        return unit.withWarnings(new RoleLint(roles, rules, known, effect).warnings());
    }

    private @Nullable SeedTable table(@Nullable SeedValue value, Location at) {
        if (!(value instanceof SeedValue.Fields mapping)) {
            findings.add(
                    "\"casbin\" is " + (value == null ? "missing" : Findings.kind(value))
                            + ", but a mapping is expected.",
                    at,
                    "write \"roles:\", \"inherits:\" or \"policies:\" below it");
            return null;
        }
        Map<String, SeedValue> keys = mapping.fields();
        keys.forEach((key, each) -> {
            if (!KEYS.contains(key)) {
                findings.add("Unknown key " + Excerpt.of(key) + " in \"casbin\".", at(key), KEYS.mend(key, "keys"));
            }
        });
        RuleTable table = new RuleTableReader(keys, findings).read();
        List<String> definition = definition(keys.get("policy"), table.width());
        effect = definition.indexOf("eft");
        SeedValue permissions = keys.get("permissions");
        if (permissions != null) {
            known = new PermissionReader(findings).read("\"permissions\"", permissions);
        }
        roles(keys.get("roles"), definition);
        SeedValue inherits = keys.get("inherits");
        if (inherits != null) {
            inherited(new InheritReader(findings).read(inherits), table.width());
        }
        SeedValue policies = keys.get("policies");
        if (policies != null) {
            rules.addAll(new LineReader("policies", table.width(), findings).read(policies));
        }
        SeedValue retired = keys.get("retired");
        return table.seeds(
                rules,
                retired == null ? List.of() : new LineReader("retired", table.width(), findings).read(retired),
                at);
    }

    private Location at(String key) {
        return file.keyAt(List.of(CasbinFormat.KEY, key));
    }

    /** The order of the fields of a policy, as the model's {@code p} has it. */
    private List<String> definition(@Nullable SeedValue value, int width) {
        if (value == null) {
            return DEFINITION;
        }
        List<String> fields = new ArrayList<>();
        for (SeedValue each : Findings.each(value)) {
            String field = each instanceof SeedValue.Text text ? text.text() : "";
            if (!FIELDS.contains(field) || fields.contains(field)) {
                findings.add(
                        "\"policy\" has " + Findings.kind(each) + (fields.contains(field) ? " twice." : "."),
                        each.at(),
                        "list the fields in the order of the model's p, out of " + String.join(", ", FIELDS.names())
                                + "; write rules with others under \"policies\"");
            } else {
                fields.add(field);
            }
        }
        if (!fields.containsAll(DEFINITION) || fields.size() > width) {
            findings.add(
                    fields.size() > width
                            ? "\"policy\" has " + fields.size() + " fields, but the table has columns for " + width
                                    + "."
                            : "\"policy\" does not have all of sub, obj and act.",
                    value.at(),
                    "list the fields in the order of the model's p, such as [sub, dom, obj, act]");
            return DEFINITION;
        }
        return fields;
    }

    private void roles(@Nullable SeedValue value, List<String> definition) {
        if (value == null) {
            return;
        }
        if (!(value instanceof SeedValue.Fields mapping)) {
            findings.add(
                    "\"roles\" is " + Findings.kind(value) + ", but a mapping is expected.",
                    value.at(),
                    "write roles with their permissions, such as {admin: {users: [read, write]}}");
            return;
        }
        RoleReader reader = new RoleReader(definition, findings);
        mapping.fields().forEach((role, permissions) -> {
            Location at = file.keyAt(List.of(CasbinFormat.KEY, "roles", role));
            roles.put(role, at);
            granted.addAll(reader.read(role, permissions, at));
        });
        rules.addAll(reader.rules());
        if (!known.isEmpty()) {
            Permissions declared = new Permissions();
            known.forEach(each -> declared.add(each.object(), each.action()));
            granted.stream()
                    .filter(each -> !each.isPattern() && !declared.mayHave(each))
                    .limit(MOST_UNKNOWN)
                    .forEach(this::unknown);
        }
    }

    private void unknown(Permission permission) {
        List<String> names =
                known.stream().limit(MOST_COMPARED).map(Permission::name).toList();
        String nearest = new Known(names).nearest(permission.name());
        findings.add(
                "Permission " + permission.show() + " is not among those under \"permissions\".",
                permission.at(),
                (nearest == null ? "" : "write " + Excerpt.of(nearest) + ", or ") + "declare it under \"permissions\"");
    }

    private void inherited(List<Rule> read, int width) {
        for (Rule rule : read) {
            if (rule.values().size() > width) {
                findings.add(
                        "The table has columns for " + width + " values, but " + LineReader.show(rule) + " has "
                                + rule.values().size() + ".",
                        rule.at(),
                        "name more columns in \"columns\"");
            } else {
                rules.add(rule);
            }
        }
    }
}
