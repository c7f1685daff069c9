package dev.seedbed.cli.demo;

import javax.sql.DataSource;

/** A database that is there for one telling and gone after it. */
public interface DemoDatabase extends AutoCloseable {

    DataSource dataSource();

    /** What it is, in words that follow "runs on". */
    String description();

    @Override
    void close();
}
