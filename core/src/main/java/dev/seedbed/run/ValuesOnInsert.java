package dev.seedbed.run;

import dev.seedbed.database.ColumnType;
import dev.seedbed.plan.Cell;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes the values that apply on insert only: identifiers, the time of the run, secrets and their hashes. */
public final class ValuesOnInsert {
    /** What takes a JVM milliseconds to make, and most runs never need. */
    private static final class OnDemand {
        static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
        static final SecureRandom RANDOM = new SecureRandom();
    }

    private final Instant now;
    private final Function<String, @Nullable String> variables;
    private long uuidMillis;
    private int uuidSequence;

    /**
     * The values of one run.
     *
     * @param now the time that {@code $now} stands for, the same for all rows of a run
     */
    public ValuesOnInsert(Instant now, Function<String, @Nullable String> variables) {
        this.now = now.truncatedTo(ChronoUnit.MICROS);
        this.variables = variables;
    }

    /** Makes a value, another one each time where that is what it is for. */
    public String text(Cell.Generated generated, ColumnType type) {
        return switch (generated.generator()) {
            case UUID_V4 ->
                new UUID(version(OnDemand.RANDOM.nextLong(), 4), variant(OnDemand.RANDOM.nextLong())).toString();
            case UUID_V7 -> uuid7().toString();
            case NOW -> now(type);
            case ENV -> variable(generated.argument());
            case BCRYPT ->
                Bcrypt.hash(
                        generated.inner() == null
                                ? String.valueOf(generated.argument()).getBytes(StandardCharsets.UTF_8)
                                : text(generated.inner(), type).getBytes(StandardCharsets.UTF_8));
        };
    }

    private String variable(@Nullable String name) {
        String value = variables.apply(String.valueOf(name));
        if (value == null) {
            throw new IllegalStateException("The environment variable \"" + name + "\" is not set any more.");
        }
        return value;
    }

    /** Ascending within a run, so that rows keep their declared order when they are sorted by their identifiers. */
    private UUID uuid7() {
        long millis = Math.max(System.currentTimeMillis(), uuidMillis);
        if (millis > uuidMillis) {
            uuidMillis = millis;
            uuidSequence = 0;
        } else if (++uuidSequence > 0xfff) {
            uuidMillis++;
            uuidSequence = 0;
        }
        long high = uuidMillis << 16 | 0x7000 | uuidSequence;
        return new UUID(high, variant(OnDemand.RANDOM.nextLong()));
    }

    private static long version(long high, int version) {
        return high & 0xffff_ffff_ffff_0fffL | (long) version << 12;
    }

    private static long variant(long low) {
        return low & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L;
    }

    private String now(ColumnType type) {
        LocalDateTime utc = LocalDateTime.ofInstant(now, ZoneOffset.UTC);
        return switch (type.kind()) {
            case DATE -> utc.toLocalDate().toString();
            case TIME -> utc.toLocalTime().toString();
            case TIMESTAMP -> utc.toString().replace('T', ' ');
            case TIMESTAMP_WITH_ZONE -> utc.toString().replace('T', ' ') + "+00:00";
            case INTEGER -> Long.toString(now.toEpochMilli());
            default -> OnDemand.SECONDS.format(utc);
        };
    }
}
