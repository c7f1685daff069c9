package dev.seedbed.admin.browser;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** Every page of the console, in the states in which it looks different. */
final class Places {
    private static final String ROW = "/tables/{table}/rows/{id}";

    private Places() {}

    static List<Place> all() {
        return Stream.of(runs(), rows(), SignInPlaces.all(), AccessPlaces.all(), audit(), errors())
                .flatMap(List::stream)
                .toList();
    }

    /** Where an account is, in the demo. */
    private static Place demo(String name, String pattern, String template, String heading, String path) {
        return new Place(
                name,
                pattern,
                template,
                heading,
                look -> Worlds.demo().service().visitor(look, "admin").open(path));
    }

    private static Place at(
            java.util.function.Supplier<Service> world,
            String who,
            String name,
            String pattern,
            String template,
            String heading,
            String path) {
        return new Place(
                name,
                pattern,
                template,
                heading,
                look -> world.get().visitor(look, who, "admin").open(path));
    }

    /** The page of a row, by the text of its key. */
    static String row(String table, String column, String value) {
        return "/tables/" + table + "/rows/"
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(("{\"" + column + "\":\"" + value + "\"}").getBytes(StandardCharsets.UTF_8));
    }

    private static List<Place> runs() {
        List<Place> places = new ArrayList<>();
        places.add(demo("overview", "/", "overview", "Overview", "/"));
        places.add(at(Worlds::empty, "root", "overview-empty", "", "overview", "Overview", "/"));
        places.add(at(Worlds::broken, "root", "overview-broken", "/", "overview", "Overview", "/"));
        places.add(demo("seeders", "/seeders", "seeders", "Seeders", "/seeders"));
        places.add(at(Worlds::empty, "root", "seeders-empty", "/seeders", "error", "This cannot be shown", "/seeders"));
        places.add(at(Worlds::broken, "root", "seeders-broken", "/seeders", "seeders", "Seeders", "/seeders"));
        places.add(demo("plans", "/plans", "plans", "Plans and runs", "/plans"));
        places.add(at(Worlds::empty, "root", "plans-empty", "/plans", "plans", "Plans and runs", "/plans"));
        places.add(new Place(
                "plans-problem",
                "/plans",
                "plans",
                "Plans and runs",
                look -> Worlds.broken().visitor(look, "root").open("/plans").press("Make a plan")));
        String plan = "/plans/{id}";
        places.add(new Place(
                "plan",
                plan,
                "plan",
                "Plan: update waits",
                look -> Worlds.demo().service().visitor(look, "admin").open(Worlds.waiting())));
        places.add(new Place(
                "plan-kept",
                plan,
                "plan",
                "Plan: update waits",
                look -> Worlds.demo()
                        .service()
                        .visitor(look, "readonly")
                        .open(Worlds.waiting() + "?keep=on&leave-out=on")));
        places.add(new Place(
                "plan-applied",
                plan,
                "plan",
                "Plan: fill applied",
                look -> Worlds.demo().service().visitor(look, "admin").open(Worlds.appliedPlan())));
        places.add(new Place(
                "plan-own",
                plan,
                "plan",
                "Plan: update waits",
                look -> Worlds.production().visitor(look, "ada").open(Worlds.ofAda())));
        places.add(new Place(
                "plan-approval",
                plan,
                "plan",
                "Plan: update waits",
                look -> Worlds.production().visitor(look, "ben").open(Worlds.ofAda())));
        places.add(new Place("plan-not-confirmed", plan, "plan", "Plan: update waits", look -> {
            Visitor visitor = Worlds.production().visitor(look, "ben").open(Worlds.ofAda());
            visitor.page().locator("input[name=confirm]").fill("another");
            return visitor.press("Approve and apply");
        }));
        places.add(new Place(
                "plan-behind-a-run",
                plan,
                "plan",
                "Plan: update waits",
                look -> Worlds.going().visitor(look, "eve", "admin").open(Worlds.waitingBehind())));
        places.add(new Place(
                "run-going",
                "/runs/{id}",
                "run",
                "Run: update running",
                look -> Worlds.going().visitor(look, "eve", "admin").open(Worlds.run())));
        places.add(new Place(
                "run",
                "/runs/{id}",
                "run",
                "Run: fill applied",
                look -> Worlds.demo().service().visitor(look, "admin").open(Worlds.applied())));
        places.add(new Place(
                "run-refused",
                "/runs/{id}",
                "run",
                "Run: fill refused",
                look -> Worlds.demo().service().visitor(look, "admin").open(Worlds.refused())));
        return places;
    }

