package dev.seedbed.admin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.admin.Client;
import dev.seedbed.admin.Served;
import dev.seedbed.admin.access.Access;
import dev.seedbed.admin.access.Roles;
import dev.seedbed.admin.account.Account;
import dev.seedbed.admin.account.Accounts;
import dev.seedbed.admin.audit.By;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccessPagesTest {
    private static final String SCRIPT = "<script>alert(1)</script>";

    private final Served served = Served.shared();

    @AfterEach
    void let_nobody_be_blocked_by_what_was_wrong_here() {
        served.shop().sql("delete from seedbed_admin_source");
    }

    private Browser browser(String name, String... roles) {
        return new Browser(served.signedIn("access-" + name, roles));
    }

    private void role(String name, String description, List<String> permissions, List<String> inherits) {
        served.bean(Roles.class).put(name, description, permissions, inherits, -1, By.SERVICE);
    }

    private static String version(String page) {
        Matcher found = Pattern.compile("name=\"version\" value=\"(-?\\d+)\"").matcher(page);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    @Test
    void the_matrix_says_what_is_own_and_what_comes_by_way_of_which_role() {
        String body = browser("matrix", "readonly").page("/access");
        String user = body.substring(body.indexOf("/access/roles/user\""));
        String row = user.substring(0, user.indexOf("</tr>"));

        assertThat(row)
                .contains("inherits readonly")
                .contains("<span class=\"inherited\">readonly</span>")
                .contains("<span class=\"own\">own</span>");
        assertThat(body.substring(body.indexOf("/access/roles/admin\"")))
                .contains("<span class=\"inherited\">user → readonly</span>");
        assertThat(body).doesNotContain("Make a role").doesNotContain("/access/accounts");
    }

    @Test
    void each_permission_in_the_form_of_a_role_says_what_it_allows() {
        String body = browser("words", "admin").page("/access/new-role");

        assertThat(Access.PERMISSIONS)
                .allSatisfy(permission -> assertThat(body)
                        .contains("<code>" + permission + "</code> <small>" + PermissionWords.of(permission)
                                + "</small>"));
        assertThat(Access.PERMISSIONS.stream().map(PermissionWords::of)).doesNotHaveDuplicates();
    }

    @Test
    void the_role_admin_says_that_it_reads_the_audit() {
        assertThat(browser("described", "admin").page("/access/roles/admin"))
                .contains("Also makes and applies plans, changes accounts and roles, and reads the audit.");
    }

    @Test
    void a_planted_role_is_shown_with_the_reason_why_it_is_not_changed() {
        String body = browser("planted", "admin").page("/access/roles/user");

        assertThat(body)
                .contains("It comes with the service and is not changed")
                .contains("/access/new-role?inherits=user")
                .doesNotContain("name=\"permissions\"");
    }

    @Test
    void a_role_is_made_changed_and_deleted_and_each_change_is_seen_before() {
        Browser ann = browser("ann", "admin");
        served.signedIn("access-holder");
        ann.page("/access/new-role");
        String[] draft = {
            "name", "access-made", "description", SCRIPT, "permissions", "rows:read", "inherits", "readonly"
        };

        String preview =
                ann.post("/access/new-role", draft).expect(200).response().body();
        assertThat(preview)
                .contains("What the change grants and takes")
                .contains("+ <code>rows:read</code>")
                .contains("Nobody has any of these roles yet.")
                .contains("value=\"&lt;script>alert(1)&lt;/script>\"")
                .doesNotContain(SCRIPT);
        assertThat(ann.post("/access/new-role", with(draft, "step", "save"))
                        .expect(303)
                        .header("Location"))
                .isEqualTo("/seedbed/access/roles/access-made?done=created");
        assertThat(ann.page("/access/roles/access-made?done=created")).doesNotContain(SCRIPT);

        Account holder = served.account("access-holder");
        served.bean(Accounts.class).assign(holder.id(), List.of("access-made"), holder.version(), By.SERVICE);
        String page = ann.page("/access/roles/access-made");
        assertThat(page).contains("One account: access-holder");
        String[] change = {"version", version(page), "description", "", "permissions", "seeds:run", "reason", "why not"
        };
        assertThat(ann.post("/access/roles/access-made", change)
                        .expect(200)
                        .response()
                        .body())
                .contains("<small>account</small> access-holder")
                .contains("+ <code>seeds:run</code>")
                .contains("− <code>rows:read</code>")
                .contains("value=\"why not\"");
        ann.post("/access/roles/access-made", with(change, "step", "save")).expect(303);
        assertThat(served.bean(Roles.class).get("access-made").effective()).containsExactly("seeds:run");

        String now = ann.page("/access/roles/access-made");
        assertThat(ann.post("/access/roles/access-made/deletion", "version", version(now))
                        .expect(409)
                        .response()
                        .body())
                .contains("is some account's, or another role inherits it.");
        holder = served.account("access-holder");
        served.bean(Accounts.class).assign(holder.id(), List.of(), holder.version(), By.SERVICE);
        ann.post("/access/roles/access-made/deletion", "version", version(now)).expect(303);
        assertThat(ann.page("/access")).doesNotContain("access-made");
    }

    private static String[] with(String[] fields, String name, String value) {
        String[] all = Arrays.copyOf(fields, fields.length + 2);
        all[fields.length] = name;
        all[fields.length + 1] = value;
        return all;
    }

    @Test
    void of_two_who_change_a_role_the_second_sees_both_and_decides() {
        Browser ben = browser("ben", "admin");
        role("access-both", "before", List.of("rows:read"), List.of());
        String page = ben.page("/access/roles/access-both");
        served.bean(Roles.class).put("access-both", "theirs", List.of("seeds:read"), List.of(), 0, By.SERVICE);
        String[] mine = {"version", version(page), "description", "mine", "permissions", "rows:write", "step", "save"};

        String told = ben.post("/access/roles/access-both", mine)
                .expect(412)
                .response()
                .body();

        assertThat(told)
                .contains("is there, and not as you looked at it.")
                .contains("<td>theirs</td><td>mine</td>")
                .contains("<td>seeds:read</td><td>rows:write</td>")
                .contains("Save mine all the same");
        mine[1] = version(told);
        ben.post("/access/roles/access-both", mine).expect(303);
        assertThat(served.bean(Roles.class).get("access-both").description()).isEqualTo("mine");
    }

    @Test
    void what_cannot_be_a_role_comes_back_with_what_was_typed() {
        Browser cat = browser("cat", "admin");
        cat.page("/access/new-role");

        String body = cat.post("/access/new-role", "name", "Not One", "description", "typed", "step", "save")
                .expect(422)
                .response()
                .body();

        assertThat(body)
                .contains("The name is not one that a role may have.")
                .contains("value=\"Not One\"")
                .contains("value=\"typed\"");
    }

    @Test
    void a_script_is_given_the_preview_alone() {
        Browser dan = browser("dan", "admin");
        dan.page("/access/new-role");
        Client.Answer part = dan.post("/access/new-role", new String[] {"HX-Request", "true"}, "name", "access-part");

        assertThat(part.expect(200).response().body().strip())
                .startsWith("<div id=\"preview\"")
                .contains("Nobody may do more or less than before.");
    }

    @Test
    void accounts_are_found_by_name_state_and_role() {
        Browser eve = browser("find-eve", "admin");
        served.signedIn("access-find-one", "readonly");
        served.signedIn("access-find-two", "user");
        served.bean(Accounts.class)
                .enable(
                        served.account("access-find-two").id(),
                        false,
                        served.account("access-find-two").version(),
                        By.SERVICE);

        assertThat(names(eve.page("/access/accounts?search=access-find")))
                .containsExactly("access-find-eve", "access-find-one", "access-find-two");
        assertThat(names(eve.page("/access/accounts?search=find-&state=disabled")))
                .containsExactly("access-find-two");
        assertThat(names(eve.page("/access/accounts?search=access-find&role=readonly")))
                .containsExactly("access-find-one");
        assertThat(eve.page("/access/accounts?search=100%25")).contains("No account is so.");
        assertThat(eve.get("/access/accounts?search=access-find-one", "HX-Request", "true")
                        .response()
                        .body()
                        .strip())
                .startsWith("<div id=\"found\"");
    }

    private static List<String> names(String page) {
        return Pattern.compile("/access/accounts/[0-9a-f-]{36}\">([^<]*)</a>")
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @Test
    void an_account_is_made_and_its_password_shown_once() {
        Browser fay = browser("fay", "admin");
        fay.page("/access/new-account");
        assertThat(fay.post("/access/new-account", "name", "Not One", "roles", "user")
                        .expect(422)
                        .response()
                        .body())
                .contains("The name is not one that an account may have.")
                .contains("value=\"Not One\"")
                .contains("value=\"user\" checked");

        String made = fay.post("/access/new-account", "name", "access-new", "roles", "user", "roles", "readonly")
                .expect(201)
                .response()
                .body();
        Matcher password =
                Pattern.compile("<code>([a-z2-9]{4}(-[a-z2-9]{4}){6})</code>").matcher(made);
        assertThat(password.find()).isTrue();
        served.client().signIn("access-new", password.group(1)).expect(200);
        Account account = served.account("access-new");
        assertThat(account.roles()).containsExactly("readonly", "user");
        assertThat(fay.page("/access/accounts/" + account.id()))
                .contains("has to choose a password")
                .doesNotContain(password.group(1));
        assertThat(fay.post("/access/new-account", "name", "access-new")
                        .expect(409)
                        .response()
                        .body())
                .contains("There is an account \"access-new\" already.");
    }

    @Test
    void roles_of_an_account_are_seen_before_they_are_saved_and_a_stale_form_is_told_both() {
        Browser gus = browser("gus", "admin");
        served.signedIn("access-target", "readonly");
        String path = "/access/accounts/" + served.account("access-target").id();
        String page = gus.page(path);
        assertThat(page).contains("<code>rows:read</code></th>").contains("<div class=\"way\">readonly</div>");

        assertThat(gus.post(path + "/roles", "version", version(page), "roles", "user")
                        .expect(200)
                        .response()
                        .body())
                .contains("+ <code>rows:write</code> <small>user</small>");
        assertThat(served.account("access-target").roles()).containsExactly("readonly");
        gus.post(path + "/roles", "version", version(page), "roles", "user", "step", "save")
                .expect(303);
        assertThat(served.account("access-target").roles()).containsExactly("user");

        String stale = gus.post(path + "/roles", "version", version(page), "roles", "admin", "step", "save")
                .expect(412)
                .response()
                .body();
        assertThat(stale)
                .contains("Its roles are now: <strong>user</strong>. You have chosen: <strong>admin</strong>.");
        gus.post(path + "/roles", "version", version(stale), "roles", "admin", "step", "save")
                .expect(303);
        assertThat(served.account("access-target").roles()).containsExactly("admin");
    }

    @Test
    void an_account_is_disabled_enabled_and_given_a_new_password_and_its_sessions_end() {
        Browser hal = browser("hal", "admin");
        Client other = served.signedIn("access-other", "readonly");
        String path = "/access/accounts/" + served.account("access-other").id();

        hal.page(path);
        hal.post(path + "/sessions", "reason", "seen elsewhere").expect(303);
        other.get("/session").refused(401, "not-signed-in");
        hal.post(path + "/enabled", "version", version(hal.page(path)), "enabled", "false", "reason", "left")
                .expect(303);
        assertThat(hal.page(path + "?done=disabled"))
                .contains("The account is disabled, and its sessions have ended.")
                .contains("Enable the account");
        hal.post(path + "/enabled", "version", version(hal.page(path)), "enabled", "true")
                .expect(303);
        String told = hal.post(path + "/password", "version", version(hal.page(path)))
                .expect(200)
                .response()
                .body();
        assertThat(told).contains("Password of access-other").contains("It is shown this once.");
        hal.page(path);
        assertThat(hal.post(path + "/password", "version", "0")
                        .expect(412)
                        .response()
                        .body())
                .contains("was changed after you looked at it.");
        assertThat(served.shop()
                        .rows("select reason from seedbed_admin_audit where subject = 'access-other' and reason is not"
                                + " null order by id"))
                .containsExactly("seen elsewhere", "left");
    }

    @Test
    void nobody_resets_what_is_their_own_there() {
        Browser ida = browser("ida", "admin");
        String path = "/access/accounts/" + served.account("access-ida").id();
        String page = ida.page(path);

        assertThat(page).contains("This is your own account").doesNotContain("Make a new password");
        assertThat(ida.post(path + "/password", "version", version(page))
                        .expect(409)
                        .response()
                        .body())
                .contains("is your own.")
                .contains("change your own password and second factor under your name, at the top");
    }

    @Test
    void what_anybody_may_do_is_looked_up() {
        Browser joe = browser("joe", "admin");

        assertThat(joe.page("/access/look-up?name=access-joe")).contains("<div class=\"way\">admin → user</div>");
        assertThat(joe.get("/access/look-up?name=nobody").expect(404).response().body())
                .contains("There is no account \"nobody\".");
        assertThat(joe.get("/access/look-up?name=oidc%3Aann")
                        .expect(422)
                        .response()
                        .body())
                .contains("Which roles such a caller has is said at each sign-in");
    }

    @Test
    void where_no_roles_of_an_application_are_read_the_page_says_how_they_would_be() {
        assertThat(browser("kim", "readonly").page("/access/application"))
                .contains("The application's own roles are not read here.");
    }

    @Test
    void roles_of_an_application_are_a_tab_only_where_they_are_read() {
        assertThat(browser("kay", "admin").page("/access"))
                .contains("/access/look-up\"")
                .doesNotContain("Application's roles");
    }

    @Test
    void a_new_password_of_a_disabled_account_says_that_it_is_disabled() {
        Browser mia = browser("mia", "admin");
        served.signedIn("access-gone", "readonly");
        String path = "/access/accounts/" + served.account("access-gone").id();
        assertThat(mia.page(path)).doesNotContain("The account stays disabled");
        mia.post(path + "/enabled", "version", version(mia.page(path)), "enabled", "false")
                .expect(303);

        String page = mia.page(path);
        assertThat(page).contains("The account stays disabled: nobody signs in with it until it is enabled.");
        assertThat(mia.post(path + "/password", "version", version(page))
                        .expect(200)
                        .response()
                        .body())
                .contains("The account is disabled, and stays so: nobody signs in with this password until");
    }

    @Test
    void who_may_only_see_is_offered_no_change() {
        served.bean(Roles.class)
                .put("access-auditor", "", List.of("accounts:read", "roles:read"), List.of(), -1, By.SERVICE);
        Browser lea = browser("lea", "access-auditor");
        String page =
                lea.page("/access/accounts/" + served.account("access-lea").id());

        assertThat(page)
                .contains("What the account may do now")
                .doesNotContain("<form method=\"post\" action=\"/seedbed/access");
        assertThat(lea.page("/access/accounts")).doesNotContain("Make an account");
    }
}
