package dev.seedbed.source;

import dev.seedbed.seed.Attachments;
import dev.seedbed.seed.Declarations;
import dev.seedbed.seed.Location;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import dev.seedbed.seed.SeedUnit;
import dev.seedbed.seed.Seeder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Seeders written in Java, handed over or found, as units. */
final class JavaSeeders {
    private JavaSeeders() {}

    /** Those handed over first, then those found, by class name. */
    static List<Seeder> all(SourceRequest request, Problems problems) {
        List<Seeder> seeders = new ArrayList<>(request.seeders());
        if (request.discoverSeeders()) {
            List<Seeder> found = new ArrayList<>(services(Seeder.class, request.classLoader(), problems));
            for (Seeder given : request.seeders()) {
                found.removeIf(each -> given.getClass() == each.getClass());
            }
            if (found.size() > 1) {
                found.sort(Comparator.comparing(each -> each.getClass().getName()));
            }
            seeders.addAll(found);
        }
        return seeders;
    }

    static <S> List<S> services(Class<S> type, ClassLoader loader, Problems problems) {
        List<S> services = new ArrayList<>();
        try {
            for (S service : ServiceLoader.load(type, loader)) {
                services.add(service);
            }
        } catch (ServiceConfigurationError e) {
            problems.add(
                    "A service cannot be loaded: " + Excerpt.message(e.getMessage()) + ".",
                    Location.of("META-INF/services/" + type.getName()),
                    "mend the class name in that file; the class must be public and have a public constructor without"
                            + " arguments");
        }
        return services;
    }

    /** @throws SeedException where it declares nothing, or throws */
    static SeedUnit read(Seeder seeder) {
        Location at = Location.of(seeder.getClass());
        try {
            String name = seeder.name();
            Declarations declarations = new Declarations(at);
            seeder.declare(declarations);
            if (name.isBlank()) {
                throw new SeedException(Problem.of("The seeder has no name.", at, "return one from name()"));
            }
            if (declarations.tables().isEmpty()) {
                throw new SeedException(Problem.of(
                        "Seeder " + Excerpt.of(name) + " declares nothing.",
                        at,
                        "declare rows with table(...).row(...), or remove the seeder"));
            }
            SeedUnit unit = new SeedUnit(
                    name,
                    seeder.group(),
                    seeder.environments(),
                    seeder.after(),
                    declarations.tables(),
                    List.of(),
                    Attachments.NONE,
                    at);
            Problems problems = new Problems();
            Environments.check(unit.group(), unit.environments(), at, problems);
            problems.throwIfAny();
            return unit;
        } catch (SeedException e) {
            throw e;
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            throw new SeedException(
                    Problem.of(
                            "The seeder threw " + e.getClass().getName()
                                    + (e.getMessage() == null ? "." : ": " + Excerpt.message(e.getMessage())),
                            at,
                            "mend its declare(...), which only declares rows"),
                    e);
        }
    }
}
