package dev.seedbed.admin.web;

import dev.seedbed.admin.access.Needs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The OpenAPI document, kept by hand beside this class, and held to the endpoints by a test. */
@RestController
@RequestMapping("/api/v1")
final class OpenApiEndpoint {
    @GetMapping("/openapi.json")
    @Needs(Needs.IDENTITY)
    ResponseEntity<String> openApi() throws IOException {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(document());
    }

    static String document() throws IOException {
        try (InputStream document = OpenApiEndpoint.class.getResourceAsStream("openapi.json")) {
            if (document == null) {
                throw new IllegalStateException(
                        "There is no openapi.json beside " + OpenApiEndpoint.class.getName() + ".");
            }
            return new String(document.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
