package dev.seedbed.testkit.proof;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.helpers.NOPLogger;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * What is logged, at every level and with whole stack traces, while somebody listens; nothing is printed. What the servers
 * of the tests write into logs of their own is not ours to mask.
 */
public final class HeardLogs implements SLF4JServiceProvider {
    private static final List<List<String>> LISTENERS = new CopyOnWriteArrayList<>();

    private final IMarkerFactory markers = new BasicMarkerFactory();

    /** Lines that are logged from now on, until it is closed. */
    static final class Listener implements AutoCloseable {
        private final List<String> lines = Collections.synchronizedList(new java.util.ArrayList<>());

        Listener() {
            LISTENERS.add(lines);
        }

        List<String> lines() {
            synchronized (lines) {
                return List.copyOf(lines);
            }
        }

        @Override
        @SuppressWarnings("ReferenceEquality")
        public void close() {
            LISTENERS.removeIf(other -> other == lines);
        }
    }

    private static final class Logger extends LegacyAbstractLogger {
        private static final long serialVersionUID = 1L;

        Logger(String name) {
            this.name = name;
        }

        @Override
        protected String getFullyQualifiedCallerName() {
            return Logger.class.getName();
        }

        @Override
        protected void handleNormalizedLoggingCall(
                Level level, Marker marker, String pattern, Object[] arguments, Throwable thrown) {
            StringWriter line = new StringWriter();
            line.append(level + " " + name + " " + MessageFormatter.basicArrayFormat(pattern, arguments));
            if (thrown != null) {
                line.append('\n');
                thrown.printStackTrace(new PrintWriter(line, true));
            }
            LISTENERS.forEach(listener -> listener.add(line.toString()));
        }

        @Override
        public boolean isTraceEnabled() {
            return !LISTENERS.isEmpty();
        }

        @Override
        public boolean isDebugEnabled() {
            return !LISTENERS.isEmpty();
        }

        @Override
        public boolean isInfoEnabled() {
            return !LISTENERS.isEmpty();
        }

        @Override
        public boolean isWarnEnabled() {
            return !LISTENERS.isEmpty();
        }

        @Override
        public boolean isErrorEnabled() {
            return !LISTENERS.isEmpty();
        }
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return name -> name.startsWith("io.zonky.") ? NOPLogger.NOP_LOGGER : new Logger(name);
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return new NOPMDCAdapter();
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0.99";
    }

    @Override
    public void initialize() {
        // There is nothing to prepare.
    }
}
