package dev.seedbed.liquibase;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/liquibase.md} tells to write does what it says. */
class PageTest {
    private static final String TABLE =
            "- sql: {sql: 'create table subscription_tier (code varchar(20) primary key, name varchar(20), price int)'}";

    @TempDir
    Path directory;

    private final String page = Files.readString(Path.of("../docs/liquibase.md"));

    PageTest() throws IOException {}

    private List<String> snippets(String language) {
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @Test
    void seeds_and_settings_of_the_page_are_planted() {
        Project project = Project.onH2(directory)
                .changeSet("tier", TABLE)
                .file("seeds/tiers.yaml", snippets("yaml").get(0))
                .file("liquibase.properties", snippets("properties").get(0));
        Map<String, String> said = project.update(Liquibases.FIVE);
        assertThat(said).doesNotContainKey("error");
        assertThat(said.get("log")).doesNotContain("ignored key");
        assertThat(said.get("ui"))
                .contains("Seedbed: init on ")
                .contains("environment staging, declared by seedbed.environment");
        assertThat(project.database.rows("select code, price from subscription_tier order by 1"))
                .containsExactly("exempt|0", "starter|12");
    }

    @Test
    void the_changeset_of_the_page_plants() {
        Project project = Project.onH2(directory)
                .file("seeds/tiers.yaml", snippets("yaml").get(0))
                .file(
                        "tables.yaml",
                        "databaseChangeLog:\n  - changeSet:\n      id: tier\n      author: app\n"
                                + "      changes:\n        " + TABLE + "\n")
                .file("changelog.xml", """
                        <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
                            xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                            xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog
                              http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">
                        <include file="tables.yaml"/>
                        """ + snippets("xml").get(1) + "</databaseChangeLog>\n");
        Map<String, String> said =
                project.update(Liquibases.FIVE, "changelogFile", "changelog.xml", "seedbed.afterMigrate", "off");
        assertThat(said).doesNotContainKey("error");
        assertThat(project.database.rows("select code, price from subscription_tier order by 1"))
                .containsExactly("exempt|0", "starter|12");
    }

    @Test
    void the_dependency_of_the_page_is_this_one() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        for (String name : List.of("artifactId", "version")) {
            assertThat(pom).contains(element(snippets("xml").get(0), name));
        }
    }

    private static String element(String xml, String name) {
        return xml.replaceAll("(?s).*(<" + name + ">.*</" + name + ">).*", "$1");
    }
}
