package dev.seedbed.admin.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * The libraries that what is released asks for by itself, out of the POMs. What these bring along in turn, and what an imported
 * POM of another group says the version of, comes in the versions that they were made with.
 */
final class ReleasedLibraries {
    private static final Pattern PROPERTY = Pattern.compile("\\$\\{([^}]+)}");

    private final Map<String, String> properties = new TreeMap<>();
    private final Map<String, String> managed = new TreeMap<>();

    private ReleasedLibraries(Path root) throws IOException {
        Element parent = pom(root);
        children(child(parent, "properties")).forEach(each -> properties.put(each.getTagName(), text(each)));
        for (Element each : children(child(child(parent, "dependencyManagement"), "dependencies"))) {
            managed.put(name(each), version(each));
        }
    }

    /** Versions by names such as {@code org.postgresql:postgresql}. */
    static Map<String, String> of(Path root) throws IOException {
        ReleasedLibraries libraries = new ReleasedLibraries(root);
        Map<String, String> found = new TreeMap<>();
        for (Element module : children(child(pom(root), "modules"))) {
            Element pom = pom(root.resolve(text(module)));
            boolean isReleased = child(child(pom, "properties"), "maven.deploy.skip") == null
                    && !text(module).equals("testkit");
            if (isReleased) {
                libraries.add(pom, found);
            }
        }
        return found;
    }

    private void add(Element pom, Map<String, String> found) {
        Map<String, String> imported = new TreeMap<>();
        for (Element each : children(child(child(pom, "dependencyManagement"), "dependencies"))) {
            imported.put(text(child(each, "groupId")), version(each));
        }
        for (Element each : children(child(pom, "dependencies"))) {
            String group = text(child(each, "groupId"));
            String scope = text(child(each, "scope"));
            if (group.equals("dev.seedbed") || scope.equals("test") || scope.equals("provided")) {
                continue;
            }
            String version = version(each);
            if (version.isEmpty()) {
                version = managed.getOrDefault(name(each), imported.getOrDefault(group, ""));
            }
            if (!version.isEmpty()) {
                found.put(name(each), version);
            } else if (imported.isEmpty()) {
                throw new IllegalStateException("Nothing says the version of " + name(each) + ".");
            }
        }
    }

    /** The copies of the console, out of what stands beside them. */
    static Map<String, String> copies(Path root) throws IOException {
        String text =
                Files.readString(root.resolve("admin/src/main/resources/dev/seedbed/admin/console/vendor/README"));
        return Map.of("htmx.org", after(text, "htmx "), "@picocss/pico", after(text, "Pico "));
    }

    private static String after(String text, String word) {
        Matcher version = Pattern.compile(word + "(\\d+(?:\\.\\d+)+)").matcher(text);
        if (!version.find()) {
            throw new IllegalStateException("No version stands behind " + word);
        }
        return version.group(1);
    }

    private static Element pom(Path folder) throws IOException {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(folder.resolve("pom.xml").toFile())
                    .getDocumentElement();
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(folder.toString(), e);
        }
    }

    private String version(Element dependency) {
        Matcher property = PROPERTY.matcher(text(child(dependency, "version")));
        return property.replaceAll(each -> Matcher.quoteReplacement(properties.getOrDefault(each.group(1), "")));
    }

    private static String name(Element dependency) {
        return text(child(dependency, "groupId")) + ":" + text(child(dependency, "artifactId"));
    }

    private static String text(Element element) {
        return element == null ? "" : element.getTextContent().trim();
    }

    private static Element child(Element of, String name) {
        return children(of).stream()
                .filter(each -> each.getTagName().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static List<Element> children(Element of) {
        List<Element> children = new ArrayList<>();
        for (Node each = of == null ? null : of.getFirstChild(); each != null; each = each.getNextSibling()) {
            if (each instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }
}
