package dev.seedbed.admin.account;

import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Passwords that were found in breaches: the 10,000 most common of those that are long enough, and all that a file has where
 * one is given. Such a file has SHA-1 hashes in hexadecimal digits, one a line and in their order, each with a count behind
 * a colon or without, as "Have I Been Pwned" offers it; it is searched where it is, and read whole at no time. The hash only
 * says where to look. Thread-safe.
 */
final class BreachedPasswords {
    private static final String PROPERTY = "seedbed.admin.breached-passwords";
    private static final Pattern LINE = Pattern.compile("([0-9A-Fa-f]{40})(:\\d{1,19})?\\r?");

    /** No line is longer. */
    private static final int LONGEST_LINE = 128;

    private final Set<String> common;
    private final @Nullable Path file;

    /**
     * @param file null for the common ones alone
     * @throws SeedException a usage error where the file cannot be read, or is none such
     */
    BreachedPasswords(@Nullable Path file) {
        this.common = common();
        this.file = file;
        if (file != null) {
            check(file);
        }
    }

    private static Set<String> common() {
        try (InputStream in = BreachedPasswords.class.getResourceAsStream("breached.txt")) {
            if (in == null) {
                throw new IllegalStateException("There is no breached.txt beside " + BreachedPasswords.class.getName());
            }
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))
                    .lines()
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void check(Path file) {
        boolean sorted;
        try (FileChannel channel = FileChannel.open(file)) {
            String first = line(channel, 0);
            String last = line(channel, start(channel, channel.size() - 1));
            sorted = first.compareTo(last) <= 0;
        } catch (NoHash e) {
            sorted = false;
        } catch (IOException e) {
            throw SeedException.usage(
                    "The file of breached passwords \"" + file + "\" cannot be read.",
                    PROPERTY,
                    "name a file that is there, and let this user read it");
        }
        if (!sorted) {
            throw SeedException.usage(
                    "The file \"" + file + "\" is no list of breached passwords.",
                    PROPERTY,
                    "name one of SHA-1 hashes in hexadecimal digits, one a line, in their order");
        }
    }

    /** A place of the file where a hash should be. */
    private static final class NoHash extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** @throws SeedException where the file is not what it was at the start */
    boolean contains(String password) {
        String hash = hash(password);
        if (common.contains(hash) || file == null) {
            return common.contains(hash);
        }
        try (FileChannel channel = FileChannel.open(file)) {
            long low = 0;
            long high = channel.size();
            while (low < high) {
                long middle = (low + high) >>> 1;
                long start = start(channel, middle);
                int order = line(channel, start).compareTo(hash);
                if (order == 0) {
                    return true;
                }
                low = order < 0 ? middle + 1 : low;
                high = order < 0 ? high : start;
            }
            return false;
        } catch (IOException e) {
            throw new SeedException(
                    new Problem(
                            "The file of breached passwords \"" + file + "\" cannot be read any more.",
                            PROPERTY,
                            "put it back, or start the service without it"),
                    e);
        }
    }

    /** Where the line begins that this place is in. */
    private static long start(FileChannel channel, long place) throws IOException {
        long from = Math.max(0, place - LONGEST_LINE);
        byte[] before = read(channel, from, (int) (place - from));
        for (int i = before.length - 1; i >= 0; i--) {
            if (before[i] == '\n') {
                return from + i + 1;
            }
        }
        return from;
    }

    private static String line(FileChannel channel, long start) throws IOException {
        String text = new String(read(channel, start, LONGEST_LINE), StandardCharsets.US_ASCII);
        int end = text.indexOf('\n');
        var found = LINE.matcher(end < 0 ? text : text.substring(0, end));
        if (!found.matches()) {
            throw new NoHash();
        }
        return found.group(1).toUpperCase(Locale.ROOT);
    }

    private static byte[] read(FileChannel channel, long from, int most) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(most);
        while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) >= 0) {}
        byte[] read = new byte[buffer.position()];
        buffer.flip().get(read);
        return read;
    }

    private static String hash(String password) {
        try {
            return HexFormat.of()
                    .withUpperCase()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(password.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
