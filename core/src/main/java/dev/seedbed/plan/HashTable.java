package dev.seedbed.plan;

import java.util.Arrays;

/** From a 128-bit hash to the ordinal it was put under, without an object per entry. */
final class HashTable {
    private long[] high = new long[16];
    private long[] low = new long[16];
    private int[] buckets = new int[64];
    private int size;

    /** Puts the next ordinal, and returns the one that is there already under this hash, or -1. */
    int put(long hashHigh, long hashLow) {
        if (size == high.length) {
            high = Arrays.copyOf(high, size * 2);
            low = Arrays.copyOf(low, size * 2);
        }
        high[size] = hashHigh;
        low[size] = hashLow;
        if ((size + 1) * 2 > buckets.length) {
            buckets = new int[buckets.length * 2];
            for (int i = 0; i < size; i++) {
                insert(i);
            }
        }
        int before = insert(size);
        size++;
        return before;
    }

    /** The first ordinal under a hash, or -1. */
    int find(long hashHigh, long hashLow) {
        int mask = buckets.length - 1;
        for (int slot = (int) hashLow & mask; buckets[slot] != 0; slot = (slot + 1) & mask) {
            int ordinal = buckets[slot] - 1;
            if (low[ordinal] == hashLow && high[ordinal] == hashHigh) {
                return ordinal;
            }
        }
        return -1;
    }

    int size() {
        return size;
    }

    private int insert(int ordinal) {
        int mask = buckets.length - 1;
        int slot = (int) low[ordinal] & mask;
        while (buckets[slot] != 0) {
            int other = buckets[slot] - 1;
            if (low[other] == low[ordinal] && high[other] == high[ordinal]) {
                return other;
            }
            slot = (slot + 1) & mask;
        }
        buckets[slot] = ordinal + 1;
        return -1;
    }
}
