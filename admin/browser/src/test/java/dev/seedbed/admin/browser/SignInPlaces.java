package dev.seedbed.admin.browser;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import dev.seedbed.admin.account.Accounts;
import dev.seedbed.admin.audit.By;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The pages of people's own sign-in, password and second factor. */
final class SignInPlaces {
    private SignInPlaces() {}

    private static Service demo() {
        return Worlds.demo().service();
    }

    private static Service newcomers() {
        return Worlds.newcomers().service();
    }

    static List<Place> all() {
        List<Place> places = new ArrayList<>();
        places.add(new Place(
                "sign-in",
                "/sign-in",
                "signin",
                "Sign in",
                look -> Worlds.production().stranger(look).open("/sign-in")));
        places.add(new Place(
                "sign-in-application",
                "/sign-in",
                "signin",
                "Sign in",
                look -> demo().stranger(look).open("/sign-in?next=/tables")));
        places.add(new Place(
                "sign-in-wrong",
                "/sign-in",
                "signin",
                "Sign in",
                look -> demo().stranger(look)
                        .open("/sign-in")
                        .fill("Name", "somebody")
                        .fill("Password", "not the password")
                        .press("Sign in")));
        places.add(new Place(
                "sign-in-closed",
                "/sign-in",
                "signin",
                "Sign in",
                look -> Worlds.closed().stranger(look).open("/sign-in")));
        places.add(new Place(
                "signed-out",
                "/sign-in",
                "signin",
                "Sign in",
                look -> demo().visitor(look, "user").open("/").press("Sign out")));
        places.add(new Place("sign-in-one-moment", "/sign-in", "signingin", "One moment", SignInPlaces::fromElsewhere));
        places.add(new Place(
                "sign-in-code",
                "/sign-in/code",
                "code",
                "Your code",
                look -> demo().visitor(look, "amara").open("/sign-in/code")));
        places.add(new Place("sign-in-code-wrong", "/sign-in/code", "code", "Your code", SignInPlaces::wrongCode));
        places.add(new Place("password-first", "/account/password", "password", "Choose your password", look -> {
            String name = Worlds.newName();
            newcomers().bean(Accounts.class).create(name, List.of("user"), By.SERVICE);
            return newcomers().visitor(look, name).open("/");
        }));
        places.add(new Place(
                "password",
                "/account/password",
                "password",
                "Change your password",
                look -> demo().visitor(look, "user").open("/account/password")));
        places.add(new Place("password-refused", "/account/password", "password", "Change your password", look -> {
            Visitor visitor = demo().visitor(look, "user").open("/account/password");
            visitor.fill("Password until now", Service.PASSWORD)
                    .fill("New password", "aaaaaaaaaaaaaaaa")
                    .fill("New password, once more", "aaaaaaaaaaaaaaaa");
            return visitor.press("Change the password");
        }));
        places.add(new Place(
                "account",
                "/account",
                "account",
                "Your account",
                look -> demo().visitor(look, "admin").open("/account")));
        places.add(new Place(
                "account-without-role",
                "/account",
                "account",
                "Your account",
                look -> demo().visitor(look, "nobody").open("/account")));
        String factor = "/account/factor";
        places.add(new Place(
                "factor",
                factor,
                "factor",
                "Second factor",
                look -> demo().visitor(look, "user").open(factor)));
        places.add(new Place("factor-offered", factor, "factoroffer", "Enrol a second factor", SignInPlaces::offered));
        places.add(new Place(
                "factor-codes", factor + "/code", "factorcodes", "Your recovery codes", SignInPlaces::enrolled));
        places.add(new Place(
                "factor-enrolled",
                factor,
                "factor",
                "Second factor",
                look -> enrolled(look).open(factor)));
        return places;
    }

    /** As a link on another site leads there: the page goes on by itself, which it is kept from here. */
    private static Visitor fromElsewhere(Look look) {
        Visitor visitor = demo().stranger(look);
        visitor.page().route(Pattern.compile(".*/sign-in$"), route -> {
            Map<String, String> headers = new HashMap<>(route.request().headers());
            headers.put("Sec-Fetch-Site", "cross-site");
            APIResponse answer = route.fetch(new Route.FetchOptions().setHeaders(headers));
            Map<String, String> kept = new HashMap<>(answer.headers());
            kept.remove("refresh");
            route.fulfill(new Route.FulfillOptions().setResponse(answer).setHeaders(kept));
        });
        return visitor.open("/sign-in");
    }

    private static Visitor wrongCode(Look look) {
        String name = Worlds.newName();
        Worlds.newcomers().withFactor(name, "readonly");
        Visitor visitor = newcomers().visitor(look, name).open("/sign-in/code");
        visitor.page().locator("#code").fill("000000");
        return visitor.press("Go on");
    }

    private static Visitor offered(Look look) {
        Visitor visitor =
                newcomers().visitor(look, Worlds.newName(), "readonly").open("/account/factor");
        return visitor.fill("Your password", Service.PASSWORD).press("Show me the secret");
    }

    private static Visitor enrolled(Look look) {
        Visitor visitor = offered(look);
        Page page = visitor.page();
        String secret = page.locator(".secret code").innerText();
        page.locator("#code").fill(new Authenticator(secret).code());
        return visitor.press("Enrol it");
    }
}
