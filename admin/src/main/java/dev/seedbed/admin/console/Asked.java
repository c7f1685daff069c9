package dev.seedbed.admin.console;

import dev.seedbed.admin.web.Call;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks for of a trail, by the names that the API has for it; its exports take the same.
 *
 * @param fields those that say something
 */
public record Asked(Map<String, String> fields) {
    /** As far as a field for a time tells it. */
    private static final int MINUTE = "2026-11-27T10:00".length();

    public Asked {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** @throws dev.seedbed.admin.access.Refused with status 400 for a time that is none */
    static Asked of(HttpServletRequest request, String... names) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String name : names) {
            String text = Sent.text(request, name).strip();
            if (!text.isEmpty()) {
                fields.put(name, text);
            }
        }
        for (String name : new String[] {"from", "to"}) {
            String text = Sent.text(request, name).strip();
            Instant time = text.isEmpty() ? null : Call.instant(text.length() == MINUTE ? text + ":00Z" : text, name);
            if (time != null) {
                fields.put(name, time.toString());
            }
        }
        return new Asked(fields);
    }

    /** The same with another value of a field. */
    Asked with(String name, String value) {
        Map<String, String> others = new LinkedHashMap<>(fields);
        others.put(name, value);
        return new Asked(others);
    }

    /** Empty for nothing. */
    public String value(String name) {
        return fields.getOrDefault(name, "");
    }

    @Nullable
    String orNull(String name) {
        return fields.get(name);
    }

    @Nullable
    Instant time(String name) {
        return Call.instant(fields.get(name), name);
    }

    /** A time as its field takes it, in UTC. */
    public String minute(String name) {
        String time = value(name);
        return time.substring(0, Math.min(MINUTE, time.length()));
    }

    public boolean isEmpty() {
        return fields.isEmpty();
    }

    /** The same again, to be followed by more. */
    public String query() {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + Words.segment(field.getValue()) + "&")
                .collect(Collectors.joining());
    }
}
