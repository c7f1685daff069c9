package dev.seedbed.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Countries and their subdivisions, ISO 3166-2 style: parents stand in the same table, many of them further down. */
class SubdivisionsTest extends PostgresProof {
    private static final int ROWS = 5_000;

    @Test
    void five_thousand_subdivisions_are_planted_with_their_parents_and_the_second_run_is_silent() {
        database.sql(
                "create table country (alpha2 char(2) primary key, alpha3 char(3) not null unique, name text not null)",
                "create table subdivision (id integer generated always as identity primary key, code varchar(12) not"
                        + " null unique, name text not null, category varchar(20), country char(2) not null references"
                        + " country(alpha2), parent_id integer references subdivision(id))");
        Map<String, String> seeds = seeds();

        Report report = database.files(seeds).build().fill();

        assertThat(database.count("country")).isEqualTo(Locale.getISOCountries().length);
        assertThat(database.count("subdivision")).isEqualTo(ROWS);
        assertThat(report.inserted()).isEqualTo(ROWS + Locale.getISOCountries().length);
        assertThat(database.count("subdivision s left join subdivision p on p.id = s.parent_id"
                        + " where regexp_replace(s.code, '.$', '') <> coalesce(p.code, s.country || '-')"))
                .isZero();
        assertThat(database.count("subdivision where country = 'NO'")).isPositive();
        Report second = database.files(seeds).build().fill();
        assertThat(second.outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        assertThat(second.changes()).isEmpty();
    }

    /** The parent of XX-ABC is XX-AB, and so on up to XX-A, which has none. */
    private static Map<String, String> seeds() {
        String[] countries = Locale.getISOCountries();
        StringBuilder countryCsv = new StringBuilder("alpha2,alpha3,name\n");
        for (String code : countries) {
            Locale country = new Locale.Builder().setRegion(code).build();
            countryCsv.append(code).append(',').append(country.getISO3Country()).append(",\"");
            countryCsv
                    .append(country.getDisplayCountry(Locale.ENGLISH).replace("\"", "\"\""))
                    .append("\"\n");
        }
        long seed = System.nanoTime();
        System.out.println("Subdivisions: new Random(" + seed + "L)");
        Random random = new Random(seed);
        List<String> codes = new ArrayList<>();
        for (String code : countries) {
            codes.add(code + "-A");
        }
        for (int i = 0; codes.size() < ROWS; i++) {
            String parent = codes.get(random.nextInt(codes.size()));
            String code = parent + (char) ('A' + i % 26);
            if (code.length() <= 12 && !codes.contains(code)) {
                codes.add(code);
            }
        }
        Collections.shuffle(codes, random);
        StringBuilder csv = new StringBuilder("code,name,category,country,parent_id.code\n");
        for (String code : codes) {
            boolean top = code.length() == 4;
            csv.append(code).append(",Subdivision ").append(code).append(top ? ",region," : ",district,");
            csv.append(code, 0, 2)
                    .append(',')
                    .append(top ? "" : code.substring(0, code.length() - 1))
                    .append('\n');
        }
        return Map.of(
                "countries.yaml",
                "tables: {country: {key: [alpha2], rows: {csv: country.csv}}}",
                "country.csv",
                countryCsv.toString(),
                "subdivision.csv",
                csv.toString());
    }
}
