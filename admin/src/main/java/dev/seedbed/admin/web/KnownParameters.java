package dev.seedbed.admin.web;

import dev.seedbed.admin.access.Refused;
import dev.seedbed.seed.Problem;
import dev.seedbed.source.Known;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Parameter;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses what stands behind "?" and the method that will answer does not take: of a filter that is misspelled nothing would
 * be left but the whole list.
 */
final class KnownParameters implements HandlerInterceptor {
    private static final int LONGEST = 100;

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        String query = request.getQueryString();
        if (query == null || !(handler instanceof HandlerMethod method)) {
            return true;
        }
        Known known = new Known(Stream.of(method.getMethod().getParameters())
                .filter(parameter -> parameter.isAnnotationPresent(RequestParam.class))
                .map(Parameter::getName)
                .toList());
        List<Refused.Flaw> flaws = new ArrayList<>();
        for (String part : query.split("&")) {
            String name = name(part);
            if (!part.isEmpty() && (name == null || !known.contains(name))) {
                flaws.add(new Refused.Flaw(null, problem(name, known)));
            }
        }
        if (!flaws.isEmpty()) {
            throw new Unknown(flaws);
        }
        return true;
    }

    /** Null for one of which no more is told than that it is there. */
    private static @Nullable String name(String part) {
        String name = URLDecoder.decode(part.split("=", 2)[0], StandardCharsets.UTF_8);
        return name.length() > LONGEST || !PlainText.isPlain(name) ? null : name;
    }

    private static Problem problem(@Nullable String name, Known known) {
        return new Problem(
                name == null
                        ? "There is a parameter that this endpoint does not take."
                        : "This endpoint takes no parameter \"" + name + "\".",
                name,
                known.names().isEmpty()
                        ? "leave it out; this endpoint takes no parameters"
                        : known.mend(meant(name, known), "parameters"));
    }

    /** The pages have a parameter for each column, such as {@code holds.tier_id}, where the API has one for all. */
    private static String meant(@Nullable String name, Known known) {
        if (name == null) {
            return "";
        }
        String beginning = name.split("\\.", 2)[0];
        return known.contains(beginning) ? beginning : name;
    }

    private static final class Unknown extends Refused {
        private static final long serialVersionUID = 1L;

        private final transient List<Flaw> flaws;

        Unknown(List<Flaw> flaws) {
            super(422, "unknown-parameter", flaws.get(0).problem());
            this.flaws = List.copyOf(flaws);
        }

        @Override
        public List<Flaw> flaws() {
            return flaws;
        }
    }
}
