package dev.seedbed.maven;

import dev.seedbed.connect.Database;

/** How a driver comes into the class path of the plugin. */
enum DriverDependency {
    POSTGRESQL("jdbc:postgresql:", "org.postgresql", "postgresql", "42.7.14"),
    H2("jdbc:h2:", "com.h2database", "h2", "2.5.252"),
    SQLITE("jdbc:sqlite:", "org.xerial", "sqlite-jdbc", "3.54.1.0");

    private final String scheme;
    private final String groupId;
    private final String artifactId;
    private final String version;

    DriverDependency(String scheme, String groupId, String artifactId, String version) {
        this.scheme = scheme;
        this.groupId = groupId;
        this.artifactId = artifactId;
        this.version = version;
    }

    static String remedy(String scheme) {
        for (DriverDependency each : values()) {
            if (each.scheme.equals(scheme)) {
                return "put it into the <dependencies> of the plugin seedbed-maven-plugin in pom.xml:\n" + each.xml();
            }
        }
        return Database.KNOWN;
    }

    String xml() {
        return "<dependency>\n  <groupId>" + groupId + "</groupId>\n  <artifactId>" + artifactId
                + "</artifactId>\n  <version>" + version + "</version>\n</dependency>";
    }
}
