package dev.seedbed.admin.serve;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where a library comes from. Whatever does not answer is a failure, and never no news. */
interface LibraryRegistry {
    /** All versions that it has, in any order. */
    List<String> versions(String name) throws IOException, InterruptedException;

    /** When a version came to be there; empty where the registry does not tell. */
    Optional<Instant> since(String name, String version) throws IOException, InterruptedException;

    /** @param address of a repository of Maven's layout, without a slash at its end */
    static LibraryRegistry maven(String address) {
        return new Maven(address);
    }

    /** @param address of a registry of npm's, without a slash at its end */
    static LibraryRegistry npm(String address) {
        return new Npm(address);
    }

    /** By {@code maven-metadata.xml}, and what the repository says of when a version's POM was put there. */
    record Maven(String address) implements LibraryRegistry {
        private String folder(String name) {
            return address + "/" + name.substring(0, name.indexOf(':')).replace('.', '/') + "/"
                    + name.substring(name.indexOf(':') + 1) + "/";
        }

        @Override
        public List<String> versions(String name) throws IOException, InterruptedException {
            String xml = ask(folder(name) + "maven-metadata.xml").body();
            List<String> versions = new ArrayList<>();
            try {
                DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
                factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
                NodeList found = factory.newDocumentBuilder()
                        .parse(new InputSource(new StringReader(xml)))
                        .getElementsByTagName("version");
                for (int i = 0; i < found.getLength(); i++) {
                    versions.add(found.item(i).getTextContent().trim());
                }
            } catch (ParserConfigurationException | SAXException e) {
                throw new IOException("The metadata of " + name + " cannot be read.", e);
            }
            return versions;
        }

        @Override
        public Optional<Instant> since(String name, String version) throws IOException, InterruptedException {
            String artifact = name.substring(name.indexOf(':') + 1);
            return ask(folder(name) + version + "/" + artifact + "-" + version + ".pom")
                    .headers()
                    .firstValue("Last-Modified")
                    .map(at -> ZonedDateTime.parse(at, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        }
    }

    /** By the document that the registry has of a package. */
    record Npm(String address) implements LibraryRegistry {
        private JsonNode document(String name) throws IOException, InterruptedException {
            return JsonMapper.shared()
                    .readTree(ask(address + "/" + name.replace("/", "%2F")).body());
        }

        @Override
        public List<String> versions(String name) throws IOException, InterruptedException {
            return List.copyOf(document(name).path("versions").propertyNames());
        }

        @Override
        public Optional<Instant> since(String name, String version) throws IOException, InterruptedException {
            JsonNode at = document(name).path("time").path(version);
            return at.isString()
                    ? Optional.of(OffsetDateTime.parse(at.stringValue()).toInstant())
                    : Optional.empty();
        }
    }

    private static HttpResponse<String> ask(String address) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(Duration.ofSeconds(20))
                .build();
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create(address))
                        .timeout(Duration.ofMinutes(1))
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(address + " was answered with " + answer.statusCode() + ".");
        }
        return answer;
    }
}
