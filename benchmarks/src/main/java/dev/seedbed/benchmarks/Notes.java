package dev.seedbed.benchmarks;

/** What was counted rather than timed. */
final class Notes {
    private int roundTrips = -1;

    void roundTrips(int trips) {
        roundTrips = trips;
    }

    /** How often the library asked the server for 20 tables; -1 where that was not measured. */
    int roundTrips() {
        return roundTrips;
    }
}
