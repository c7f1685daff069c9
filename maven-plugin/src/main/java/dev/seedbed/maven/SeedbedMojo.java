package dev.seedbed.maven;

import dev.seedbed.seed.SeedException;
import dev.seedbed.show.Call;
import dev.seedbed.show.SettingNames;
import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import org.apache.maven.model.Resource;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What all goals have in common: which seeds, and how they answer. */
abstract class SeedbedMojo extends AbstractMojo {
    static final Call.Form FORM = new Call.Form("mvn seedbed:", "-Dseedbed.");
    static final SettingNames NAMES = new SettingNames(FORM.option(), "=", "", Map.of());

    /** That of the log that Maven has; the events of a run would say once more what the report says. */
    private static final String LEVEL = "org.slf4j.simpleLogger.log.dev.seedbed.run";

    static {
        if (System.getProperty(LEVEL) == null) {
            System.setProperty(LEVEL, "warn");
        }
    }

    /**
     * Directories or files with seeds. Else SEEDBED_SEEDS, or seeds in seedbed.yaml; else the directory seeds of the project
     * or of its resources.
     */
    @Parameter(property = "seedbed.seeds")
    @Nullable
    List<String> seeds;

    /** Configuration. Default: seedbed.yaml of the project, or of its resources. */
    @Parameter(property = "seedbed.config")
    @Nullable
    File config;

    /** Does nothing. */
    @Parameter(property = "seedbed.skip", defaultValue = "false")
    boolean skip;

    /** Where relative paths start. */
    @Parameter(defaultValue = "${basedir}", readonly = true, required = true)
    File directory = new File("");

    /** Where {@code classpath:} leads. */
    @Parameter(defaultValue = "${project.build.resources}", readonly = true)
    @Nullable
    List<Resource> resources;

    /** What the call gives with {@code -D}. */
    @Parameter(defaultValue = "${session.userProperties}", readonly = true)
    Properties given = new Properties();

    Function<String, @Nullable String> variables = System::getenv;

    /** Does what the goal is for. */
    abstract void act();

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("Seedbed is skipped.");
            return;
        }
        try {
            UnknownOptions.refuse(given, getLog());
            act();
        } catch (SeedException e) {
            SeedException named = NAMES.in(e);
            if (e.kind() == SeedException.Kind.USAGE) {
                throw new MojoExecutionException(named.getMessage(), named);
            }
            throw new MojoFailureException(named.getMessage(), named);
        }
    }

    final Places places() {
        List<String> directories = resources == null
                ? List.of()
                : resources.stream().map(Resource::getDirectory).toList();
        return Places.of(directory.toPath(), directories, config, seeds, variables);
    }

    final void say(String text) {
        NAMES.in(text).lines().forEach(getLog()::info);
    }
}
