package dev.seedbed.admin.console;

import dev.seedbed.admin.access.Needs;
import dev.seedbed.admin.access.Refused;
import dev.seedbed.seed.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.View;

/** Styles, scripts and pictures of the pages: under an address that changes with them, so that browsers may keep them. */
@Controller
public final class Assets {
    private static final Map<String, String> TYPES =
            Map.of("css", "text/css", "js", "text/javascript", "svg", "image/svg+xml");

    /** A year: the address changes with what it names. */
    private static final String KEPT = "public, max-age=31536000, immutable";

    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final String version;

    Assets() {
        for (String name :
                new String[] {"vendor/pico.min.css", "vendor/htmx.min.js", "console.css", "console.js", "mark.svg"}) {
            files.put(name.substring(name.indexOf('/') + 1), read(name));
        }
        version = version(files);
    }

    String version() {
        return version;
    }

    @GetMapping("/assets/{version}/{name}")
    @Needs(Needs.NOTHING)
    View asset(@PathVariable String version, @PathVariable String name) {
        byte[] file = files.get(name);
        if (file == null) {
            throw new Refused(
                    404, "no-asset", new Problem("There is no \"" + name + "\" here.", null, "load the page again"));
        }
        boolean known = version.equals(this.version);
        return (model, request, response) -> {
            response.setContentType(TYPES.get(name.substring(name.lastIndexOf('.') + 1)) + ";charset=UTF-8");
            response.setHeader(HttpHeaders.CACHE_CONTROL, known ? KEPT : "no-store");
            response.setContentLength(file.length);
            response.getOutputStream().write(file);
        };
    }

    private static byte[] read(String name) {
        try (InputStream file = Assets.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("There is no " + name + " beside " + Assets.class.getName() + ".");
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String version(Map<String, byte[]> files) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            files.values().forEach(digest::update);
            return HexFormat.of().formatHex(digest.digest(), 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
