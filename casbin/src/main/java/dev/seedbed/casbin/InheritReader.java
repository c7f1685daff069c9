package dev.seedbed.casbin;

import dev.seedbed.seed.SeedValue;
import dev.seedbed.source.Excerpt;
import dev.seedbed.source.Known;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who has which role: {@code {admin: user, alice: [{role: admin, domain: acme}]}}. */
final class InheritReader {
    static final Known KEYS = Known.of("role", "domain");
    private static final String MEND = "write a role, or a list of roles, each its name or {role: admin, domain: acme}";

    private final Findings findings;
    private final List<Rule> rules = new ArrayList<>();

    InheritReader(Findings findings) {
        this.findings = findings;
    }

    List<Rule> read(SeedValue value) {
        if (!(value instanceof SeedValue.Fields heirs)) {
            findings.add(
                    "\"inherits\" is " + Findings.kind(value) + ", but a mapping is expected.",
                    value.at(),
                    "write who has which role, such as {admin: [user]}");
            return rules;
        }
        heirs.fields().forEach((heir, roles) -> {
            if (heir.isBlank()) {
                findings.add("A name in \"inherits\" is blank.", roles.at(), "write a user or role before \":\"");
            }
            for (SeedValue role : Findings.each(roles)) {
                one(heir, role);
            }
        });
        return rules;
    }

    private void one(String heir, SeedValue value) {
        String what = "What " + Excerpt.of(heir) + " inherits";
        if (!(value instanceof SeedValue.Fields fields)) {
            String role = findings.name(value, what, MEND);
            if (role != null) {
                rules.add(Rule.of("g", value.at(), heir, role));
            }
            return;
        }
        fields.fields().forEach((key, each) -> {
            if (!KEYS.contains(key)) {
                findings.add(
                        "Unknown key " + Excerpt.of(key) + " in what " + Excerpt.of(heir) + " inherits.",
                        each.at(),
                        KEYS.mend(key, "keys"));
            }
        });
        SeedValue role = fields.fields().get("role");
        SeedValue domain = fields.fields().get("domain");
        if (role == null || domain == null) {
            findings.add(what + " has no " + (role == null ? "\"role\"" : "\"domain\"") + ".", fields.at(), MEND);
        } else {
            inDomains(heir, findings.name(role, what, MEND), domain, fields);
        }
    }

    private void inDomains(String heir, @Nullable String role, SeedValue domains, SeedValue.Fields fields) {
        for (SeedValue each : Findings.each(domains)) {
            String domain = findings.name(each, "The domain in which " + Excerpt.of(heir) + " inherits", MEND);
            if (role != null && domain != null) {
                rules.add(Rule.of("g", fields.at(), heir, role, domain));
            }
        }
    }
}
