package dev.seedbed.maven;

import dev.seedbed.seed.SeedException;
import dev.seedbed.source.SeedbedConfig;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a project, and its seeds as they stand in its sources.
 *
 * @param directory of the project
 * @param configDirectory where relative paths of the configuration start
 * @param classPath has the resources of the project, not yet copied to where it is built
 */
record Places(Path directory, SeedbedConfig config, Path configDirectory, List<String> seeds, ClassLoader classPath) {
    private static final String CLASSPATH = "classpath:";

    /** @throws SeedException with all that is wrong with the configuration */
    static Places of(
            Path directory,
            List<String> resources,
            @Nullable File file,
            @Nullable List<String> parameter,
            Function<String, @Nullable String> variables) {
        List<Path> roots = resources.stream().map(directory::resolve).toList();
        ClassLoader classPath =
                new URLClassLoader(roots.stream().map(Places::url).toArray(URL[]::new), Places.class.getClassLoader());
        List<String> given = given(parameter, variables.apply("SEEDBED_SEEDS"));
        SeedbedConfig config = file != null
                ? SeedbedConfig.read(file.toPath())
                : given.isEmpty()
                        ? SeedbedConfig.find(directory, classPath)
                        : SeedbedConfig.findFile(directory, classPath);
        Path parent = file == null ? null : file.toPath().toAbsolutePath().getParent();
        Path configDirectory = parent == null ? directory : parent;
        List<String> seeds = given.isEmpty()
                ? config.seeds().stream()
                        .map(place -> inSources(place, configDirectory, roots))
                        .toList()
                : given.stream()
                        .map(place -> inSources(place, directory, roots))
                        .toList();
        return new Places(directory, config, configDirectory, seeds, classPath);
    }

    private static List<String> given(@Nullable List<String> parameter, @Nullable String variable) {
        if (parameter != null && !parameter.isEmpty()) {
            return parameter;
        }
        return variable == null
                ? List.of()
                : Arrays.stream(variable.split(",")).map(String::strip).toList();
    }

    /** Where a place on the class path stands before it is built. */
    private static String inSources(String place, Path directory, List<Path> roots) {
        if (!place.startsWith(CLASSPATH)) {
            return directory.resolve(place).toString();
        }
        String name = place.substring(CLASSPATH.length()).replaceFirst("^/+", "");
        return roots.stream()
                .map(root -> root.resolve(name))
                .filter(Files::exists)
                .map(Path::toString)
                .findFirst()
                .orElse(place);
    }

    private static URL url(Path root) {
        try {
            return root.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}
