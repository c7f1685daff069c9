package dev.seedbed.source;

import dev.seedbed.seed.Location;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A file of which no more than a limit is read, whatever size it claims to have. */
final class CappedStream extends FilterInputStream {
    private final int limit;
    private final Location at;
    private long count;

    CappedStream(InputStream in, int limit, Location at) {
        super(in);
        this.limit = limit;
        this.at = at;
    }

    @Override
    public int read() throws IOException {
        int next = in.read();
        count(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = in.read(target, offset, length);
        count(read);
        return read;
    }

    private void count(int read) {
        count += Math.max(read, 0);
        if (count > limit) {
            throw new SeedException(Problem.of(
                    "The file is larger than " + limit / Limits.MIB + " MiB.",
                    at,
                    "delete lines of releases that no database is on any more, or declare \"key:\" for the tables of"
                            + " large CSV files: then only what changed is recorded"));
        }
    }
}
