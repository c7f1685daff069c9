package dev.seedbed.admin.account;

import dev.seedbed.admin.data.AdminDatabase;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Codes that stand in for a lost second factor, each once. The table has hashes of those that were not used. */
final class RecoveryCodes {
    static final int CODES = 10;

    private final AdminDatabase database;
    private final SecureRandom random;

    RecoveryCodes(AdminDatabase database, SecureRandom random) {
        this.database = database;
        this.random = random;
    }

    List<String> renew(UUID account) {
        remove(account);
        List<String> codes =
                Stream.generate(() -> RandomText.of(random)).limit(CODES).toList();
        for (String code : codes) {
            database.write(
                    "insert into seedbed_admin_recovery_code (account_id, code_hash) values (?, ?)",
                    account,
                    hash(code.replace("-", "")));
        }
        return codes;
    }

    /** @param code without what stands between its groups */
    boolean use(UUID account, String code) {
        return database.write(
                        "delete from seedbed_admin_recovery_code where account_id = ? and code_hash = ?",
                        account,
                        hash(code))
                > 0;
    }

    int left(UUID account) {
        return database.sql()
                .sql("select count(*) from seedbed_admin_recovery_code where account_id = ?")
                .params(account)
                .query(Integer.class)
                .single();
    }

    void remove(UUID account) {
        database.write("delete from seedbed_admin_recovery_code where account_id = ?", account);
    }

    /** A code has 138 random bits: no salt and no slow hash is needed to keep it. */
    private static String hash(String code) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(code.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
