package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.Seedbed;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** For databases that others may write to while a run looks: it sees one moment, and not the half of what they did. */
public interface LookContract extends OnDatabase {
    String TIERS = "tables: {tier: {key: [code], rows: [{code: free, name: Free}, {code: pro, name: Pro}]}}";

    /** The database, where another run plants all after the table was read, and before it is asked who holds a name. */
    private PlainDataSource overtaken(AtomicBoolean happened) {
        return () -> {
            Connection real = db().connect();
            return (Connection) Proxy.newProxyInstance(
                    LookContract.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, args) -> {
                        if (method.getName().equals("prepareStatement")
                                && asksForNames(args[0].toString())
                                && happened.compareAndSet(false, true)) {
                            assertThat(db().fill(TIERS).inserted()).isEqualTo(1);
                        }
                        try {
                            return method.invoke(real, args);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        };
    }

    private static boolean asksForNames(String sql) {
        return sql.toLowerCase(Locale.ROOT).matches("(?s)select .* exists \\(select 1 from \\S*\\btier\\b.*");
    }

    @Test
    default void rows_that_another_run_plants_meanwhile_are_not_in_the_way() {
        db().sql(
                        "create table tier (code varchar(20) primary key, name varchar(20) not null unique)",
                        "insert into tier values ('free', 'Free')");
        AtomicBoolean happened = new AtomicBoolean();
        Seedbed seedbed = Seedbed.on(overtaken(happened))
                .baseDirectory(db().write(Map.of("seeds.yaml", TIERS)))
                .seeds("seeds")
                .environment("development")
                .build();

        Report report = seedbed.fill();

        assertThat(happened).isTrue();
        assertThat(report.errors()).isEmpty();
        assertThat(report.outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        assertThat(report.blocked()).isZero();
        assertThat(db().rows("select code, name from tier order by code")).containsExactly("free|Free", "pro|Pro");
    }
}
