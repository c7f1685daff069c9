package dev.seedbed.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** What is no comparison of contenders. */
final class Notes {
    private final StringBuilder admin = new StringBuilder();
    private int roundTrips = -1;

    void roundTrips(int trips) {
        roundTrips = trips;
    }

    /** How often the library asked the server for 20 tables; -1 where that was not measured. */
    int roundTrips() {
        return roundTrips;
    }

    /** Adds a table to what is told of the admin service. */
    void admin(String title, String about, List<List<String>> rows) {
        admin.append("### ").append(title).append("\n\n").append(about).append("\n\n");
        List<String> lines = new ArrayList<>();
        rows.forEach(row -> lines.add("| " + String.join(" | ", row) + " |"));
        lines.add(1, "|---|" + "--:|".repeat(rows.get(0).size() - 1));
        lines.forEach(line -> admin.append(line).append('\n'));
        admin.append('\n');
        System.out.println("admin: " + title);
        lines.forEach(line -> System.out.println("  " + line));
    }

    /** What is told of the admin service; empty where it was not measured. */
    String admin() {
        return admin.toString();
    }
}
