package dev.seedbed.admin.web;

import dev.seedbed.admin.access.Refused;
import dev.seedbed.seed.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A row's key as one part of a path: whatever it holds, and several columns too. */
public final class RowId {
    private static final JsonMapper JSON = JsonMapper.shared();

    private RowId() {}

    public static String of(Map<String, @Nullable String> key) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(JSON.writeValueAsString(key).getBytes(StandardCharsets.UTF_8));
    }

    /** @throws Refused with status 404 for a text that is no row's */
    public static Map<String, @Nullable String> key(String id) {
        try {
            JsonNode json = JSON.readTree(new String(Base64.getUrlDecoder().decode(id), StandardCharsets.UTF_8));
            Map<String, @Nullable String> key = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> each : json.properties()) {
                JsonNode value = each.getValue();
                if (!value.isString() && !value.isNull()) {
                    throw none();
                }
                key.put(each.getKey(), value.isNull() ? null : value.asString());
            }
            if (!json.isObject() || key.isEmpty()) {
                throw none();
            }
            return key;
        } catch (IllegalArgumentException | JacksonException e) {
            throw none();
        }
    }

    private static Refused none() {
        return new Refused(
                404,
                "no-row",
                new Problem("No row has this id.", null, "take the id that came with the row, as it is"));
    }
}
