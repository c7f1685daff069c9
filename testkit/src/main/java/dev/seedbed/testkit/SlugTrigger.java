package dev.seedbed.testkit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import org.h2.tools.TriggerAdapter;

/** A trigger of H2: column {@code slug} takes what column {@code code} is changed to. */
public final class SlugTrigger extends TriggerAdapter {
    @Override
    public void fire(Connection connection, ResultSet before, ResultSet now) throws SQLException {
        String code = now.getString("code");
        if (!Objects.equals(code, before.getString("code"))) {
            now.updateString("slug", code);
        }
    }
}