    private static List<Place> rows() {
        String team = row("subscription_tier", "key", "team");
        String deleted = row("providers", "slug", "alpaca");
        List<Place> places = new ArrayList<>();
        places.add(demo("tables", "/tables", "tables", "Tables", "/tables"));
        places.add(demo("tables-none-found", "/tables", "tables", "Tables", "/tables?search=nothing"));
        places.add(at(Worlds::withoutTables, "root", "tables-empty", "/tables", "tables", "Tables", "/tables"));
        places.add(
                demo("table", "/tables/{table}", "table", "subscription_tier", "/tables/subscription_tier?sort=price"));
        places.add(demo("table-long", "/tables/{table}", "table", "country", "/tables/country"));
        places.add(demo("table-none-found", "/tables/{table}", "table", "unit", "/tables/unit?search=nothing"));
        places.add(demo("table-secrets", "/tables/{table}", "table", "app_setting", "/tables/app_setting"));
        places.add(at(
                Worlds::withoutLedger,
                "root",
                "table-without-ledger",
                "/tables/{table}",
                "table",
                "tier",
                "/tables/tier"));
        places.add(demo("row", ROW, "row", "team", team));
        places.add(demo("row-deleted", ROW, "row", "alpaca", deleted));
        places.add(demo("row-protected", ROW, "row", "schema.version", row("app_setting", "name", "schema.version")));
        places.add(demo("row-pinned", ROW, "row", "invoice.due_days", row("app_setting", "name", "invoice.due_days")));
        places.add(at(Worlds::withoutLedger, "root", "row-without-ledger", ROW, "row", "a", row("tier", "code", "a")));
        places.add(demo("row-edit", ROW + "/edit", "row-form", "Edit team", team + "/edit"));
        places.add(demo(
                "row-edit-secret",
                ROW + "/edit",
                "row-form",
                "Edit mail.api_key",
                row("app_setting", "name", "mail.api_key") + "/edit"));
        places.add(new Place("row-edit-wrong", ROW, "row-form", "Edit team", look -> {
            Visitor visitor = Worlds.demo().service().visitor(look, "admin").open(team + "/edit");
            visitor.page().locator("[name='v.price']").fill("1234567890123");
            return visitor.press("Save");
        }));
        places.add(new Place("row-edit-kept", ROW, "kept-form", "This was not done", Breaking::kept));
        places.add(new Place("row-edit-clash", ROW, "row-form", "Edit pallet", Places::clash));
        places.add(demo(
                "row-new",
                "/tables/{table}/new",
                "row-form",
                "New row in tier_permission",
                "/tables/tier_permission/new"));
        String decision = "row-decision";
        places.add(demo("row-delete", ROW + "/delete", decision, "Delete row team", team + "/delete"));
        places.add(demo(
                "row-delete-free",
                ROW + "/delete",
                decision,
                "Delete row pallet",
                row("unit", "name", "pallet") + "/delete"));
        places.add(new Place(
                "row-delete-refused", ROW + "/delete", decision, "Delete row pallet", Places::changedMeanwhile));
        places.add(new Place("table-holding", "/tables/{table}", "table", "tier_permission", look -> {
            Visitor visitor = Worlds.demo().service().visitor(look, "admin").open(team + "/delete");
            visitor.page().locator("a[href*='holds.tier_id=']").first().click();
            return visitor.sees("Only rows whose tier_id is team.");
        }));
        places.add(demo("row-restore", ROW + "/restore", decision, "Restore row team", team + "/restore"));
        places.add(demo(
                "row-restore-column",
                ROW + "/restore",
                decision,
                "Restore column price of row team",
                team + "/restore?column=price"));
        places.add(demo("row-bring-back", ROW + "/restore", decision, "Bring back row alpaca", deleted + "/restore"));
        places.add(demo("row-pin", ROW + "/pin", decision, "Pin row team", team + "/pin"));
        places.add(demo(
                "row-unpin",
                ROW + "/unpin",
                decision,
                "Unpin column setting_value of row invoice.due_days",
                row("app_setting", "name", "invoice.due_days") + "/unpin?column=setting_value"));
        return places;
    }

