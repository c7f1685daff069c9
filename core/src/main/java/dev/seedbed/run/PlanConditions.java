package dev.seedbed.run;

import dev.seedbed.database.JsonText;
import dev.seedbed.ledger.LedgerKey;
import dev.seedbed.plan.Plan;
import dev.seedbed.plan.PlannedSecrets;
import dev.seedbed.run.PlanSeal.Mismatch;
import dev.seedbed.seed.Problem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All that a saved plan depends on, besides its changes. */
final class PlanConditions {
    private static final String DATABASE = "database";
    private static final String OPTIONS = "options";
    private static final String SEEDS = "seeds";

    /** What reports mask of the rows that the plan changes. */
    private static final String SECRETS = "secrets";

    private static final List<String> NAMES = List.of("mode", "environment", DATABASE, OPTIONS, SEEDS, SECRETS);

    /** By name, as JSON; of a plan that was made rather than read without what must not be written down. */
    private final Map<String, String> shown;

    /** By name, digests of that. */
    private final Map<String, byte[]> hidden;

    private final Supplier<LedgerKey> key;

    /** By digest, what was found out before: that is slow, and asked again under the lock. */
    private final Map<String, Optional<Mismatch>> compared = new ConcurrentHashMap<>();

    private PlanConditions(Map<String, String> shown, Map<String, byte[]> hidden, Supplier<LedgerKey> key) {
        this.shown = shown;
        this.hidden = hidden;
        this.key = key;
    }

    static PlanConditions of(RunRequest request, Plan plan, DatabaseIdentity database) {
        Map<String, String> shown = new LinkedHashMap<>();
        Map<String, byte[]> hidden = new LinkedHashMap<>();
        shown.put("mode", JsonText.quote(plan.mode().label()));
        shown.put("environment", JsonText.quote(request.environment()));
        shown.put(DATABASE, database.json());
        shown.put(OPTIONS, options(request));
        SeedsDigest.Result seeds = SeedsDigest.of(request.units(), request.settings());
        if (seeds.secrets()) {
            hidden.put(SEEDS, seeds.digest());
        } else {
            shown.put(SEEDS, JsonText.quote(SeedsDigest.text(seeds.digest())));
        }
        byte[] masked = masked(plan);
        if (masked == null) {
            shown.put(SECRETS, "null");
        } else {
            hidden.put(SECRETS, masked);
        }
        return new PlanConditions(shown, hidden, request.ledgerKey());
    }

    private static String options(RunRequest request) {
        Set<String> seeders = new LinkedHashSet<>();
        request.units().forEach(unit -> seeders.add(unit.name()));
        return "{\"allowBlocked\": " + request.allowBlocked() + ", \"restore\": "
                + request.settings().restore() + ", \"seeders\": " + list(new ArrayList<>(seeders)) + ", \"tables\": "
                + list(new ArrayList<>(new TreeSet<>(request.settings().onlyTables()))) + "}";
    }

    private static String list(List<String> texts) {
        return "[" + String.join(", ", texts.stream().map(JsonText::quote).toList()) + "]";
    }

