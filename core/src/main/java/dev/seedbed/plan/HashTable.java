package dev.seedbed.plan;

import java.util.Arrays;

/**
 * From a 128-bit hash to the ordinal it was put under, without an object per entry. A slot holds half of the hash beside
 * the ordinal, so that a large table is mostly probed, and always enlarged, without a look at the hashes themselves, which
 * by then are far from any cache.
 */
public final class HashTable {
    private static final int MOST = 1 << 28;
    private static final long LOW_HALF = 0xffff_ffffL;

    private long[] high = new long[16];
    private long[] low = new long[16];

    /** The lower half of the hash's lower word, which names the slot, above the ordinal + 1; 0 where nothing is. */
    private long[] slots = new long[64];

    private int size;

    /** Is told of an ordinal whose hash an earlier one has. */
    @FunctionalInterface
    interface Clash {
        void at(int earlier, int ordinal);
    }

    /** Puts the next ordinal, and returns the one that is there already under this hash, or -1. */
    public int put(long hashHigh, long hashLow) {
        append(hashHigh, hashLow);
        if (size * 2 > slots.length) {
            enlarge();
        }
        return insert(size - 1);
    }

    /** Puts the next ordinal, which is not found before {@link #index}. */
    void append(long hashHigh, long hashLow) {
        if (size == MOST) {
            throw new IllegalStateException("More than " + MOST + " rows of one table.");
        }
        if (size == high.length) {
            high = Arrays.copyOf(high, size * 2);
            low = Arrays.copyOf(low, size * 2);
        }
        high[size] = hashHigh;
        low[size++] = hashLow;
    }

    /** Has everything be found that was appended: at once, which takes a third of the time that it takes one by one. */
    void index(Clash clashes) {
        slots = new long[Math.max(64, Integer.highestOneBit(Math.max(1, size)) * 4)];
        for (int i = 0; i < size; i++) {
            int earlier = insert(i);
            if (earlier >= 0) {
                clashes.at(earlier, i);
            }
        }
    }

    private int insert(int ordinal) {
        int slot = slot(high[ordinal], low[ordinal]);
        if (slots[slot] != 0) {
            return ordinal(slots[slot]);
        }
        slots[slot] = low[ordinal] << Integer.SIZE | ordinal + 1;
        return -1;
    }

    /** The first ordinal under a hash, or -1. */
    public int find(long hashHigh, long hashLow) {
        return ordinal(slots[slot(hashHigh, hashLow)]);
    }

    /** True where this is the hash of an ordinal, which may be past the last. */
    boolean is(int ordinal, long hashHigh, long hashLow) {
        return ordinal < size && low[ordinal] == hashLow && high[ordinal] == hashHigh;
    }

    public int size() {
        return size;
    }

    private static int ordinal(long slot) {
        return (int) (slot & LOW_HALF) - 1;
    }

    /** The slot of a hash, or the empty one in which it belongs. */
    private int slot(long hashHigh, long hashLow) {
        int mask = slots.length - 1;
        int half = (int) hashLow;
        int slot = half & mask;
        while (slots[slot] != 0
                && ((int) (slots[slot] >>> Integer.SIZE) != half || !is(ordinal(slots[slot]), hashHigh, hashLow))) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void enlarge() {
        long[] before = slots;
        slots = new long[before.length * 2];
        int mask = slots.length - 1;
        for (long entry : before) {
            if (entry != 0) {
                int slot = (int) (entry >>> Integer.SIZE) & mask;
                while (slots[slot] != 0) {
                    slot = (slot + 1) & mask;
                }
                slots[slot] = entry;
            }
        }
    }
}
