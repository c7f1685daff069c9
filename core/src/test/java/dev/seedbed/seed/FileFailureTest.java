package dev.seedbed.seed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileFailureTest {
    @TempDir
    Path directory;

    @Test
    void exceptions_are_put_into_words() {
        assertThat(FileFailure.why(new NoSuchFileException("a"))).isEqualTo("it is not there");
        assertThat(FileFailure.why(new AccessDeniedException("a"))).isEqualTo("its permissions do not let this user");
        assertThat(FileFailure.why(new FileAlreadyExistsException("a")))
                .isEqualTo("something else is there by that name");
        assertThat(FileFailure.why(new NotDirectoryException("a"))).isEqualTo("it is not a directory");
        assertThat(FileFailure.why(new MalformedInputException(1))).isEqualTo("it is not UTF-8");
        assertThat(FileFailure.why(new InvalidPathException("a", "no"))).isEqualTo("its name is no path here");
        assertThat(FileFailure.why(new FileSystemException("a", null, "No space left on device")))
                .isEqualTo("No space left on device");
        assertThat(FileFailure.why(new FileSystemException("a"))).isEqualTo("the system does not say why");
        assertThat(FileFailure.why(new IOException())).isEqualTo("the system does not say why");
    }

    @Test
    void what_the_system_says_of_a_directory_is_put_into_words() {
        String why = "";
        try {
            Files.readString(directory);
        } catch (IOException e) {
            why = FileFailure.why(e);
        }
        assertThat(why).isEqualTo("it is a directory");
    }
}