    /** A digest of what the changes do not show; null for nothing. */
    private static byte @Nullable [] masked(Plan plan) {
        MessageDigest digest = SeedsDigest.sha256();
        boolean[] any = {false};
        PlannedSecrets.of(plan, text -> {
            any[0] = true;
            digest.update(SeedsDigest.sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
        });
        return any[0] ? digest.digest() : null;
    }

    /** By name, as JSON, what is to be written down; takes up to a second where there are secrets and no key. */
    Map<String, String> json() {
        Map<String, String> json = new LinkedHashMap<>();
        for (String name : NAMES) {
            byte[] digest = hidden.get(name);
            json.put(
                    name,
                    digest == null
                            ? Objects.requireNonNull(shown.get(name))
                            : JsonText.quote(PlanSeal.of(key.get(), digest)));
        }
        return json;
    }

    /** Reads what {@link #json} gave; the name of what is missing goes to {@code missing}. */
    static PlanConditions read(Map<String, String> members, List<String> missing) {
        Map<String, String> shown = new LinkedHashMap<>();
        for (String name : NAMES) {
            String value = members.get(name);
            if (value == null) {
                missing.add(name);
            } else {
                shown.put(name, value);
            }
        }
        return new PlanConditions(shown, Map.of(), () -> LedgerKey.NONE);
    }

    @Nullable
    String mode() {
        return JsonText.unquote(shown.getOrDefault("mode", "null"));
    }

    /** True where something is sealed, and without a key. */
    boolean isGuessable() {
        return !hidden.isEmpty() && key.get().isNone();
    }

    /** What is not as it was when these were written down. */
    List<Problem> differences(PlanConditions now) {
        List<Problem> differences = new ArrayList<>();
        for (String name : NAMES) {
            Problem difference = difference(name, now);
            if (difference != null && !differences.contains(difference)) {
                differences.add(difference);
            }
        }
        return differences;
    }

    private @Nullable Problem difference(String name, PlanConditions now) {
        byte[] digest = now.hidden.get(name);
        byte[] unsaved = hidden.get(name);
        if (unsaved != null) {
            // Applied by the program that planned, without a file in between.
            return Arrays.equals(unsaved, digest)
                    ? null
                    : name.equals(SEEDS) ? seeds(Mismatch.OTHER_VALUES) : secrets(Mismatch.OTHER_VALUES);
        }
        String saved = Objects.requireNonNull(shown.get(name));
        if (digest != null) {
            Mismatch mismatch = compare(saved, digest, now.key.get());
            return mismatch == null ? null : name.equals(SEEDS) ? seeds(mismatch) : secrets(mismatch);
        }
        String present = Objects.requireNonNull(now.shown.get(name));
        if (name.equals(DATABASE)) {
            return database(saved, present);
        }
        if (Objects.equals(JsonText.canonical(saved), JsonText.canonical(present))) {
            return null;
        }
        return switch (name) {
            case SEEDS -> seeds(Mismatch.OTHER_VALUES);
            case SECRETS -> secrets(Mismatch.OTHER_VALUES);
            case OPTIONS ->
                new Problem(
                        "The plan was saved for other options.",
                        options(saved, present),
                        "call apply with the options that plan had, or plan again");
            default ->
                new Problem(
                        "The plan was saved for another " + name + ".",
                        name + " then " + saved + ", now " + present,
                        "apply it as it was planned, or plan again");
        };
    }

    /** Those that differ, such as {@code tables then ["tier"], now []}. */
    private static String options(String saved, String present) {
        Map<String, String> then = JsonText.members(saved);
        Map<String, String> now = JsonText.members(present);
        if (then == null || now == null) {
            return "options then " + saved + ", now " + present;
        }
        List<String> differences = new ArrayList<>();
        now.forEach((name, value) -> {
            String before = then.getOrDefault(name, "null");
            if (!Objects.equals(JsonText.canonical(before), JsonText.canonical(value))) {
                differences.add(name + " then " + before + ", now " + value);
            }
        });
        return String.join("; ", differences);
    }

    private @Nullable Mismatch compare(String saved, byte[] digest, LedgerKey key) {
        String seal = JsonText.unquote(saved);
        if (seal == null) {
            return Mismatch.OTHER_VALUES;
        }
        // Another key may be at hand the next time.
        String what = key.seal() + saved + HexFormat.of().formatHex(digest);
        return compared.computeIfAbsent(what, w -> Optional.ofNullable(PlanSeal.compare(key, seal, digest)))
                .orElse(null);
    }

    private static @Nullable Problem database(String saved, String present) {
        DatabaseIdentity then = DatabaseIdentity.of(saved);
        DatabaseIdentity now = DatabaseIdentity.of(present);
        if (then != null && now != null && then.isSame(now)) {
            return null;
        }
        return new Problem(
                "The plan was saved for another database.",
                "then " + (then == null ? saved : then) + "; now " + now,
                "name that database, or plan again");
    }

    private static Problem seeds(Mismatch mismatch) {
        return mismatch == Mismatch.NO_KEY
                ? noKey()
                : new Problem(
                        "The plan was saved for other seeds.",
                        "the seed files, a file that $file names, a variable that $env names, or \"columns\" of seedbed.yaml",
                        "they have changed since: plan again");
    }

    private static Problem secrets(Mismatch mismatch) {
        return mismatch == Mismatch.NO_KEY
                ? noKey()
                : new Problem(
                        "A sensitive value that the plan would change is not the one that it was made on.",
                        "the rows of the plan with \"***\"",
                        "plan again");
    }

    private static Problem noKey() {
        return new Problem(
                "The plan was sealed with a key of the ledger that is not given here.",
                "variable " + LedgerKey.VARIABLE,
                "apply it with the key that plan --out had, or plan again");
    }
}