    /** What one sees who deletes a row that somebody else changed meanwhile. */
    private static Visitor changedMeanwhile(Look look) {
        Service service = Worlds.demo().service();
        Visitor visitor = service.visitor(look, "admin").open(row("unit", "name", "pallet") + "/delete");
        service.sql("update unit set symbol = case symbol when 'PL' then 'PA' else 'PL' end where name = 'pallet'");
        return visitor.press("Delete the row");
    }

    /** What one sees whose row somebody else changed meanwhile. */
    private static Visitor clash(Look look) {
        Service service = Worlds.demo().service();
        Visitor visitor = service.visitor(look, "admin").open(row("unit", "name", "pallet") + "/edit");
        String other = service.rows("select factor from unit where name = 'pallet'")
                        .get(0)
                        .startsWith("2")
                ? "3"
                : "2";
        service.sql("update unit set factor = " + other + ", symbol = 'p" + other + "' where name = 'pallet'");
        visitor.page().locator("[name='v.symbol']").fill("PLT");
        return visitor.press("Save");
    }

    private static List<Place> audit() {
        List<Place> places = new ArrayList<>();
        places.add(demo("audit", "/audit", "audit", "Audit", "/audit"));
        places.add(demo("audit-none-found", "/audit", "audit", "Audit", "/audit?actor=nobody.at.all"));
        places.add(at(Worlds::empty, "root", "audit-without-ledger", "/audit", "audit", "Audit", "/audit"));
        places.add(new Place(
                "audit-changes",
                "/audit/changes",
                "changes",
                "Audit",
                look -> Worlds.demo().service().visitor(look, "admin").open(Worlds.changes())));
        places.add(
                demo("audit-changes-none-found", "/audit/changes", "changes", "Audit", "/audit/changes?action=none"));
        places.add(demo("audit-refusals", "/audit/refusals", "refusals", "Audit", "/audit/refusals"));
        places.add(at(
                Worlds::withoutLedger,
                "root",
                "audit-refusals-empty",
                "/audit/refusals",
                "refusals",
                "Audit",
                "/audit/refusals"));
        places.add(new Place(
                "audit-chains",
                "/audit/chains",
                "chains",
                "Audit",
                look -> Worlds.demo()
                        .service()
                        .visitor(look, "admin")
                        .open("/audit/chains")
                        .press("Verify now")));
        places.add(at(
                Worlds::empty,
                "root",
                "audit-chains-not-verified",
                "/audit/chains",
                "chains",
                "Audit",
                "/audit/chains"));
        return places;
    }

    private static List<Place> errors() {
        List<Place> places = new ArrayList<>();
        places.add(demo("error-not-found", "/", "error", "Not found", "/nowhere"));
        places.add(demo(
                "error-no-plan", "/plans/{id}", "error", "Not found", "/plans/00000000-0000-4000-8000-000000000000"));
        places.add(demo("error-bad-address", "/runs/{id}", "error", "Not found", "/runs/one"));
        places.add(demo("error-no-row", ROW, "error", "Not found", "/tables/unit/rows/x"));
        places.add(demo(
                "error-not-there",
                ROW + "/edit",
                "error",
                "This cannot be shown",
                row("providers", "slug", "alpaca") + "/edit"));
        places.add(new Place(
                "error-not-allowed",
                "/audit",
                "error",
                "Not allowed",
                look -> Worlds.demo().service().visitor(look, "readonly").open("/audit")));
        places.add(new Place(
                "error-no-role",
                "/",
                "error",
                "Not allowed",
                look -> Worlds.demo().service().visitor(look, "nobody").open("/")));
        return places;
    }
}
