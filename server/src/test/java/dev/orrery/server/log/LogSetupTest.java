package dev.orrery.server.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

class LogSetupTest {
    @Test
    void isWhatLogbackFinds() {
        LoggerContext context = assertInstanceOf(LoggerContext.class, LoggerFactory.getILoggerFactory());
        assertEquals("System.err", appender(context).getTarget());
        assertEquals(Level.WARN, context.getLogger("org.eclipse.jetty").getLevel());
    }

    @Test
    void anEventIsOneLineWithItsValues() {
        assertTrue(line(Map.of()).endsWith("Z WARN  Place a full disk free=\"7\"\n"), line(Map.of()));
    }

    @Test
    void orOneObject() {
        JsonObject event = JsonParser.parseString(line(Map.of("ORRERY_LOG_FORMAT", "json")))
                .getAsJsonObject();
        assertEquals("WARN", event.get("level").getAsString());
        assertEquals("a full disk", event.get("formattedMessage").getAsString());
        assertEquals(
                "7",
                event.getAsJsonArray("kvpList")
                        .get(0)
                        .getAsJsonObject()
                        .get("free")
                        .getAsString());
    }

    @Test
    void theEnvironmentSaysFromWhichLevelOn() {
        assertEquals(Level.DEBUG, root(Map.of("ORRERY_LOG", "debug")).getLevel());
        assertEquals(Level.INFO, root(Map.of("ORRERY_LOG", "loud")).getLevel());
    }

    private static String line(Map<String, String> environment) {
        Logger root = root(environment);
        LoggingEvent event = new LoggingEvent(
                "", root.getLoggerContext().getLogger("some.Place"), Level.WARN, "a full {}", null, new Object[] {"disk"
                });
        event.addKeyValuePair(new KeyValuePair("free", 7));
        return new String(appender(root.getLoggerContext()).getEncoder().encode(event), StandardCharsets.UTF_8);
    }

    private static Logger root(Map<String, String> environment) {
        LoggerContext context = new LoggerContext();
        LogSetup setup = new LogSetup(environment);
        setup.setContext(context);
        setup.configure(context);
        return context.getLogger("ROOT");
    }

    private static ConsoleAppender<ILoggingEvent> appender(LoggerContext context) {
        return (ConsoleAppender<ILoggingEvent>) context.getLogger("ROOT").getAppender("STDERR");
    }
}
