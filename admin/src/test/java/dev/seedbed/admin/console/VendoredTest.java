package dev.seedbed.admin.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What other projects wrote is here as they released it, with its licence. */
class VendoredTest {
    @Test
    void each_file_is_the_one_that_was_released() throws Exception {
        List<String> lines =
                new String(read("SHA256SUMS"), StandardCharsets.UTF_8).lines().toList();

        assertThat(lines).hasSize(4);
        for (String line : lines) {
            String[] sumAndName = line.split("  ");
            assertThat(sum(read(sumAndName[1]))).describedAs(sumAndName[1]).isEqualTo(sumAndName[0]);
        }
        assertThat(new String(read("htmx.LICENSE"), StandardCharsets.UTF_8)).startsWith("Zero-Clause BSD");
        assertThat(new String(read("pico.LICENSE"), StandardCharsets.UTF_8)).startsWith("MIT License");
    }

    private static byte[] read(String name) throws IOException {
        try (InputStream file = Assets.class.getResourceAsStream("vendor/" + name)) {
            assertThat(file).describedAs(name).isNotNull();
            return file.readAllBytes();
        }
    }

    private static String sum(byte[] file) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
    }
}
