package dev.seedbed.plan;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A 128-bit hash over texts, so that a million rows can be told apart in 32 bytes each. Its seed differs from process to
 * process: nobody can prepare a file whose rows collide, and two different rows that do by chance are not to be
 * expected in the life of the universe.
 */
public final class RowHash {
    private static final long SEED_HIGH;
    private static final long SEED_LOW;

    /** Tells where a text ends, and NULL, from every eight bytes that a text may hold: nobody knows what they are. */
    private static final long END;

    private static final long NULL;

    static {
        // Not SecureRandom, nor the number of the process: both take longer to be found than most runs take to compare.
        SplittableRandom random = new SplittableRandom(System.nanoTime() ^ finish(System.currentTimeMillis()));
        SEED_HIGH = random.nextLong();
        SEED_LOW = random.nextLong();
        END = random.nextLong();
        NULL = random.nextLong();
    }

    private long high;
    private long low;

    public RowHash reset(int start) {
        high = SEED_HIGH ^ start;
        low = SEED_LOW + start;
        return this;
    }

    public RowHash add(@Nullable String text) {
        if (text == null) {
            mix(NULL);
            return this;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return add(bytes, 0, bytes.length);
    }

    /** Adds a text in UTF-8. */
    RowHash add(byte[] bytes, int from, int to) {
        int i = from;
        for (; i + Long.BYTES <= to; i += Long.BYTES) {
            mix(word(bytes, i));
        }
        // At most seven are left: how many they are stands in the highest byte.
        int left = to - i;
        long rest = (long) left << (Long.BYTES - 1 - left) * Byte.SIZE;
        for (; i < to; i++) {
            rest = rest << Byte.SIZE | bytes[i] & 0xff;
        }
        mix(rest ^ END);
        return this;
    }

    /** By hand, since a VarHandle is slow until the last compiler has seen it, which short runs do not live to see. */
    private static long word(byte[] bytes, int at) {
        int low = bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8 | (bytes[at + 2] & 0xff) << 16 | bytes[at + 3] << 24;
        int high =
                bytes[at + 4] & 0xff | (bytes[at + 5] & 0xff) << 8 | (bytes[at + 6] & 0xff) << 16 | bytes[at + 7] << 24;
        return low & 0xffffffffL | (long) high << 32;
    }

    private void mix(long word) {
        long a = word * 0x9E3779B97F4A7C15L;
        a ^= a >>> 32;
        high = Long.rotateLeft(high ^ a * 0xD6E8FEB86659FD93L, 29) * 0xBF58476D1CE4E5B9L + low;
        low = Long.rotateLeft(low + a * 0x94D049BB133111EBL, 31) * 0xC2B2AE3D27D4EB4FL ^ high >>> 17;
    }

    public long high() {
        return finish(high ^ Long.rotateLeft(low, 32));
    }

    public long low() {
        return finish(low + high * 0x9E3779B97F4A7C15L);
    }

    private static long finish(long z) {
        long x = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        x = (x ^ x >>> 27) * 0x94D049BB133111EBL;
        return x ^ x >>> 31;
    }
}
