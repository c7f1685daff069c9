package dev.seedbed.seed;

import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What keeps a file from being read or written, in words: the names of exceptions tell a user of seeds nothing. */
public final class FileFailure {
    private FileFailure() {}

    /**
     * Why, as the end of a sentence without its full stop, such as {@code this user may not do that}. Holds no path, but
     * where the exception is of a library that has its own words.
     */
    public static String why(Exception e) {
        if (e instanceof NoSuchFileException) {
            return "it is not there";
        }
        if (e instanceof AccessDeniedException) {
            return "its permissions do not let this user";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "something else is there by that name";
        }
        if (e instanceof NotDirectoryException) {
            return "it is not a directory";
        }
        if (e instanceof DirectoryNotEmptyException) {
            return "it is a directory that is not empty";
        }
        if (e instanceof FileSystemLoopException) {
            return "its links lead in a circle";
        }
        if (e instanceof InvalidPathException) {
            return "its name is no path here";
        }
        if (e instanceof CharacterCodingException) {
            return "it is not UTF-8";
        }
        String said = e instanceof FileSystemException system ? system.getReason() : e.getMessage();
        if (said == null || said.isBlank()) {
            return "the system does not say why";
        }
        return said.equals("Is a directory")
                ? "it is a directory"
                : said.strip().lines().findFirst().orElse(said);
    }
}
