package dev.seedbed.casbin;

import dev.seedbed.seed.SeedUnit;
import dev.seedbed.source.SeedFile;
import dev.seedbed.source.SeedFormat;

/**
 * Seed files with {@code casbin:} at the top: roles with their permissions, inheritance, and plain policy lines, which
 * become rows of {@code casbin_rule}. Found by {@link java.util.ServiceLoader} where the module is on the class path.
 */
public final class CasbinFormat implements SeedFormat {
    static final String KEY = "casbin";

    @Override
    public boolean takes(SeedFile file) {
        return file.topLevelKeys().contains(KEY);
    }

    @Override
    public SeedUnit read(SeedFile file) {
        return new PolicyFile(file).unit();
    }
}
