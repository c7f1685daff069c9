package dev.seedbed.admin.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The browser that all tests share: one that is installed here, none that is fetched. */
final class Chromium {
    static final String SETTING = "SEEDBED_CHROMIUM";

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    private Chromium() {}

    private static final class Once {
        private static final Browser IT = launch();
    }

    /** Started with the first test that asks; it ends with the JVM. */
    static Browser browser() {
        return Once.IT;
    }

    /**
     * Its program: where the system property or the variable {@code SEEDBED_CHROMIUM} says, else the first on the
     * {@code PATH} under one of its names.
     *
     * @throws AssertionError where there is none, with where it was looked for and how to install it
     */
    static Path program(@Nullable String property, UnaryOperator<@Nullable String> variables) {
        String said = property == null ? variables.apply(SETTING) : property;
        if (said != null) {
            Path program = Path.of(said);
            if (!Files.isExecutable(program)) {
                throw missing("\"" + said + "\", which " + SETTING + " names, is no program that can be started.");
            }
            return program;
        }
        List<String> looked = new ArrayList<>();
        String path = variables.apply("PATH");
        for (String directory : path == null ? new String[0] : path.split(File.pathSeparator)) {
            looked.add(directory);
            for (String name : NAMES) {
                Path program = Path.of(directory, name);
                if (Files.isExecutable(program) && Files.isRegularFile(program)) {
                    return program;
                }
            }
        }
        throw missing("There is no " + String.join(", ", NAMES) + " on the PATH: " + String.join(", ", looked) + ".");
    }

    private static AssertionError missing(String what) {
        return new AssertionError("""
                The tests of the console need Chromium. %s
                  Debian, Ubuntu:  apt-get install chromium
                  Fedora:          dnf install chromium
                  macOS:           brew install --cask chromium
                  elsewhere:       %s=/where/it/is, a variable, or -D%s=/where/it/is
                Without the profile "browser" the build needs none.""".formatted(what, SETTING, SETTING));
    }

    private static Browser launch() {
        Path program = program(System.getProperty(SETTING), System::getenv);
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
        BrowserType.LaunchOptions options = new BrowserType.LaunchOptions().setExecutablePath(program);
        if (System.getProperty("user.name").equals("root")) {
            // Chromium refuses to start for root with it.
            options.setArgs(List.of("--no-sandbox"));
        }
        return playwright.chromium().launch(options);
    }
}
