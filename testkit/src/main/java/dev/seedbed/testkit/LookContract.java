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
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** For databases that others may write to while a run looks: it sees one moment, and not the half of what they did. */
public interface LookContract extends OnDatabase {
    String TIERS = "tables: {tier: {key: [code], rows: [{code: free, name: Free}, {code: pro, name: Pro}]}}";

    /** The database, where somebody writes after the table was read, and before it is asked a time who holds a name. */
    private PlainDataSource overtaken(int time, Runnable writes) {
        AtomicInteger asked = new AtomicInteger();
        return () -> {
            Connection real = db().connect();
            return (Connection) Proxy.newProxyInstance(
                    LookContract.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, args) -> {
                        if (method.getName().equals("prepareStatement")
                                && asksForNames(args[0].toString())
                                && asked.incrementAndGet() == time) {
                            writes.run();
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

    private Report filled(PlainDataSource database) {
        return Seedbed.on(database)
                .baseDirectory(db().write(Map.of("seeds.yaml", TIERS)))
                .seeds("seeds")
                .environment("development")
                .build()
                .fill();
    }

    @Test
    default void rows_that_another_run_plants_meanwhile_are_not_in_the_way() {
        db().sql(
                        "create table tier (code varchar(20) primary key, name varchar(20) not null unique)",
                        "insert into tier values ('free', 'Free')");
        AtomicBoolean happened = new AtomicBoolean();

        Report report = filled(overtaken(1, () -> {
            assertThat(db().fill(TIERS).inserted()).isEqualTo(1);
            happened.set(true);
        }));

        assertThat(happened).isTrue();
        assertThat(report.errors()).isEmpty();
        assertThat(report.outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        assertThat(report.blocked()).isZero();
        assertThat(db().rows("select code, name from tier order by code")).containsExactly("free|Free", "pro|Pro");
    }

    @Test
    default void a_row_that_somebody_else_puts_in_under_the_lock_is_not_in_the_way() {
        db().sql(
                        "create table tier (code varchar(20) primary key, name varchar(20) not null unique)",
                        "insert into tier values ('free', 'Free')");
        AtomicBoolean happened = new AtomicBoolean();

        Report report = filled(overtaken(2, () -> {
            db().sql("insert into tier values ('pro', 'Pro')");
            happened.set(true);
        }));

        assertThat(happened).isTrue();
        assertThat(report.errors()).isEmpty();
        assertThat(report.outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        assertThat(report.blocked()).isZero();
        assertThat(db().rows("select code, name from tier order by code")).containsExactly("free|Free", "pro|Pro");
    }
}
