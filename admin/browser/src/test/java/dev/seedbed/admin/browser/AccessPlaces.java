package dev.seedbed.admin.browser;

import java.util.ArrayList;
import java.util.List;

/** The pages of roles and accounts. */
final class AccessPlaces {
    private AccessPlaces() {}

    private static Visitor admin(Look look) {
        return Worlds.demo().service().visitor(look, "admin");
    }

    private static Place demo(String name, String pattern, String template, String heading, String path) {
        return new Place(name, pattern, template, heading, look -> admin(look).open(path));
    }

    private static Place person(String name, String heading, String account) {
        return new Place(
                name,
                "/access/accounts/{id}",
                "person",
                heading,
                look -> admin(look).open("/access/accounts/" + Worlds.demo().account(account)));
    }

    static List<Place> all() {
        List<Place> places = new ArrayList<>();
        places.add(demo("access", "/access", "access", "Access", "/access"));
        String role = "/access/roles/{name}";
        places.add(demo("role", role, "role", "Role admin", "/access/roles/admin"));
        places.add(demo("role-own", role, "role", "Role support", "/access/roles/support"));
        places.add(new Place("role-preview", role, "role", "Role support", look -> {
            Visitor visitor = admin(look).open("/access/roles/support");
            visitor.page().locator("input[name=permissions][value='seeds:run']").check();
            return visitor.sees("What the change grants and takes");
        }));
        places.add(demo("role-new", "/access/new-role", "role", "New role", "/access/new-role?inherits=user"));
        places.add(new Place("role-refused", "/access/new-role", "role", "New role", look -> {
            Visitor visitor = admin(look).open("/access/new-role");
            visitor.fill("Name", "support").press("See what changes");
            return visitor.press("Make the role");
        }));
        places.add(demo("accounts", "/access/accounts", "accounts", "Access", "/access/accounts"));
        places.add(demo(
                "accounts-none-found",
                "/access/accounts",
                "accounts",
                "Access",
                "/access/accounts?search=nobody.at.all"));
        String make = "/access/new-account";
        places.add(demo("account-new", make, "newaccount", "New account", make));
        places.add(new Place(
                "account-new-refused",
                make,
                "newaccount",
                "New account",
                look -> admin(look).open(make).fill("Name", "Two Words").press("Make the account")));
        places.add(new Place("account-made", make, "newpassword", "Password of ", look -> {
            Visitor visitor =
                    Worlds.newcomers().service().visitor(look, "admin").open(make);
            visitor.fill("Name", Worlds.newName());
            return visitor.press("Make the account");
        }));
        places.add(person("person", "jon", "jon"));
        places.add(person("person-own", "admin", "admin"));
        places.add(person("person-disabled", "former.colleague", "former.colleague"));
        places.add(new Place("person-preview", "/access/accounts/{id}", "person", "maria", look -> {
            Visitor visitor =
                    admin(look).open("/access/accounts/" + Worlds.demo().account("maria"));
            visitor.page().locator("input[name=roles][value=admin]").check();
            return visitor.sees("What the change grants and takes");
        }));
        places.add(demo("look-up", "/access/look-up", "lookup", "Access", "/access/look-up?name=maria"));
        places.add(demo(
                "look-up-application", "/access/look-up", "lookup", "Access", "/access/look-up?name=application:anna"));
        places.add(
                demo("look-up-refused", "/access/look-up", "lookup", "Access", "/access/look-up?name=nobody.at.all"));
        String application = "/access/application";
        places.add(demo("application", application, "application", "Access", application + "?role=admin"));
        places.add(new Place(
                "application-none",
                application,
                "application",
                "Access",
                look -> Worlds.empty().visitor(look, "root").open(application)));
        return places;
    }
}
