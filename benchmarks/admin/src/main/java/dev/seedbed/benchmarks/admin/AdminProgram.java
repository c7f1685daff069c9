package dev.seedbed.benchmarks.admin;

import dev.seedbed.Seedbed;
import dev.seedbed.admin.Serve;
import dev.seedbed.connect.Address;
import dev.seedbed.connect.Database;
import java.nio.file.Path;
import java.util.List;

/** Serves a database, the seeds in a directory, at a port; what else is said is properties. */
public final class AdminProgram {
    private AdminProgram() {}

    public static void main(String[] arguments) {
        Address address = Address.of(arguments[0], Path.of(""));
        Database database = new Database(address, address.user(), null);
        Seedbed seedbed = Seedbed.on(database)
                .seeds(arguments[1])
                .environment("production")
                .build();
        List<String> properties = List.of(arguments).subList(3, arguments.length);
        Serve.start(database, seedbed, Integer.parseInt(arguments[2]), properties);
    }
}
