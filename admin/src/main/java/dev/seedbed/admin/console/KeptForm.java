package dev.seedbed.admin.console;

import dev.seedbed.admin.access.Refused;
import dev.seedbed.seed.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What somebody typed into a form that cannot be made anew, since the seeds or the database cannot be read: to be sent once
 * more. What was typed as a secret is not in it.
 *
 * @param path to which it is sent
 * @param fields that people filled in, in the order of the form
 * @param carried what else the form sends along
 */
public record KeptForm(String path, List<Field> fields, List<Field> carried, String reason, Problem problem) {
    private static final Set<String> CARRIED = Set.of("version", "seen", "column", LeftList.NAME);
    private static final int LINE = 80;

    /**
     * A field.
     *
     * @param name that the form sends it under, which begins with what it is ({@link Typed})
     */
    public record Field(String name, String text) {
        /** The column, or a part of the key to which it refers. */
        public String label() {
            return name.substring(2);
        }

        public boolean isSecret() {
            return name.startsWith("s.");
        }

        /** True of something out of a list that is not known any more: it stays as it was chosen. */
        public boolean isChoice() {
            return name.startsWith("c.");
        }

        /** What was chosen; null for NULL. */
        public @Nullable String choice() {
            return text.startsWith(Typed.CHOSEN)
                    ? text.substring(Typed.CHOSEN.length())
                    : text.equals(Typed.NULL) ? null : "left out";
        }

        public boolean isLong() {
            return text.length() > LINE || text.indexOf('\n') >= 0;
        }
    }

    static KeptForm of(HttpServletRequest request, Refused refused) {
        List<Field> fields = new ArrayList<>();
        List<Field> carried = new ArrayList<>();
        request.getParameterMap().forEach((name, texts) -> {
            switch (name.length() > 2 && name.charAt(1) == '.' ? name.charAt(0) : ' ') {
                case 'v', 'r', 'c' -> fields.add(new Field(name, texts[0]));
                case 's' -> fields.add(new Field(name, ""));
                case 'e' -> carried.add(new Field(name, texts[0]));
                default -> {
                    if (CARRIED.contains(name)) {
                        carried.add(new Field(name, texts[0]));
                    }
                }
            }
        });
        return new KeptForm(
                String.valueOf(request.getPathInfo()),
                fields,
                carried,
                Objects.requireNonNullElse(request.getParameter("reason"), ""),
                RefusalWords.of(refused));
    }
}
