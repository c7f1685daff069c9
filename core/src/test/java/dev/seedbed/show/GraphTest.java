package dev.seedbed.show;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.SeedGraph;
import dev.seedbed.SeedGraph.Edge;
import dev.seedbed.SeedGraph.Node;
import dev.seedbed.seed.Group;
import java.io.StringReader;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class GraphTest {

    private static final SeedGraph GRAPH = new SeedGraph(
            List.of(
                    new Node("permissions", Group.CORE, Set.of(), List.of("permission")),
                    new Node("tiers", Group.CORE, Set.of(), List.of("subscription_tier", "tier_permission")),
                    new Node("roles", Group.CORE, Set.of(), List.of("role", "role_permission")),
                    new Node("a<b>\"&", Group.UPDATE, Set.of("production"), List.of()),
                    new Node("dev-account", Group.DEV, Set.of(), List.of("organization", "app_user", "user_role"))),
            List.of(
                    new Edge("permissions", "tiers", "tier_permission.permission_id → permission"),
                    new Edge("permissions", "roles", "role_permission.permission_id → permission"),
                    new Edge("tiers", "dev-account", "organization.tier_id → subscription_tier"),
                    new Edge("roles", "dev-account", "user_role.role_id → role"),
                    new Edge("permissions", "dev-account", "after"),
                    new Edge("permissions", "tiers", "after")));

    private final GraphText text = new GraphText(GRAPH, true);

    @Test
    void as_text_each_seeder_says_what_it_waits_for() {
        assertThat(text.text(Paint.OFF)).isEqualTo("""
                          1  permissions
                             permission
                          2  tiers
                             subscription_tier, tier_permission
                             after permissions (tier_permission.permission_id → permission, "after" in its seeds)
                          3  roles
                             role, role_permission
                             after permissions (role_permission.permission_id → permission)
                          4  a<b>"&  [update, only in production]
                             no tables
                          5  dev-account  [dev]
                             organization, app_user, user_role
                             after tiers (organization.tier_id → subscription_tier)
                             after roles (user_role.role_id → role)
                             after permissions ("after" in its seeds)
                        """);
    }

    @Test
    void as_mermaid_an_edge_is_drawn_once() {
        assertThat(text.mermaid()).isEqualTo("""
                        flowchart LR
                          s0["<b>permissions</b><br/>permission"]
                          s1["<b>tiers</b><br/>subscription_tier<br/>tier_permission"]
                          s2["<b>roles</b><br/>role<br/>role_permission"]
                          s3["<b>a#lt;b#gt;#quot;#amp;</b>  [update, only in production]"]
                          s4["<b>dev-account</b>  [dev]<br/>organization<br/>app_user<br/>user_role"]
                          s0 --> s1
                          s0 --> s2
                          s1 --> s4
                          s2 --> s4
                          s0 --> s4
                        """);
    }

    @Test
    void a_reference_that_is_set_later_is_told_from_one_that_orders() throws Exception {
        SeedGraph circle = new SeedGraph(
                List.of(
                        new Node("teams", Group.CORE, Set.of(), List.of("team")),
                        new Node("people", Group.CORE, Set.of(), List.of("person"))),
                List.of(
                        new Edge("people", "teams", "team.lead → person", true),
                        new Edge("teams", "people", "person.team → team")));

        assertThat(new GraphText(circle, true).text(Paint.OFF)).isEqualTo("""
                          1  teams
                             team
                             reference set after people (team.lead → person)
                          2  people
                             person
                             after teams (person.team → team)
                        """);
        assertThat(new GraphText(circle, true).mermaid()).contains("  s1 -.-> s0\n  s0 --> s1\n");
        assertThat(new GraphText(circle, true).json())
                .contains(
                        "{\"from\": \"people\", \"to\": \"teams\", \"reason\": \"team.lead → person\", \"later\": true}");
        assertThat(new GraphSvg(circle, true).draw()).contains("teams", "people");
    }

    @Test
    void without_a_database_every_form_says_that_the_order_may_be_another() {
        String note = "Drawn without a database: its foreign keys may order the seeders otherwise";

        assertThat(new GraphText(GRAPH, false).text(Paint.OFF)).endsWith("\n\n" + note + " (--url looks at them).\n");
        assertThat(new GraphText(GRAPH, false).mermaid()).endsWith("  %% " + note + ".\n");
        assertThat(new GraphText(GRAPH, false).json()).contains("\"withDatabase\": false");
        assertThat(new GraphSvg(GRAPH, false).draw()).contains("<desc>" + note + ".</desc>");
    }

    @Test
    void as_json_edges_keep_their_reasons() {
        assertThat(text.json())
                .contains("{\"name\": \"dev-account\", \"group\": \"dev\", \"environments\": [], "
                        + "\"tables\": [\"organization\", \"app_user\", \"user_role\"]}")
                .contains("{\"from\": \"permissions\", \"to\": \"tiers\", \"reason\": \"after\"}");
    }

    @Test
    void as_svg_it_is_well_formed_and_has_a_box_for_each_seeder_and_a_line_for_each_edge() throws Exception {
        Document svg = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(new GraphSvg(GRAPH, true).draw())));

        assertThat(svg.getElementsByTagName("g").getLength()).isEqualTo(5);
        assertThat(svg.getElementsByTagName("path").getLength()).isEqualTo(1 + 5);
        assertThat(svg.getDocumentElement().getTextContent())
                .contains("tier_permission", "a<b>\"&", "only in production");
    }

    @Test
    void boxes_of_a_column_do_not_touch_each_other() {
        GraphLayout layout = new GraphLayout(GRAPH, node -> new double[] {100, 50});

        assertThat(layout.columns).hasSize(3);
        for (List<GraphLayout.Place> column : layout.columns) {
            for (int i = 1; i < column.size(); i++) {
                GraphLayout.Place above = column.get(i - 1);
                assertThat(column.get(i).y).isGreaterThan(above.y + above.height);
            }
        }
    }

    @Test
    void seeders_that_have_nothing_to_do_with_each_other_stand_close_together() {
        List<Node> nodes = Stream.of(
                        "rbac", "providers", "permissions", "roles", "tiers", "account", "units", "settings")
                .map(name -> new Node(name, Group.CORE, Set.of(), List.of(name)))
                .toList();
        List<Edge> edges = List.of(
                new Edge("rbac", "providers", "after"),
                new Edge("permissions", "roles", "after"),
                new Edge("permissions", "tiers", "after"),
                new Edge("roles", "account", "after"),
                new Edge("tiers", "account", "after"));
        GraphLayout layout = new GraphLayout(new SeedGraph(nodes, edges), node -> new double[] {100, 50});

        List<GraphLayout.Place> downwards = layout.columns.stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparingDouble(place -> place.y))
                .toList();
        double bottom = 0;
        for (GraphLayout.Place place : downwards) {
            assertThat(place.y - bottom).isLessThanOrEqualTo(22.001);
            bottom = Math.max(bottom, place.y + place.height);
        }
    }

    @Test
    void no_seeders_make_an_empty_picture() {
        SeedGraph empty = new SeedGraph(List.of(), List.of());

        assertThat(new GraphText(empty, false).text(Paint.OFF)).isEqualTo("There are no seeders.\n");
        assertThat(new GraphSvg(empty, true).draw()).contains("width=\"48\" height=\"48\"");
    }
}
