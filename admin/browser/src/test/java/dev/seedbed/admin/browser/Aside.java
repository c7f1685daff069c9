package dev.seedbed.admin.browser;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;

/**
 * A world of scripts beside that of the page: it has the same document and nothing else of it. The page's content security
 * policy stays in force for the page, and no script of ours is one of the page's.
 */
final class Aside implements AutoCloseable {
    private final CDPSession session;
    private final int world;

    Aside(Page page) {
        session = page.context().newCDPSession(page);
        JsonObject frames = session.send("Page.getFrameTree").getAsJsonObject("frameTree");
        JsonObject where = new JsonObject();
        where.addProperty("frameId", frames.getAsJsonObject("frame").get("id").getAsString());
        where.addProperty("worldName", "seedbed-tests");
        world = session.send("Page.createIsolatedWorld", where)
                .get("executionContextId")
                .getAsInt();
    }

    /** The value of an expression, or of what it promises. */
    JsonElement value(String expression) {
        JsonObject what = new JsonObject();
        what.addProperty("expression", expression);
        what.addProperty("contextId", world);
        what.addProperty("awaitPromise", true);
        what.addProperty("returnByValue", true);
        JsonObject answer = session.send("Runtime.evaluate", what);
        if (answer.has("exceptionDetails")) {
            throw new AssertionError(answer.get("exceptionDetails").toString());
        }
        JsonElement value = answer.getAsJsonObject("result").get("value");
        return value == null ? com.google.gson.JsonNull.INSTANCE : value;
    }

    /** The same of one page. */
    static JsonElement value(Page page, String expression) {
        try (Aside aside = new Aside(page)) {
            return aside.value(expression);
        }
    }

    @Override
    public void close() {
        session.detach();
    }
}
