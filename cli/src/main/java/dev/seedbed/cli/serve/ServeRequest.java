package dev.seedbed.cli.serve;

import dev.seedbed.Seedbed;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What is to be served, and where.
 *
 * @param database that the seeds are planted in, and that gets the service's own tables
 * @param port 0 for any that is free; null for whatever the properties say, else the service's default
 * @param managementPort of health, metrics and information, on the same machine alone unless the properties say otherwise;
 *     null for none
 * @param accounts to be made at the start, each with the role of its name and a password that need not be changed; for
 *     demonstrations
 * @param told is handed the first account where the start makes one that is not among those, before it is committed: so there
 *     never is one whose password nobody was told
 * @param verbose whether to log what happens, and not only what goes wrong
 * @param properties for the service, such as {@code --seedbed.admin.second-person=true}
 */
public record ServeRequest(
        DataSource database,
        Seedbed seedbed,
        @Nullable Integer port,
        @Nullable Integer managementPort,
        List<String> accounts,
        Consumer<Served.NewAccount> told,
        boolean verbose,
        List<String> properties) {
    public ServeRequest {
        accounts = List.copyOf(accounts);
        properties = List.copyOf(properties);
    }
}
